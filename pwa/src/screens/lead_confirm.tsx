/** The second officer was there, too: signs on their own phone that they stand by what the colleague captured. */

import { useState } from "preact/hooks";
import type { Me, Media, Uuid } from "../api/types";
import { confirmCaptures, ofOthers, waitingOf, type Signed } from "../chain/confirm";
import { t } from "../i18n";
import { Confirm } from "../ui/parts";
import { toast } from "../ui/toast";
import { useWaiting } from "./use_waiting";

export function ConfirmCaptures({ me, lead, media }: { me: Me; lead: Uuid; media: readonly Media[] }) {
  const [asked, setAsked] = useState(false);
  const asks = "patrol.run" in me.permissions && ofOthers(media, me.id).length > 0;
  const [waiting, setWaiting] = useWaiting<Signed>(asks, (signal) => waitingOf(lead, signal), [lead, media.length]);
  const found = waiting.filter(({ id }) => media.some((medium) => medium.id === id));
  if (found.length === 0) return null;
  const confirm = async (signed: readonly Signed[]) => {
    setAsked(false);
    // What was not written is asked for again, not lost without a word.
    await confirmCaptures(me.id, signed).catch((error: unknown) => {
      setAsked(true);
      throw error;
    });
    toast(t("lead.confirmed", { n: signed.length }));
    const ids = new Set(signed.map(({ id }) => id));
    setWaiting((all) => all.filter(({ id }) => !ids.has(id)));
  };
  return (
    <>
      <button type="button" class="button" onClick={() => setAsked(true)}>
        {t("lead.confirm")}
      </button>
      {asked && <Choose media={media} found={found} onYes={confirm} onNo={() => setAsked(false)} />}
    </>
  );
}

type Props = { media: readonly Media[]; found: readonly Signed[]; onYes(signed: readonly Signed[]): Promise<void>; onNo(): void };

function Choose({ media, found, onYes, onNo }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(found.map(({ id }) => id)));
  const turn = (id: string) => setChosen(new Set(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]));
  const number = (id: string) => media.findIndex((medium) => medium.id === id) + 1;
  const signed = found.filter(({ id }) => chosen.has(id));
  return (
    <Confirm
      title={t("lead.confirm_ask")}
      note={t("lead.confirm_note")}
      yes={t("lead.confirm_yes", { n: signed.length })}
      onYes={() => (signed.length > 0 ? void onYes(signed) : onNo())}
      onNo={onNo}
    >
      <ul class="confirm-media">
        {found.map(({ id }) => (
          <li key={id}>
            <label>
              <input type="checkbox" checked={chosen.has(id)} onChange={() => turn(id)} />
              <img src={`/api/media/${id}/thumbnail`} alt="" />
              {t("lead.photo", { n: number(id) })}
            </label>
          </li>
        ))}
      </ul>
    </Confirm>
  );
}
