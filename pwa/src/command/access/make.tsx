/** A new key: where it is used, for how long, and the password once more. */

import { useState } from "preact/hooks";
import { api } from "../../api/client";
import type { IssuedKey } from "../../api/types";
import { t } from "../../i18n";
import { Banner, Section } from "../../ui/parts";
import { sentence } from "../requests";

const DAYS = [30, 90, 180, 366] as const;

export function NewKey({ onMade }: { onMade(key: IssuedKey): void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const text = (name: string) => String(fields.get(name) ?? "");
    setBusy(true);
    setFailure(null);
    try {
      const body = { label: text("label").trim(), days: Number(text("days")), password: text("password") };
      onMade(await api<IssuedKey>("/keys", { method: "POST", body }));
      form.reset();
    } catch (error) {
      setFailure(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t("keys.make")}>
      <form class="form access-form" onSubmit={(event) => void submit(event)}>
        <label class="field">
          <span>{t("keys.label")}</span>
          <input name="label" required maxLength={200} autocomplete="off" placeholder={t("keys.label_hint")} />
        </label>
        <label class="field">
          <span>{t("keys.days")}</span>
          <select name="days">
            {DAYS.map((days) => (
              <option key={days} value={days} selected={days === 90}>
                {t("keys.for_days", { n: days })}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{t("keys.password")}</span>
          <input name="password" type="password" required maxLength={200} autocomplete="current-password" />
        </label>
        {failure && (
          <Banner tone="danger" icon="warning" alert>
            {failure}
          </Banner>
        )}
        <button type="submit" class="button primary" disabled={busy}>
          {t(busy ? "keys.busy" : "keys.create")}
        </button>
      </form>
    </Section>
  );
}
