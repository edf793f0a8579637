/** Everybody's phones: who signs in from which, when it was last used, which are shut out. A row leads to its person, and there to the phone. */

import type { DeviceLine, Me } from "../../api/types";
import { t } from "../../i18n";
import { Chip } from "../../ui/parts";
import { go } from "../../ui/route";
import { namesOf } from "../namesakes";
import { Choice, Days, Records, Time } from "../records/page";
import { usePeople } from "../records/use_known";
import type { Column } from "../table/table";
import { KeyChip } from "./capture_keys";
import { nameOf } from "./devices";
import { squadsOf } from "./squad";
import { useTowns } from "./use_towns";

export function DevicesPage({ me }: { me: Me }) {
  const people = usePeople(me);
  const squads = squadsOf(people);
  const names = namesOf(people);
  const towns = useTowns();
  return (
    <Records<DeviceLine>
      title={t("page.devices")}
      me={me}
      name="devices"
      from="/people/devices"
      exports="/people/devices/export"
      usual="-seen_at"
      columns={columns(names)}
      onOpen={({ person_id, device_id }) => go(`people/${person_id}/${device_id}`)}
      empty={t("people.no_devices")}
      filters={({ filters }, set) => (
        <>
          <Choice
            label={t("people.state")}
            value={filters["revoked"]}
            options={[
              ["false", t("people.in_use")],
              ["true", t("people.revoked")],
            ]}
            onChange={(value) => set("revoked", value)}
          />
          <Choice
            label={t("people.squad")}
            value={filters["squad"]}
            options={squads.map((squad) => [squad, squad])}
            onChange={(value) => set("squad", value)}
          />
          <Choice
            label={t("people.towns")}
            value={filters["town_code"]}
            options={towns.map(({ code, name }) => [code, name])}
            onChange={(value) => set("town_code", value)}
          />
          <Days filters={filters} onChange={set} />
        </>
      )}
    />
  );
}

function columns(names: ReadonlyMap<string, string>): Column<DeviceLine>[] {
  return [
    { name: "label", title: t("people.device"), sortable: true, cell: nameOf },
    { name: "person", title: t("people.person"), sortable: true, cell: (line) => names.get(line.person_id) ?? line.person_name },
    { name: "squad", title: t("people.squad"), sortable: true, minor: true, cell: ({ squad }) => squad ?? "–" },
    { name: "state", title: t("people.state"), sortable: true, cell: (line) => <State line={line} /> },
    {
      name: "key", title: t("people.keys"),
      cell: ({ key_state }) => (key_state ? <KeyChip state={key_state} /> : t("people.key_none")),
    },
    { name: "reason", title: t("people.reason"), minor: true, cell: (line) => line.revoked_reason ?? "–" },
    {
      name: "enrolled_at", title: t("people.enrolled_at"), sortable: true, minor: true, figures: true,
      cell: (line) => <Time at={line.enrolled_at} />,
    },
    { name: "seen_at", title: t("people.seen"), sortable: true, minor: true, figures: true, cell: (line) => <Time at={line.seen_at} /> },
  ];
}

function State({ line: { revoked_at } }: { line: DeviceLine }) {
  return revoked_at ? <Chip tone="danger">{t("people.revoked")}</Chip> : <Chip tone="ok">{t("people.in_use")}</Chip>;
}
