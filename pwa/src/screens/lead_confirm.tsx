/** The second officer was there, too: signs on their own phone that they stand by what the colleague captured. */

import { useState } from "preact/hooks";
import type { Me, Media } from "../api/types";
import { confirmable, confirmCaptures, ofOthers, type Signed } from "../chain/confirm";
import { t } from "../i18n";
import { Confirm } from "../ui/parts";
import { toast } from "../ui/toast";

export function ConfirmCaptures({ me, media }: { me: Me; media: readonly Media[] }) {
  const [found, setFound] = useState<readonly Signed[] | null>(null);
  const [busy, setBusy] = useState(false);
  if (!("patrol.run" in me.permissions) || ofOthers(media, me.id).length === 0) return null;
  const look = async () => {
    setBusy(true);
    const signed = await confirmable(media, me.id).catch(() => null);
    setBusy(false);
    if (signed === null) toast(t("app.no_network"), { tone: "danger" });
    else if (signed.length === 0) toast(t("lead.confirm_none"));
    else setFound(signed);
  };
  const confirm = async (signed: readonly Signed[]) => {
    setFound(null);
    // What was not written is asked for again, not lost without a word.
    await confirmCaptures(me.id, signed).catch((error: unknown) => {
      setFound(signed);
      throw error;
    });
    toast(t("lead.told"));
  };
  return (
    <>
      <button type="button" class="button" disabled={busy} onClick={() => void look()}>
        {t("lead.confirm")}
      </button>
      {found && <Choose media={media} found={found} onYes={confirm} onNo={() => setFound(null)} />}
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
