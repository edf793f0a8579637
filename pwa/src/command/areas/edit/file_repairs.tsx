/** What could be done about the faults of a file: each seen on the map, all of them taken in the repaired file. */

import { Download } from "lucide";
import { useMemo } from "preact/hooks";
import type { AreaRepair } from "../../../api/types";
import { t } from "../../../i18n";
import { Icon } from "../../../ui/icon";
import { repairedUrl } from "../requests";
import { FaultPanel } from "./fault_panel";
import { repairsShown } from "./faults";
import "./edit.css";

type Props = { id: string; repairs: readonly AreaRepair[]; chosen: number | null; onChoose(index: number | null): void };

export function FileRepairs({ id, repairs, chosen, onChoose }: Props) {
  const faults = useMemo(() => repairsShown(repairs), [repairs]);
  return (
    <details class="file-repairs card">
      <summary>{t("edit.file_faults", { n: repairs.length })}</summary>
      <div class="file-repairs-body">
        <p class="hint">{t("edit.file_hint")}</p>
        <a class="button small" href={repairedUrl(id)} download>
          <Icon name={Download} size={18} /> {t("edit.file_download")}
        </a>
        <FaultPanel faults={faults} chosen={chosen} onChoose={onChoose} busy={false} />
      </div>
    </details>
  );
}
