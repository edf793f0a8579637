/** Address and note of a draft, and the way to throw it away. */

import { useState } from "preact/hooks";
import type { Me } from "../api/types";
import { addressesNear } from "../capture/addresses";
import type { Reason } from "../chain/discard";
import { t } from "../i18n";
import { readLeads } from "../store/leads";
import type { Draft } from "../store/records";
import { Icon } from "../ui/icon";
import { Confirm } from "../ui/parts";
import { useQuery } from "../ui/query";
import { ReasonChoice } from "./reason_choice";

type Props = { me: Me; draft: Draft; onChange(part: Partial<Draft>): void };

export function Words({ me, draft, onChange }: Props) {
  const leads = useQuery(["leads"], () => readLeads(me.id), [me.id]) ?? [];
  const known = leads.map(({ lead }) => ({ address: lead.address, place: lead.place.coordinates }));
  const offered = addressesNear(known, draft.place, draft.address);
  return (
    <section class="card form">
      <label class="field">
        <span>{t("capture.note")}</span>
        <textarea
          value={draft.note}
          rows={3}
          maxLength={4000}
          placeholder={t("capture.note_hint")}
          onInput={(event) => onChange({ note: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{t("capture.address")}</span>
        <input
          value={draft.address}
          maxLength={200}
          placeholder={t("capture.address_hint")}
          onInput={(event) => onChange({ address: event.currentTarget.value })}
        />
      </label>
      {offered.length > 0 && (
        <div class="buttons" role="group" aria-label={t("capture.address_before")}>
          {offered.map((address) => (
            <button key={address} type="button" class="button small" onClick={() => onChange({ address })}>
              {address}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

/** `holds`: there are photos in it, and it is signed why they went. */
export function Discard({ holds, onYes }: { holds: boolean; onYes(reason: Reason): void }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState<Reason>("other");
  return (
    <p class="discard">
      <span class="hint">{t("capture.draft_kept")}</span>
      <button type="button" class="button quiet" onClick={() => setAsking(true)}>
        <Icon name="bin" size={20} />
        {t("capture.discard")}
      </button>
      {asking && (
        <Confirm title={t("capture.discard_ask")} yes={t("capture.discard")} danger onYes={() => onYes(reason)} onNo={() => setAsking(false)}>
          {holds && <ReasonChoice reason={reason} onChoose={setReason} />}
        </Confirm>
      )}
    </p>
  );
}
