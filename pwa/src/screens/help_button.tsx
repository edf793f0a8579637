/** The "?" of a screen: one sentence and one picture. */

import { CircleQuestionMark } from "lucide";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import type { Topic } from "./help_topics";

const HelpSheet = lazy(
  () => import("./help_sheet").then((module) => module.HelpSheet),
  undefined,
  () => import("../i18n/help").then((words) => words.helpWords()),
);

export function Help({ of }: { of: Topic | undefined }) {
  const [open, setOpen] = useState(false);
  if (!of) return null;
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={t("app.help")}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name={CircleQuestionMark} />
      </button>
      {open && <HelpSheet of={of} onClose={() => setOpen(false)} />}
    </>
  );
}
