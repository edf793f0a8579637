/** Who has to do the next step for somebody without a role: the security administrators, by name. */

import { useEffect, useState } from "preact/hooks";
import type { Person } from "../../api/types";
import { t } from "../../i18n";
import { Banner } from "../../ui/parts";
import { readSecurityAdmins } from "./requests";

export function NextStep({ person }: { person: Person }) {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    // Without the names it still says which administrator it is.
    readSecurityAdmins(abort.signal).then(setNames, () => undefined);
    return () => abort.abort();
  }, []);
  const who = names.length > 0 ? t("people.next_names", { names: names.join("、") }) : "";
  return <Banner tone="warn">{t("people.next", { name: person.display_name, who })}</Banner>;
}
