/** What stands where content will be: on its way, not there, gone wrong, or out of reach. */

import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { Icon } from "./icon";
import { Banner } from "./parts";

export { Empty } from "./parts";

type Children = { children?: ComponentChildren };

/** Grey lines in the shape of `lines` rows. Read out as one sentence. */
export function Loading({ lines = 3, label }: { lines?: number; label?: string }) {
  return (
    <div class="skeleton" role="status">
      <span class="sr-only">{label ?? t("app.loading")}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  );
}

/** What is wrong, in a sentence, and the next step: trying again, or whatever `children` offer. */
export function Failed({ reason, again, children }: Children & { reason: string; again?: () => void }) {
  return (
    <Banner tone="danger" icon="warning" alert>
      <p>{reason}</p>
      {again && (
        <button type="button" class="button small" onClick={again}>
          {t("app.retry")}
        </button>
      )}
      {children}
    </Banner>
  );
}

/** This needs a network and there is none. `children` say what works meanwhile. */
export function Offline({ again, children }: Children & { again?: () => void }) {
  return (
    <div class="empty" role="status">
      <Icon name="offline" size={40} />
      <p>{t("app.no_network")}</p>
      {children}
      {again && (
        <button type="button" class="button" onClick={again}>
          {t("app.retry")}
        </button>
      )}
    </div>
  );
}
