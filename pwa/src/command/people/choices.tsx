/** Choosing towns and roles from their lists. */

import { useState } from "preact/hooks";
import type { Role } from "../../api/types";
import { t } from "../../i18n";
import type { Town } from "./requests";
import { ADMINISTRATORS, ROLES, toggled } from "./rules";

type Towns = {
  towns: readonly Town[];
  chosen: readonly string[];
  /** One has to be chosen, and none is. */
  fault?: boolean;
  onChoose(codes: readonly string[]): void;
};

export function TownChoice({ towns, chosen, fault = false, onChoose }: Towns) {
  const [text, setText] = useState("");
  // A town that was dissolved is still somebody's, until it is taken away.
  const gone = chosen.filter((code) => !towns.some((town) => town.code === code)).map((code) => ({ code, name: code }));
  const all = [...gone, ...towns];
  const toggle = (code: string) =>
    onChoose(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return (
    <fieldset class="choices" data-fault={fault || undefined}>
      <legend>{t("people.towns_chosen", { n: chosen.length })}</legend>
      {all.length > 8 && (
        <input
          type="search"
          aria-invalid={fault || undefined}
          aria-label={t("people.find_town")}
          placeholder={t("people.find_town")}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value.trim())}
        />
      )}
      <div class="choices-list">
        {all
          .filter(({ code, name }) => name.includes(text) || code.includes(text))
          .map(({ code, name }) => (
            <label key={code}>
              <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} /> {name}
            </label>
          ))}
      </div>
    </fieldset>
  );
}

type Roles = { chosen: readonly Role[]; onChoose(roles: Role[]): void };

export function RoleChoice({ chosen, onChoose }: Roles) {
  const box = (role: Role) => (
    <div key={role}>
      <label>
        <input
          type="checkbox"
          checked={chosen.includes(role)}
          aria-describedby={`about-${role}`}
          onChange={() => onChoose(toggled(chosen, role))}
        />
        {t(`people.role.${role}`)}
      </label>
      <p class="hint" id={`about-${role}`}>
        {t(`people.about.${role}`)}
      </p>
    </div>
  );
  return (
    <fieldset class="choices roles">
      <legend>{t("people.roles")}</legend>
      <div class="choices-list">{ROLES.map(box)}</div>
      <p class="hint">{t("people.alone")}</p>
      <div class="choices-list">{ADMINISTRATORS.map(box)}</div>
    </fieldset>
  );
}
