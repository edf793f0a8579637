/** Which squad somebody is in: one of those there are, or a new name. Patrols keep the squad they were begun with. */

import { useState } from "preact/hooks";
import type { Person } from "../../api/types";
import { t } from "../../i18n";
import { byName } from "../../ui/by_name";

const NEW = "\n";

/** One of the squads there are; a new one is said to be new: a squad that is written in two ways is two squads. */
export function SquadField({ value, squads, onSquad }: { value: string; squads: readonly string[]; onSquad?(squad: string): void }) {
  const [chosen, setChosen] = useState(value);
  const known = value === "" || squads.includes(value) ? squads : [...squads, value];
  return (
    <>
      <label class="field">
        <span>{t("people.squad")}</span>
        <select
          name={chosen === NEW ? undefined : "squad"}
          value={chosen}
          title={chosen.trim() || undefined}
          onChange={({ currentTarget }) => {
            setChosen(currentTarget.value);
            onSquad?.(currentTarget.value);
          }}
        >
          <option value="">{t("people.no_squad")}</option>
          {known.map((squad) => (
            <option key={squad} value={squad}>
              {squad}
            </option>
          ))}
          <option value={NEW}>{t("people.new_squad")}</option>
        </select>
      </label>
      {chosen === NEW && (
        <label class="field">
          <span>{t("people.new_squad_name")}</span>
          <input name="squad" maxLength={200} required autocomplete="off" autofocus />
        </label>
      )}
    </>
  );
}

type Props = { person: Person; squads: readonly string[]; busy: boolean; onSave(squad: string | null): void };

export function SquadForm({ person, squads, busy, onSave }: Props) {
  const [changed, setChanged] = useState(false);
  const typed = (form: HTMLFormElement) => String(new FormData(form).get("squad") ?? "").trim() || null;
  return (
    <form
      class="squad-form"
      onInput={({ currentTarget }) => setTimeout(() => setChanged(typed(currentTarget) !== person.squad))}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) onSave(typed(event.currentTarget as HTMLFormElement));
      }}
    >
      <SquadField key={person.squad} value={person.squad ?? ""} squads={squads} />
      <button type="submit" class="button small" disabled={busy || !changed}>
        {t("people.save_squad")}
      </button>
    </form>
  );
}

/** The squads among these people, by name. */
export function squadsOf(people: readonly Person[]): string[] {
  return [...new Set(people.flatMap(({ squad }) => squad ?? []))].sort(byName);
}
