/** A piece of the app that is fetched when it is first wanted. */

import type { ComponentChild, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";

/**
 * The component that `load` brings, shown once its `words` are known too. `failed` is shown when it cannot be had, for
 * instance without a network.
 */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  failed?: (props: P) => ComponentChild,
  words: () => Promise<void> = async () => undefined,
): (props: P) => ComponentChild {
  let Loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [state, setState] = useState<"waiting" | "here" | "lost">(Loaded ? "here" : "waiting");
    useEffect(() => {
      if (Loaded) return;
      Promise.all([load(), words()]).then(
        ([component]) => {
          Loaded = component;
          setState("here");
        },
        () => setState("lost"),
      );
    }, []);
    if (Loaded) return <Loaded {...props} />;
    return state === "lost" ? (
      (failed?.(props) ?? <p role="alert">{t("app.no_network")}</p>)
    ) : (
      <p class="hint">{t("app.loading")}</p>
    );
  };
}
