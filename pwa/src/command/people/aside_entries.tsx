/** Signed captures that could not go into their chain: who sent them, and why. */

import { t } from "../../i18n";
import { Section } from "../../ui/parts";
import { useRead } from "../use_read";
import { AsideList, AsideRow } from "./aside_list";
import { readAsideEntries } from "./requests";

/** `turn` grows when it is to be read again. */
export function AsideEntries({ turn }: { turn: number }) {
  const [read, again] = useRead(`${turn}`, readAsideEntries);
  return (
    <Section title={t("aside.entries")}>
      <p class="hint">{t("aside.entries_why")}</p>
      <AsideList
        read={read}
        again={again}
        empty={<p class="hint">{t("aside.no_entries")}</p>}
        row={(row) => (
          <AsideRow
            key={row.id}
            told={{
              ...row,
              title: t("aside.entry", { name: row.person_name, n: row.n }),
              why: t(`aside.fault.${row.fault}`),
              help: t(`aside.fault_help.${row.fault}`),
            }}
          />
        )}
      />
    </Section>
  );
}
