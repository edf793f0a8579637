/** The phone's own parts. */

import { useEffect, useState } from "preact/hooks";
import "../ui/layout.css";
import "../ui/screens.css";
import "../screens/outbox.css";
import "../screens/leads.css";
import "../screens/sos.css";
import { LeadLine, PatrolLine } from "../screens/outbox_lines";
import { PatrolBar } from "../screens/patrol_bar";
import { SosCard } from "../screens/sos_card";
import type { Sos, SosStage } from "../screens/sos_state";
import { Thumb } from "../screens/thumb";
import { Timeline } from "../screens/timeline";
import type { Stage } from "../sync/overview";
import { tellRecording } from "../track/state";
import { ME } from "./forms";
import { Part } from "./frame";
import {
  ago,
  REFUSED,
  sampleId,
  sampleItem,
  sampleLead,
  sampleMedium,
  samplePatrol,
  samplePatrolItem,
  samplePicture,
  STEPS,
} from "./samples";

const STAGES: Stage[] = ["saved", "sending", "verifying", "received", "attention", "conflict"];
const SOS: SosStage[] = ["waiting", "refused", "sent", "seen", "cancelled", "closed"];

tellRecording({ on: true, wake: "held", battery: { level: 18, charging: false } });

export function Parts() {
  return (
    <>
      <Part name="巡查条 · Patrol bar">
        <PatrolBar me={ME} patrol={samplePatrol()} />
        <PatrolBar me={ME} patrol={samplePatrol({ state: "paused", paused_at: ago(4) })} />
        <PatrolBar
          me={ME}
          patrol={samplePatrol({
            last: { at: ago(9), lon: 120.236, lat: 29.713, accuracy_m: 64 },
            gaps: [{ from: ago(30), to: ago(22), cause: "hidden" }],
          })}
        />
      </Part>
      <Part name="照片 · Media tiles">
        <Tiles />
      </Part>
      <Part name="经过 · Timeline">
        <div class="card">
          <Timeline me={sampleId(801)} item={null} steps={STEPS} lead={sampleLead(1)} />
        </div>
        <div class="card">
          <Timeline me={sampleId(801)} item={sampleItem(1, "saved")} steps={[]} lead={null} />
        </div>
      </Part>
      <Part name="同步 · Sync rows">
        <ul class="list">
          {STAGES.map((stage, n) => (
            <LeadLine
              key={stage}
              item={sampleItem(n + 1, stage, stage === "attention" || stage === "conflict" ? REFUSED : null)}
              held={n === 1 ? "films" : "none"}
              paused={n === 0}
            />
          ))}
          <PatrolLine item={samplePatrolItem(1, "saved", { events: 1, points: 240 })} />
          <PatrolLine item={samplePatrolItem(2, "attention", { refused_points: 12, trouble: REFUSED })} />
        </ul>
      </Part>
      <Part name="求助 · Call for help">
        <SosCard sos={call("waiting")} hindered="sending" onCancel={() => undefined} onPutAway={() => undefined} />
        {SOS.map((stage) => (
          <SosCard key={stage} sos={call(stage)} hindered="network" onCancel={() => undefined} onPutAway={() => undefined} />
        ))}
      </Part>
    </>
  );
}

function Tiles() {
  const [thumbnail, setThumbnail] = useState<ArrayBuffer | null>(null);
  useEffect(() => void samplePicture().then(setThumbnail), []);
  const media = [
    sampleMedium(1, { thumbnail }),
    sampleMedium(2, { thumbnail, role: "stamped" }),
    sampleMedium(3, { thumbnail, role: "annotated" }),
    sampleMedium(4, { thumbnail, mime: "video/mp4" }),
    sampleMedium(5, { mime: "image/heic" }),
    sampleMedium(6, { mime: "audio/webm", role: "voice" }),
    sampleMedium(7, { mime: "application/pdf" }),
  ];
  return (
    <ul class="thumbs">
      {media.map((medium) => (
        <li key={medium.id}>
          <Thumb medium={medium} name={medium.filename} />
        </li>
      ))}
    </ul>
  );
}

function call(stage: SosStage): Sos {
  const at = new Date(ago(2)).toISOString();
  const step = { id: "step", at, received_at: at, actor_id: null, actor_name: "指挥员01", reason: null };
  return {
    id: sampleId(501),
    stage,
    raised_at: ago(5),
    sent_at: stage === "waiting" || stage === "refused" ? null : ago(4),
    seen: stage === "seen" ? { ...step, kind: "seen", outcome: null } : null,
    closed: stage === "closed" ? { ...step, kind: "closed", outcome: "handled" } : null,
    over_at: stage === "closed" || stage === "cancelled" ? ago(2) : null,
    called_off: stage === "cancelled",
    trouble: stage === "refused" ? REFUSED : null,
  };
}
