/** How the live line stands, always in sight. */

import { t } from "../i18n";
import { useValue } from "../ui/observable";
import { past } from "./play/past";
import { useStore, type Store } from "./store";
import { linkText } from "./words";

export function LinkState({ store }: { store: Store }) {
  const link = useStore(store, (known) => known.link());
  // Nobody may take the hour before for what is going on; a line that is down is still said.
  const replays = useValue(past) && link.state === "live";
  return (
    <p class={`link-state ${replays ? "past" : link.state}`} role="status">
      <span class="link-dot" aria-hidden="true" />
      {replays ? t("link.past") : linkText(link)}
    </p>
  );
}
