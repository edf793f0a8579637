/** Which squad somebody is in: one of those there are, or a new name. Patrols keep the squad they were begun with. */

import { useState } from "preact/hooks";
import type { Person } from "../../api/types";
import { t } from "../../i18n";
import { byName } from "../../ui/by_name";

/** The field alone, with the squads there are to choose from: a squad that is written in two ways is two squads. */
export function SquadField({ value, squads }: { value: string; squads: readonly string[] }) {
  return (
    <label class="field">
      <span>{t("people.squad")}</span>
      <input name="squad" maxLength={200} list="known-squads" autocomplete="off" defaultValue={value} />
      <datalist id="known-squads">
        {squads.map((squad) => (
          <option key={squad} value={squad} />
        ))}
      </datalist>
    </label>
  );
}

type Props = { person: Person; squads: readonly string[]; busy: boolean; onSave(squad: string | null): void };

export function SquadForm({ person, squads, busy, onSave }: Props) {
  const [changed, setChanged] = useState(false);
  const typed = (form: HTMLFormElement) => String(new FormData(form).get("squad") ?? "").trim() || null;
  return (
    <form
      class="squad-form"
      onInput={({ currentTarget }) => setChanged(typed(currentTarget) !== person.squad)}
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
