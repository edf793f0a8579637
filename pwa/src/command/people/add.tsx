/** Somebody new: they may do nothing until a security administrator has granted a role. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { Banner } from "../../ui/parts";
import { sentence } from "../requests";
import { TownChoice } from "./choices";
import { toFault } from "./fault";
import { createPerson, type Town } from "./requests";
import { randomBytes, temporaryPassword, townOf } from "./rules";
import { PhoneField } from "./phone";
import { SquadField } from "./squad";

type Props = {
  towns: readonly Town[];
  squads: readonly string[];
  /** Those in sight: a squad whose people are all of one town has it chosen. */
  people: readonly Person[];
  onAdded(person: Person, password: string): void;
  onClose(): void;
};

export function AddPerson({ towns, squads, people, onAdded, onClose }: Props) {
  const [squad, setSquad] = useState("");
  const [picked, pick] = useState<readonly string[] | null>(null);
  const chosen = picked ?? townOf(squad, people, towns);
  const [county, setCounty] = useState(false);
  const [without, setWithout] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  // Counted, so that the same fault is shown again to whoever presses again.
  const [refused, setRefused] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refused > 0 && form.current) toFault(form.current);
  }, [refused]);
  const lacksTown = without && chosen.length === 0 && !county;
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(fields.get(name) ?? "").trim();
    const lacking = chosen.length === 0 && !county;
    setWithout(lacking);
    if (lacking) return setRefused(refused + 1);
    const password = temporaryPassword(randomBytes);
    setBusy(true);
    setFailure(null);
    try {
      const squad = text("squad") || null;
      const phone = text("phone") || null;
      const display_name = text("display_name") || text("name");
      onAdded(await createPerson({ name: text("name"), display_name, password, town_codes: [...chosen], squad, phone }), password);
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
      setRefused(refused + 1);
    }
  };
  return (
    <aside class="split-side" aria-label={t("people.add")}>
      <header class="page-head">
        <h2>{t("people.add")}</h2>
        <button type="button" class="icon-button" aria-label={t("app.close")} title={t("app.close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <form ref={form} class="form panel-form" onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for="new-name">{t("sign.name")}</label>
          <input id="new-name" name="name" required maxLength={200} autocomplete="off" aria-describedby="name-hint" autofocus />
          <p class="hint" id="name-hint">
            {t("people.name_hint")}
          </p>
        </div>
        <label class="field">
          <span>{t("people.display_name")}</span>
          <input name="display_name" maxLength={200} autocomplete="off" />
        </label>
        <SquadField value="" squads={squads} onSquad={setSquad} />
        <PhoneField value="" />
        <TownChoice towns={towns} chosen={chosen} fault={lacksTown} onChoose={pick} />
        {chosen.length === 0 && (
          <label class="no-town">
            <input type="checkbox" checked={county} onChange={({ currentTarget }) => setCounty(currentTarget.checked)} />
            {t("people.county")}
          </label>
        )}
        {lacksTown && (
          <Banner tone="danger" icon="warning" alert>
            {t("people.town_needed")}
          </Banner>
        )}
        <p class="hint">{t("people.add_hint")}</p>
        {failure && (
          <Banner tone="danger" icon="warning" alert>
            {failure}
          </Banner>
        )}
        <div class="panel-foot">
          <button type="submit" class="button primary" disabled={busy}>
            {t(busy ? "people.busy" : "people.create")}
          </button>
        </div>
      </form>
    </aside>
  );
}
