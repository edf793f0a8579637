/** What was captured lies on the phone and will be sent; for a moment it can be taken back. */

import { CircleCheck } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import type { Draft } from "../store/records";
import { letGo, takeBack } from "../store/undo";
import { Icon } from "../ui/icon";
import { useNow } from "../ui/now";
import { observable, useValue } from "../ui/observable";
import { go, replace } from "../ui/route";
import { toast } from "../ui/toast";

/** So long it waits before it goes out. It does not wait when the page is left. */
export const HOLD_MS = 8_000;
export const sent = observable<{ draft: Draft; until: number } | null>(null);

export function CaptureSent() {
  const last = useValue(sent);
  const now = useNow(500);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!last) return undefined;
    const release = () => void letGo(last.draft.id);
    const hidden = () => document.visibilityState === "hidden" && release();
    document.addEventListener("visibilitychange", hidden);
    addEventListener("pagehide", release);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      removeEventListener("pagehide", release);
      release();
    };
  }, [last]);
  const undo = async () => {
    if (!last || busy) return;
    setBusy(true);
    if (await takeBack(last.draft)) replace(`capture/${last.draft.id}`);
    else toast(t("sent.too_late"));
    setBusy(false);
    sent.set(null);
  };
  const left = last ? Math.ceil((last.until - now) / 1000) : 0;
  return (
    <section class="card sent">
      <p class="sent-line" role="status">
        <Icon name={CircleCheck} size={48} />
        <strong>{t("sent.here")}</strong>
        <span>{t("capture.submitted")}</span>
      </p>
      <button type="button" class="button primary big" onClick={() => go("capture/new")}>
        <Icon name="capture" />
        {t("sent.another")}
      </button>
      {left > 0 && (
        <button type="button" class="button big" disabled={busy} onClick={() => void undo()}>
          {t("sent.undo", { n: left })}
        </button>
      )}
      <button type="button" class="button big" onClick={() => go("leads")}>
        {t("sent.leads")}
      </button>
    </section>
  );
}
