/** Said before a package is made: what in it cannot be shown to be right yet, and who can mend that. */

import { useEffect, useState } from "preact/hooks";
import type { Media, MediaFacts } from "../../api/types";
import { t } from "../../i18n";
import { Banner } from "../../ui/parts";
import { readFacts } from "../requests";
import { foreseen, signable } from "./foreseen";

export function ForeseenNotice({ media }: { media: readonly Media[] }) {
  const facts = useFacts(signable(media));
  const found = foreseen(media, facts);
  if (found.length === 0) return null;
  return (
    <Banner tone="warn" icon="warning">
      <strong>{t("package.foreseen")}</strong>
      <ul class="foreseen">
        {found.map(({ lack, n }) => (
          <li key={lack}>{t(`package.lack_${lack}`, { n })}</li>
        ))}
      </ul>
    </Banner>
  );
}

/** Those that can be read: this is a warning, and the package is made without it, too. */
function useFacts(media: readonly Media[]): readonly MediaFacts[] {
  const [facts, setFacts] = useState<readonly MediaFacts[]>([]);
  const key = media.map(({ id, state }) => `${id} ${state}`).join();
  useEffect(() => {
    const abort = new AbortController();
    void Promise.all(media.map(({ id }) => readFacts(id, abort.signal).catch(() => null))).then((read) => {
      if (!abort.signal.aborted) setFacts(read.filter((one) => one !== null));
    });
    return () => abort.abort();
  }, [key]);
  return facts;
}
