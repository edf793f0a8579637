/** The desk's own parts, without a server: what would be asked of one fails, as it does without a network. */

import { useState } from "preact/hooks";
import "../command/command.css";
import "../command/detail.css";
import "../command/map.css";
import "../command/room.css";
import "../command/alarms/alarms.css";
import "../command/queue/queue.css";
import { AlarmRow } from "../command/alarms/row";
import { LinkState } from "../command/link_state";
import type { LinkState as State } from "../command/live";
import { LeadMark, OfficerMark } from "../command/mark";
import { Officers } from "../command/officers";
import { BOUNDS } from "../command/panes";
import { Photos } from "../command/photos";
import { PlayBar } from "../command/play/bar";
import { ManyBar } from "../command/queue/many";
import { Row, ROW_PX, type Density } from "../command/queue/row";
import { Splitter } from "../command/splitter";
import { createStore } from "../command/store";
import { Timeline } from "../command/timeline";
import { freshText } from "../command/words";
import { t } from "../i18n";
import { LEAD_MARKS, OFFICER_MARKS, type Freshness, type LeadState } from "../map/marks";
import { Part } from "./frame";
import { ago, LEAD_WITH_MEDIA, NOW, OFFICERS, sampleAlarm, sampleLead } from "./samples";
import { Tables } from "./tables";

const nothing = () => undefined;
const LINKS: State[] = ["connecting", "live", "reconnecting", "offline", "signed_out", "refused"];
const LEADS = [
  sampleLead(1),
  sampleLead(2, { state: "accepted", category_name_zh: "乱倒垃圾", category_name_en: "Fly-tipping" }),
  sampleLead(9, { state: "assigned", assigned_to_name: "队员01" }),
  sampleLead(30, { state: "rejected", objection: "open" }),
  sampleLead(50, { state: "handled", address: "", note: "" }),
  sampleLead(90, { state: "closed", media_total: 0 }),
];

export function Parts() {
  return (
    <>
      <Part name="标记 · Marks">
        <Marks />
      </Part>
      <Part name="连接 · Link">
        <div class="chips">
          {LINKS.map((state) => (
            <LinkState key={state} store={linked(state)} />
          ))}
        </div>
      </Part>
      <Alarms />
      <Part name="队列 · Queue">
        <Queue density="roomy" />
        <Queue density="dense" />
        <Many />
      </Part>
      <Part name="队员 · Officers">
        <Officers officers={new Map(OFFICERS.map((one) => [one.person_id, one]))} zones={[]} selected={OFFICERS[1]!.person_id} now={NOW} onOpen={nothing} />
      </Part>
      <Part name="照片 · Photos">
        <div class="detail">
          <Photos lead={LEAD_WITH_MEDIA} me="me" reviews={false} />
        </div>
      </Part>
      <Part name="经过 · Timeline">
        <div class="detail">
          <Timeline lead={LEAD_WITH_MEDIA} pending={{ ...LEAD_WITH_MEDIA.steps[1]!, id: "pending" }} now={NOW} />
        </div>
      </Part>
      <Part name="分隔条 · Splitter">
        <Columns />
      </Part>
      <Part name="回放 · Playback" wide>
        <Playing />
      </Part>
      <Tables />
    </>
  );
}

function Marks() {
  return (
    <ul class="showcase-marks">
      {(Object.keys(LEAD_MARKS) as LeadState[]).map((state) => (
        <li key={state}>
          <LeadMark state={state} /> {t(`lead.state.${state}`)}
        </li>
      ))}
      {(Object.keys(OFFICER_MARKS) as Freshness[]).map((fresh) => (
        <li key={fresh}>
          <OfficerMark fresh={fresh} /> {freshText(fresh)}
        </li>
      ))}
    </ul>
  );
}

function linked(state: State) {
  const store = createStore(NOW);
  store.setLink({ state, since: ago(3) });
  return store;
}

function Alarms() {
  const seen = { id: "seen", kind: "seen", actor_id: null, actor_name: "指挥员01", outcome: null, reason: null } as const;
  const at = { at: new Date(NOW).toISOString(), received_at: new Date(NOW).toISOString() };
  const alarms = [
    sampleAlarm(1),
    sampleAlarm(2, { state: "seen", steps: [{ ...seen, ...at }] }),
    sampleAlarm(3, { state: "cancelled", steps: [{ ...seen, ...at, id: "off", kind: "cancelled", reason: "误触" }] }),
    sampleAlarm(4, { kind: "low_battery", battery: 8 }),
    sampleAlarm(5, { kind: "no_fix", place: null, duty_zone_name: null, town_name: null }),
    sampleAlarm(6, { kind: "left_zone" }),
    sampleAlarm(7, { kind: "accuracy_lost" }),
  ];
  return (
    <Part name="报警条 · Alarm bar" wide>
      <div class="alarm-bar">
        <ul class="plain">
          {alarms.map((alarm, n) => (
            <AlarmRow key={alarm.id} alarm={alarm} now={NOW} seenKey={n === 0 ? "F2" : null} handles={n !== 6} onLook={nothing} onSee={nothing} onClose={nothing} />
          ))}
        </ul>
      </div>
    </Part>
  );
}

function Queue({ density }: { density: Density }) {
  const height = `${LEADS.length * ROW_PX[density]}px`;
  return (
    <div class={`queue ${density}`}>
      <div class="rows" role="listbox" aria-label={density}>
        <div class="rows-all" style={{ height }}>
          {LEADS.map((lead, at) => (
            <Row key={lead.id} lead={lead} at={at} count={LEADS.length} now={NOW} unseen={at === 1} selected={at === 2} picked={at === 3} density={density} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Many() {
  const on = { onDecide: nothing, onGive: nothing, onStop: nothing, onClear: nothing, onClose: nothing };
  return (
    <>
      <ManyBar leads={LEADS.slice(0, 2)} run={null} {...on} />
      <ManyBar leads={LEADS} run={{ total: 6, results: [], done: false }} {...on} />
    </>
  );
}

function Columns() {
  const [width, setWidth] = useState<number>(BOUNDS.list.usual);
  const [shut, setShut] = useState(false);
  return (
    <div class="showcase-columns" style={{ gridTemplateColumns: `${shut ? 0 : width / 2}px 12px 1fr` }}>
      <span />
      <Splitter column="list" width={width} shut={shut} onWidth={setWidth} onShut={setShut} />
      <span />
    </div>
  );
}

function Playing() {
  const [at, seek] = useState(ago(20));
  const [playing, play] = useState(false);
  const [speed, setSpeed] = useState(10);
  const span = { from: ago(60), to: NOW };
  const same = { span, at, playing, speed, seek, play, setSpeed, whose: { of: "everybody" as const }, leads: [], photos: [] };
  return (
    <>
      <PlayBar play={{ ...same, trails: [], failure: null }} only="" onOnly={nothing} onLive={nothing} />
      <PlayBar play={{ ...same, trails: null, failure: null }} only="" onOnly={nothing} onLive={nothing} />
      <PlayBar play={{ ...same, trails: [], failure: "HTTP 503" }} only="" onOnly={nothing} onLive={nothing} />
    </>
  );
}
