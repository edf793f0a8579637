/** How the live line stands, always in sight. */

import { useStore, type Store } from "./store";
import { linkText } from "./words";

export function LinkState({ store }: { store: Store }) {
  const link = useStore(store, (known) => known.link());
  return (
    <p class={`link-state ${link.state}`} role="status">
      <span class="link-dot" aria-hidden="true" />
      {linkText(link)}
    </p>
  );
}
