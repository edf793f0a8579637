/** Ops as tests want them: whole, and plain except for what matters. */

import type { Op, TrackChunk } from "../store/records";

let n = 0;

export function anOp(part: Partial<Op> = {}): Op {
  n += 1;
  const id = part.id ?? `op-${n}`;
  return {
    n,
    id,
    kind: "lead",
    entity: id,
    needs: null,
    person_id: "me",
    path: `/leads/${id}`,
    about: null,
    bytes: 0,
    film: false,
    state: "waiting",
    phase: "send",
    attempts: 0,
    not_before: 0,
    created_at: 0,
    frozen_at: null,
    done_at: null,
    trouble: null,
    ...part,
  };
}

export function aPhoto(part: Partial<Op> = {}): Op {
  return anOp({ kind: "medium", bytes: 1000, ...part });
}

export function aChunk(part: Partial<TrackChunk> = {}): TrackChunk {
  const count = part.count ?? 10;
  return {
    patrol_id: "patrol",
    person_id: "me",
    first_seq: 0,
    count,
    t0: 0,
    bytes: new ArrayBuffer(count * 20),
    state: "waiting",
    attempts: 0,
    not_before: 0,
    frozen_at: 0,
    trouble: null,
    ...part,
  };
}
