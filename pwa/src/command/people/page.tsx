/** People and devices: who there is, what they may do, and the phones they sign in from. Three administrators kept apart. */

import { UserPlus } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { Me, Person, Role } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { Banner, Chip } from "../../ui/parts";
import { go, type Route } from "../../ui/route";
import { usePages } from "../table/pages";
import { useTableState, writeState } from "../table/state";
import { DataTable, type Column } from "../table/table";
import { AddPerson } from "./add";
import { PersonPanel } from "./panel";
import { readPage, readTowns, type Town } from "./requests";
import { ADMINISTRATORS, ROLES } from "./rules";
import { Slip } from "./slip";
import { squadsOf } from "./squad";
import "./people.css";

export function PeoplePage({ me, here }: { me: Me; here: Route }) {
  const [at, change] = useTableState("name");
  const towns = useTowns();
  const asked = writeState(at, "name");
  const list = usePages<Person>(asked, (after, signal) => readPage(at, after, signal));
  const [slip, setSlip] = useState<{ person: Person; password: string | null } | null>(null);
  const [kept, keep] = useState<Person | null>(null);
  const open = list.rows.find(({ id }) => id === here.id) ?? (kept?.id === here.id ? kept : null);
  const to = (id: string | null) => go((id ? `people/${id}` : "people") + (asked ? `?${asked}` : ""));
  const put = (person: Person) => {
    list.put(person);
    keep(person);
  };
  const squads = squadsOf(list.rows);
  const manages = "people.manage" in me.permissions;
  return (
    <main class={`page split ${here.id ? "opened" : ""}`} id="lists">
      <div class="split-main">
        <header class="page-head">
          <h2>{t("page.people")}</h2>
          <div class="buttons">
            {manages && (
              <button type="button" class="button primary" onClick={() => to("new")}>
                <Icon name={UserPlus} size={20} /> {t("people.add")}
              </button>
            )}
          </div>
        </header>
        <Banner tone="info">{t(manages ? "people.why_system" : "people.why_security")}</Banner>
        <DataTable
          label={t("page.people")}
          columns={columns(towns)}
          {...list}
          at={at}
          onChange={change}
          current={here.id}
          onOpen={({ id }) => to(id)}
          empty={t("people.none")}
          filters={<Filters filters={at.filters} towns={towns} onChange={(filters) => change({ filters })} />}
        />
      </div>
      {here.id === "new" && manages && (
        <AddPerson
          towns={towns}
          squads={squads}
          onClose={() => to(null)}
          onAdded={(person, password) => {
            keep(person);
            list.again();
            to(person.id);
            setSlip({ person, password });
          }}
        />
      )}
      {open && (
        <PersonPanel
          key={open.id}
          me={me}
          person={open}
          towns={towns}
          squads={squads}
          onChanged={put}
          onSlip={(password) => setSlip({ person: open, password })}
          onClose={() => to(null)}
        />
      )}
      {slip && <Slip {...slip} onClose={() => setSlip(null)} />}
    </main>
  );
}

function columns(towns: readonly Town[]): Column<Person>[] {
  const town = (code: string) => towns.find((one) => one.code === code)?.name ?? code;
  return [
    { name: "name", title: t("sign.name"), sortable: true, cell: ({ name }) => name },
    { name: "display_name", title: t("people.display_name"), sortable: true, minor: true, cell: (p) => p.display_name },
    { name: "roles", title: t("people.roles"), cell: ({ roles }) => roles.map((role) => t(`people.role.${role}`)).join("、") || "–" },
    { name: "towns", title: t("people.towns"), minor: true, cell: ({ town_codes }) => town_codes.map(town).join("、") || "–" },
    { name: "squad", title: t("people.squad"), sortable: true, minor: true, cell: ({ squad }) => squad ?? "–" },
    { name: "state", title: t("people.state"), cell: (person) => <State person={person} /> },
  ];
}

export function State({ person }: { person: Person }) {
  if (person.disabled) return <Chip tone="danger">{t("people.disabled")}</Chip>;
  if (person.roles.length === 0) return <Chip tone="warn">{t("people.without_role")}</Chip>;
  if (person.must_change_password) return <Chip tone="info">{t("people.not_yet")}</Chip>;
  return <Chip tone="ok">{t("people.active")}</Chip>;
}

type FilterProps = { filters: Record<string, string>; towns: readonly Town[]; onChange(filters: Record<string, string>): void };

function Filters({ filters, towns, onChange }: FilterProps) {
  const choice = (name: string, label: string, options: readonly (readonly [string, string])[]) => (
    <select
      aria-label={label}
      value={filters[name] ?? ""}
      onChange={({ currentTarget }) => onChange({ ...filters, [name]: currentTarget.value })}
    >
      <option value="">{label}</option>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
  return (
    <>
      {choice("role", t("people.any_role"), [...ROLES, ...ADMINISTRATORS].map((role: Role) => [role, t(`people.role.${role}`)]))}
      {choice("town_code", t("people.any_town"), towns.map(({ code, name }) => [code, name]))}
      {choice("disabled", t("people.any_state"), [
        ["false", t("people.active")],
        ["true", t("people.disabled")],
      ])}
    </>
  );
}

function useTowns(): readonly Town[] {
  const [towns, setTowns] = useState<readonly Town[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    // Without names, codes are shown: nothing else depends on them.
    readTowns(abort.signal).then(setTowns, () => undefined);
    return () => abort.abort();
  }, []);
  return towns;
}

