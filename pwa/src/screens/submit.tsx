/** The one big bar at the bottom. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import type { Draft } from "../store/records";
import { Confirm } from "../ui/parts";
import { submitWord } from "./submit_word";
import type { Keeping } from "./use_keeping";

type Props = {
  draft: Draft;
  /** Nothing to see or to hear of it. */
  bare: boolean;
  /** Something like it has been reported nearby. */
  another: boolean;
  keeping: Keeping;
  onSubmit(): Promise<void>;
};

/** What is still missing is said beside the button, not found out by pressing it. */
export function Submit({ draft, bare, another, keeping, onSubmit }: Props) {
  const [state, setState] = useState<"ready" | "asking" | "waiting" | "sent">("ready");
  const [problem, setProblem] = useState<string | null>(null);
  const urgent = draft.urgent ?? false;
  const missing = draft.place ? null : t("capture.missing_place");
  const send = async () => {
    setState("sent");
    try {
      await onSubmit();
    } catch (error) {
      setProblem(t("app.went_wrong", { reason: error instanceof Error ? error.name : String(error) }));
      setState("ready");
    }
  };
  // Pressed while a photo was still being kept: it goes as soon as that is done, unless it could not be kept.
  useEffect(() => {
    if (state !== "waiting") return;
    if (keeping.problem) setState("ready");
    else if (keeping.busy === 0) void send();
  }, [state, keeping.busy, keeping.problem]);
  const press = () => {
    if (state !== "ready") return;
    if (bare && keeping.busy === 0 && draft.note.trim() === "") setState("asking");
    else setState("waiting");
  };
  return (
    <div class="submit">
      {(missing || problem || state === "waiting") && (
        <span class={problem ? "trouble" : "hint"} role={problem ? "alert" : "status"}>
          {problem ?? missing ?? t("capture.missing_keeping")}
        </span>
      )}
      <button
        type="button"
        class={`button big ${urgent ? "danger" : "primary"}`}
        disabled={missing !== null || state === "sent" || state === "waiting"}
        onClick={press}
      >
        {t(submitWord(urgent, another))}
      </button>
      {state === "asking" && (
        <Confirm
          title={t("capture.bare_ask")}
          note={t("capture.bare_note")}
          yes={t(submitWord(urgent, false))}
          danger={urgent}
          onYes={() => setState("waiting")}
          onNo={() => setState("ready")}
        />
      )}
    </div>
  );
}
