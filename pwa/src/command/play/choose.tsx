/** Choosing what to play back: whom, from when to when, and why one looks. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Area, Person, Purpose } from "../../api/types";
import { t } from "../../i18n";
import { byName } from "../../ui/by_name";
import { startOfDay } from "../../ui/format";
import { PurposeField } from "../../ui/purpose_field";
import { namesOf } from "../namesakes";
import { squadsOf } from "../people/squad";
import { usePeople } from "../use_people";
import { fault, fieldOf, momentOf, PURPOSES, type Wanted, type Whose } from "./wanted";
import "./choose.css";

type Props = { zones: readonly Area[]; onPlay(wanted: Wanted): void; onClose(): void };
type Option = readonly [id: string, name: string];
const KINDS = ["person", "squad", "zone"] as const;

export function ChoosePlay({ zones, onPlay, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { people, failure } = usePeople();
  const [kind, setKind] = useState<(typeof KINDS)[number]>("person");
  const [problem, setProblem] = useState<string | null>(null);
  const options = useMemo(() => optionsOf(kind, people ?? [], zones), [kind, people, zones]);
  const now = Date.now();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(fields.get(name) ?? "");
    const span = { from: momentOf(text("from")), to: momentOf(text("to")) };
    const wrong = fault(span);
    if (wrong) return setProblem(t(`play.fault_${wrong}`));
    const id = text("whose");
    const whose: Whose = { of: kind, id, name: options.find(([one]) => one === id)?.[1] ?? id };
    dialog.current?.close();
    onPlay({ span, whose, purpose: text("purpose") as Purpose });
  };
  return (
    <dialog ref={dialog} class="many-dialog play-choose" aria-labelledby="play-choose" onClose={onClose}>
      <h2 id="play-choose">{t("play.choose")}</h2>
      <form class="form" onSubmit={submit}>
        <fieldset class="play-kinds">
          <legend>{t("play.whose")}</legend>
          {KINDS.map((each) => (
            <label key={each}>
              <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
              {t(`play.kind_${each}`)}
            </label>
          ))}
        </fieldset>
        <label class="field">
          <span>{t(`play.kind_${kind}`)}</span>
          <select name="whose" required key={kind} autofocus>
            <option value="">{t("play.choose_one")}</option>
            {options.map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {failure && kind !== "zone" && <p class="problem" role="alert">{t("detail.failed", { reason: failure })}</p>}
        <div class="play-times">
          <label class="field">
            <span>{t("play.from")}</span>
            <input type="datetime-local" name="from" required defaultValue={fieldOf(startOfDay(now))} />
          </label>
          <label class="field">
            <span>{t("play.to")}</span>
            <input type="datetime-local" name="to" required defaultValue={fieldOf(now)} />
          </label>
        </div>
        <PurposeField
          label={t("play.purpose")}
          empty={t("play.choose_one")}
          options={PURPOSES.map((one) => [one, t(`play.purpose_${one}`)] as const)}
        />
        <p class="hint">{t("play.recorded")}</p>
        {problem && <p class="problem" role="alert">{problem}</p>}
        <div class="decide-buttons">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {t("act.cancel")}
          </button>
          <button type="submit" class="button primary">
            {t("play.start")}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function optionsOf(kind: (typeof KINDS)[number], people: readonly Person[], zones: readonly Area[]): Option[] {
  const sorted = (some: Option[]) => some.sort(([, a], [, b]) => byName(a, b));
  if (kind === "zone") {
    return sorted(zones.map(({ id, name }) => [id, name]));
  }
  if (kind === "squad") {
    return squadsOf(people).map((name) => [name, name]);
  }
  // Only those who patrol have ways to be shown.
  const out = people.filter(({ roles }) => roles.includes("officer") || roles.includes("squad_leader"));
  const names = namesOf(people);
  return sorted(out.map(({ id, squad }) => [id, [names.get(id), squad].filter(Boolean).join(" · ")]));
}
