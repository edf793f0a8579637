/** What evidence is looked at for: asked once for each lead and session; one's own captures need no asking. */

import { useState } from "preact/hooks";
import type { EvidencePurpose, Media, Uuid } from "../api/types";
import { t } from "../i18n";
import { PurposeField } from "./purpose_field";

/** Those one is asked to choose from. */
export const PURPOSES: readonly Exclude<EvidencePurpose, "own_capture">[] = [
  "intake", "casework", "review", "complaint", "transfer", "publication", "supervision",
];

const key = (me: Uuid, lead: Uuid) => `purpose/${me}/${lead}`;
const lastOf = (me: Uuid) => `purpose/${me}`;

/** What was said of looking at this lead in this session, in whichever tab; null when it is still to be asked. */
export function saidFor(me: Uuid, lead: Uuid): EvidencePurpose | null {
  return kept(key(me, lead));
}

/** What was said last of any lead. */
export function saidLast(me: Uuid): EvidencePurpose | null {
  return kept(lastOf(me));
}

export function say(me: Uuid, lead: Uuid, purpose: EvidencePurpose): void {
  sessionStorage.setItem(key(me, lead), purpose);
  sessionStorage.setItem(lastOf(me), purpose);
}

function kept(name: string): EvidencePurpose | null {
  const value = sessionStorage.getItem(name);
  return PURPOSES.find((one) => one === value) ?? null;
}

/** The purpose of looking at these media of a lead, as far as it is known, and how to say it. */
export function useEvidencePurpose(
  me: Uuid,
  lead: Uuid,
  media: readonly Media[],
): [EvidencePurpose | null, (chosen: EvidencePurpose) => void] {
  const own = media.length > 0 && media.every(({ captured_by }) => captured_by === me);
  const [chosen, setChosen] = useState(() => saidFor(me, lead));
  const choose = (purpose: EvidencePurpose) => {
    say(me, lead, purpose);
    setChosen(purpose);
  };
  return [own ? "own_capture" : chosen, choose];
}

/** What was chosen last in this session is offered first, so that one press goes on. */
export function EvidencePurposeForm({ me, onChoose }: { me: Uuid; onChoose(purpose: EvidencePurpose): void }) {
  const [usual] = useState(() => saidLast(me));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onChoose(new FormData(event.currentTarget as HTMLFormElement).get("purpose") as EvidencePurpose);
  };
  return (
    <form class="form purpose-form" onSubmit={submit}>
      <PurposeField
        label={t("evidence.purpose")}
        empty={t("evidence.choose")}
        options={PURPOSES.map((one) => [one, t(`evidence.purpose_${one}`)] as const)}
        usual={usual}
        first={usual === null}
      />
      <p class="hint">{t("evidence.recorded")}</p>
      <button type="submit" class="button primary" autofocus={usual !== null}>
        {t("evidence.look")}
      </button>
    </form>
  );
}
