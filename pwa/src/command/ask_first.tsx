/** The question before a lead goes to somebody about whom something is unusual. */

import { t } from "../i18n";
import { metres } from "../ui/format";
import { Confirm } from "../ui/parts";
import type { Unusual } from "./unusual";

type Props = { name: string; why: Unusual; onYes(): void; onNo(): void };

export function AskFirst({ name, why, onYes, onNo }: Props) {
  return (
    <Confirm
      title={t("drag.sure", { name })}
      note={t(`drag.why_${why.word}`, { distance: why.m === null ? "—" : metres(why.m) })}
      yes={t("act.assign")}
      onYes={onYes}
      onNo={onNo}
    />
  );
}
