/** The number somebody is called by. */

import { useState } from "preact/hooks";
import type { Person } from "../../api/types";
import { t } from "../../i18n";

/** As the server takes it. */
const NUMBER = "\\+?[0-9][0-9 \\-]{3,17}[0-9]";

export function PhoneField({ value }: { value: string }) {
  return (
    <label class="field">
      <span>{t("people.phone")}</span>
      <input
        name="phone"
        type="tel"
        maxLength={20}
        pattern={NUMBER}
        title={t("people.phone_form")}
        autocomplete="off"
        defaultValue={value}
      />
    </label>
  );
}

type Props = { person: Person; busy: boolean; onSave(phone: string | null): void };

export function PhoneForm({ person, busy, onSave }: Props) {
  const [changed, setChanged] = useState(false);
  const typed = (form: HTMLFormElement) => String(new FormData(form).get("phone") ?? "").trim() || null;
  return (
    <form
      class="squad-form"
      onInput={({ currentTarget }) => setChanged(typed(currentTarget) !== person.phone)}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) onSave(typed(event.currentTarget as HTMLFormElement));
      }}
    >
      <PhoneField key={person.phone} value={person.phone ?? ""} />
      <button type="submit" class="button small" disabled={busy || !changed}>
        {t("people.save_phone")}
      </button>
    </form>
  );
}
