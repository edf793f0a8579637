/** One person: what they may do, their account, their devices. Buttons only for what the one looking may do. */

import { useState } from "preact/hooks";
import type { MadeCompanion, Me, Person } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { Banner, Confirm, Facts, Section } from "../../ui/parts";
import { toast } from "../../ui/toast";
import { sentence } from "../requests";
import { CaptureKeys } from "./capture_keys";
import { RoleChoice, TownChoice } from "./choices";
import { Companions } from "./companions";
import { Devices } from "./devices";
import { NextStep } from "./next_step";
import { State } from "./page";
import { assignTowns, grantRoles, resetPassword, setDisabled, setPhone, setSquad, type Town } from "./requests";
import { isAdministrator, randomBytes, temporaryPassword } from "./rules";
import { PhoneForm } from "./phone";
import { SquadForm } from "./squad";

type Props = {
  me: Me;
  person: Person;
  /** The phone that is looked for. */
  device: string | null;
  towns: readonly Town[];
  squads: readonly string[];
  onChanged(person: Person): void;
  onSlip(password: string | null): void;
  onCompanion(made: MadeCompanion): void;
  onClose(): void;
};

export function PersonPanel(props: Props) {
  const { me, person, towns, onClose } = props;
  const names = person.town_codes.map((code) => towns.find((town) => town.code === code)?.name ?? code);
  const oneself = person.id === me.id;
  // A device that is revoked takes its keys with it.
  const [shutOut, setShutOut] = useState(0);
  return (
    <aside class="split-side" aria-label={person.display_name}>
      <header class="page-head">
        <h2>{person.display_name}</h2>
        <State person={person} />
        <button type="button" class="icon-button" aria-label={t("app.close")} title={t("app.close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <Facts
        rows={[
          [t("sign.name"), person.name],
          [t("people.roles"), person.roles.map((role) => t(`people.role.${role}`)).join("、") || t("people.no_role")],
          [t("people.towns"), names.join("、") || t("people.no_town")],
          [t("people.squad"), person.squad ?? "–"],
          [t("people.phone"), person.phone ?? "–"],
        ]}
      />
      {oneself && <Banner tone="info">{t("people.oneself")}</Banner>}
      {person.roles.length === 0 && !person.disabled && <NextStep person={person} />}
      {!oneself && "roles.grant" in me.permissions && <Rights {...props} />}
      {!oneself && "people.manage" in me.permissions && <Account {...props} />}
      {"devices.manage" in me.permissions && <Devices person={person} wanted={props.device} onRevoked={() => setShutOut(shutOut + 1)} />}
      {"devices.manage" in me.permissions && <CaptureKeys me={me} person={person} stamp={shutOut} />}
      {"devices.manage" in me.permissions && <Companions person={person} onMade={props.onCompanion} />}
    </aside>
  );
}

/** Runs a change once at a time; says how it ended. */
function useChange(onChanged: (person: Person) => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (work: () => Promise<Person>, done: string) => {
    setBusy(true);
    setFailure(null);
    try {
      onChanged(await work());
      toast(done);
    } catch (error) {
      setFailure(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, run };
}

function Failure({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <Banner tone="danger" icon="warning" alert>
      {text}
    </Banner>
  );
}

function Rights({ person, towns, onChanged }: Props) {
  const [roles, setRoles] = useState(person.roles);
  const [codes, setCodes] = useState<readonly string[]>(person.town_codes);
  const { busy, failure, run } = useChange(onChanged);
  const changed = (now: readonly string[], before: readonly string[]) => [...now].sort().join() !== [...before].sort().join();
  const newRoles = changed(roles, person.roles);
  const newTowns = changed(codes, person.town_codes);
  const save = () =>
    run(async () => {
      let after = person;
      if (newRoles) after = await grantRoles(person.id, roles);
      if (newTowns) after = await assignTowns(person.id, [...codes]);
      return after;
    }, t("people.saved", { name: person.display_name }));
  return (
    <Section title={t("people.rights")}>
      <RoleChoice chosen={roles} onChoose={setRoles} />
      <TownChoice towns={towns} chosen={codes} onChoose={setCodes} />
      <p class="hint">{t("people.at_once")}</p>
      <Failure text={failure} />
      <button type="button" class="button primary" disabled={busy || !(newRoles || newTowns)} onClick={() => void save()}>
        {t(busy ? "people.busy" : "people.save_rights")}
      </button>
    </Section>
  );
}

function Account({ person, squads, onChanged, onSlip }: Props) {
  const [asking, ask] = useState<"reset" | "disable" | null>(null);
  const { busy, failure, run } = useChange(onChanged);
  const admin = isAdministrator(person.roles);
  const reset = () => {
    ask(null);
    const password = temporaryPassword(randomBytes);
    const work = async () => {
      await resetPassword(person.id, password);
      onSlip(password);
      return { ...person, must_change_password: true };
    };
    void run(work, t("people.was_reset", { name: person.display_name }));
  };
  const shut = (disabled: boolean) => {
    ask(null);
    const done = t(disabled ? "people.was_disabled" : "people.was_enabled", { name: person.display_name });
    void run(() => setDisabled(person.id, disabled), done);
  };
  const move = (squad: string | null) =>
    void run(() => setSquad(person.id, squad), t("people.squad_saved", { name: person.display_name }));
  const call = (phone: string | null) =>
    void run(() => setPhone(person.id, phone), t("people.phone_saved", { name: person.display_name }));
  return (
    <Section title={t("people.account")}>
      <SquadForm key={person.squad} person={person} squads={squads} busy={busy} onSave={move} />
      <PhoneForm key={person.phone} person={person} busy={busy} onSave={call} />
      <div class="buttons">
        <button type="button" class="button small" onClick={() => onSlip(null)}>
          {t("people.show_slip")}
        </button>
        <button type="button" class="button small" disabled={busy || admin} onClick={() => ask("reset")}>
          {t("people.reset")}
        </button>
        {person.disabled ? (
          <button type="button" class="button small" disabled={busy} onClick={() => shut(false)}>
            {t("people.enable")}
          </button>
        ) : (
          <button type="button" class="button small danger-outline" disabled={busy} onClick={() => ask("disable")}>
            {t("people.disable")}
          </button>
        )}
      </div>
      {admin && <p class="hint">{t("people.reset_on_server")}</p>}
      <Failure text={failure} />
      {asking === "reset" && (
        <Confirm
          title={t("people.reset_ask", { name: person.display_name })}
          note={t("people.reset_note")}
          yes={t("people.reset")}
          onYes={reset}
          onNo={() => ask(null)}
        />
      )}
      {asking === "disable" && (
        <Confirm
          title={t("people.disable_ask", { name: person.display_name })}
          note={t("people.disable_note")}
          yes={t("people.disable")}
          danger
          onYes={() => shut(true)}
          onNo={() => ask(null)}
        />
      )}
    </Section>
  );
}
