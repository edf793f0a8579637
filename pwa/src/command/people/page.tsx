/** People and devices: who there is, what they may do, and the phones they sign in from. Three administrators kept apart. */

import { UserPlus } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { MadeCompanion, Me, Person, Role } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { Banner, Chip } from "../../ui/parts";
import { go, type Route } from "../../ui/route";
import { Choice, Printed, RecordTable, useRecords } from "../records/page";
import type { Column } from "../table/table";
import { AddPerson } from "./add";
import { CompanionSlip } from "./companion_slip";
import { PersonPanel } from "./panel";
import { readPerson, type Town } from "./requests";
import { ADMINISTRATORS, ROLES } from "./rules";
import { Slip } from "./slip";
import { squadsOf } from "./squad";
import { useTowns } from "./use_towns";
import "./people.css";

const SOURCE = { from: "/people", exports: "/people/export", usual: "name" };

export function PeoplePage({ me, here }: { me: Me; here: Route }) {
  const list = useRecords<Person>(SOURCE);
  const { rows, asked } = list;
  const towns = useTowns();
  const [slip, setSlip] = useState<{ person: Person; password: string | null } | null>(null);
  const [made, setMade] = useState<MadeCompanion | null>(null);
  const [open, keep] = useOpen(here.id, rows.rows);
  const to = (id: string | null) => go((id ? `people/${id}` : "people") + (asked ? `?${asked}` : ""));
  const put = (person: Person) => {
    rows.put(person);
    keep(person);
  };
  const squads = squadsOf(rows.rows);
  const manages = "people.manage" in me.permissions;
  return (
    <main class={`page records split ${here.id ? "opened" : ""}`} id="lists">
      <div class="split-main">
        <header class="page-head">
          <h2>{t("page.people")}</h2>
          <Printed />
          <div class="buttons">
            {manages && (
              <button type="button" class="button primary" onClick={() => to("new")}>
                <Icon name={UserPlus} size={20} /> {t("people.add")}
              </button>
            )}
          </div>
        </header>
        <Banner tone="info">{t(manages ? "people.why_system" : "people.why_security")}</Banner>
        <RecordTable
          list={list}
          title={t("page.people")}
          me={me}
          name="people"
          columns={columns()}
          current={here.id}
          onOpen={({ id }) => to(id)}
          empty={t("people.none")}
          filters={({ filters }, set, setAll) => <Filters filters={filters} towns={towns} set={set} setAll={setAll} />}
        />
      </div>
      {here.id === "new" && manages && (
        <AddPerson
          towns={towns}
          squads={squads}
          people={rows.rows}
          onClose={() => to(null)}
          onAdded={(person, password) => {
            keep(person);
            rows.again();
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
          device={here.more}
          towns={towns}
          squads={squads}
          onChanged={put}
          onSlip={(password) => setSlip({ person: open, password })}
          onCompanion={setMade}
          onClose={() => to(null)}
        />
      )}
      {open && made && <CompanionSlip person={open} made={made} onClose={() => setMade(null)} />}
      {slip && <Slip {...slip} onClose={() => setSlip(null)} />}
    </main>
  );
}

/** The person of the address: among the rows, or asked for where a link leads to somebody further down. */
function useOpen(id: string | null, rows: readonly Person[]): [Person | null, (person: Person) => void] {
  const [kept, keep] = useState<Person | null>(null);
  const open = rows.find((row) => row.id === id) ?? (kept?.id === id ? kept : null);
  const missing = id !== null && id !== "new" && open === null;
  useEffect(() => {
    const abort = new AbortController();
    // Somebody who is not there, or not within reach, has no panel; the list says the rest.
    if (missing) readPerson(id, abort.signal).then((found) => found && keep(found), () => undefined);
    return () => abort.abort();
  }, [id, missing]);
  return [open, keep];
}

function columns(): Column<Person>[] {
  return [
    { name: "name", title: t("sign.name"), sortable: true, cell: ({ name }) => name },
    { name: "display_name", title: t("people.display_name"), sortable: true, minor: true, cell: (p) => p.display_name },
    { name: "roles", title: t("people.roles"), cell: ({ roles }) => roles.map((role) => t(`people.role.${role}`)).join("、") || "–" },
    { name: "towns", title: t("people.towns"), minor: true, cell: ({ town_names }) => town_names.join("、") || "–" },
    { name: "squad", title: t("people.squad"), sortable: true, minor: true, cell: ({ squad }) => squad ?? "–" },
    { name: "state", title: t("people.state"), sortable: true, cell: (person) => <State person={person} /> },
  ];
}

export function State({ person }: { person: Person }) {
  if (person.disabled) return <Chip tone="danger">{t("people.disabled")}</Chip>;
  if (person.roles.length === 0) return <Chip tone="warn">{t("people.without_role")}</Chip>;
  if (person.must_change_password) return <Chip tone="info">{t("people.not_yet")}</Chip>;
  return <Chip tone="ok">{t("people.active")}</Chip>;
}

type FilterProps = {
  filters: Record<string, string>;
  towns: readonly Town[];
  set(name: string, value: string): void;
  setAll(values: Record<string, string>): void;
};

/** One choice of two of the server's filters: what somebody may do at all. */
const STATES: Record<string, { disabled: string; without_role: string }> = {
  "": { disabled: "", without_role: "" },
  active: { disabled: "false", without_role: "" },
  waiting: { disabled: "false", without_role: "true" },
  disabled: { disabled: "true", without_role: "" },
};

function Filters({ filters, towns, set, setAll }: FilterProps) {
  const choice = (name: string, label: string, options: readonly (readonly [string, string])[]) => (
    <Choice label={label} value={filters[name]} options={options} onChange={(value) => set(name, value)} />
  );
  return (
    <>
      {choice("role", t("people.roles"), [...ROLES, ...ADMINISTRATORS].map((role: Role) => [role, t(`people.role.${role}`)]))}
      {choice("town_code", t("people.towns"), towns.map(({ code, name }) => [code, name]))}
      <Choice
        label={t("people.state")}
        value={filters["without_role"] ? "waiting" : ({ true: "disabled", false: "active" } as Record<string, string>)[filters["disabled"] ?? ""]}
        options={[
          ["active", t("people.active")],
          ["waiting", t("people.without_role")],
          ["disabled", t("people.disabled")],
        ]}
        onChange={(value) => setAll(STATES[value] ?? STATES[""]!)}
      />
    </>
  );
}
