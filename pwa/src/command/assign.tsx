/** Whom to give a lead to: whose place is known now first, nearest first. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Lead, Officer, Person } from "../api/types";
import { t } from "../i18n";
import type { LonLat } from "../map/geometry";
import { standing } from "../map/marks";
import { age, metres } from "../ui/format";
import { AskFirst } from "./ask_first";
import { OfficerMark } from "./mark";
import { Tel } from "./phones";
import { candidates, givenTo, type Candidate } from "./select";
import { grave, type Unusual } from "./unusual";
import { usePeople } from "./use_people";
import { dutyText, freshText } from "./words";

type Props = {
  place: LonLat;
  /** Only who works in the lead's town can be given it. */
  townCode: string | null;
  officers: ReadonlyMap<string, Officer>;
  /** Who has called for help. */
  callers: ReadonlySet<string>;
  leads: ReadonlyMap<string, Lead>;
  now: number;
  busy: boolean;
  onAssign(id: string, name: string): void;
};

/** Roles that go out to a place and handle what is there. */
const HANDLERS = ["officer", "squad_leader"];
const handles = ({ roles }: Person) => roles.some((role) => HANDLERS.includes(role));

export function Assign({ place, townCode, officers, callers, leads, now, busy, onAssign }: Props) {
  const { people, failure } = usePeople();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [asked, setAsked] = useState<{ candidate: Candidate; why: Unusual } | null>(null);
  const box = useRef<HTMLUListElement>(null);
  // Rows that changed places every second could not be aimed at.
  const slow = now - (now % 30_000);
  const list = useMemo(
    () =>
      candidates((people ?? []).filter(handles), officers, { place, townCode, now: slow }).filter(({ name }) =>
        name.includes(text.trim()),
      ),
    [people, officers, place, townCode, text, slow],
  );
  const given = useMemo(() => givenTo(leads.values()), [leads]);
  const chosen = Math.min(at, list.length - 1);
  useEffect(() => box.current?.children[chosen]?.scrollIntoView({ block: "nearest" }), [chosen]);
  const give = (candidate: Candidate) => {
    const why = grave(candidate.person_id, candidate.officer, callers);
    if (why) setAsked({ candidate, why });
    else onAssign(candidate.person_id, candidate.name);
  };
  const answered = (yes: boolean) => {
    if (!asked) return;
    const { person_id, name } = asked.candidate;
    setAsked(null);
    if (yes) onAssign(person_id, name);
    else document.getElementById(`assign-${person_id}`)?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const candidate = list[chosen];
    if (step) setAt(Math.max(0, Math.min(list.length - 1, chosen + step)));
    else if (event.key === "Enter" && !event.isComposing && candidate && !busy) give(candidate);
    else return;
    event.preventDefault();
  };
  if (failure) return <p class="problem" role="alert">{t("detail.failed", { reason: failure })}</p>;
  if (!people) return <p role="status">{t("detail.loading")}</p>;
  return (
    <section class="assign" aria-label={t("assign.title")}>
      <Search
        text={text}
        chosen={list[chosen]?.person_id ?? null}
        onText={(next) => {
          setText(next);
          setAt(0);
        }}
        onKey={onKey}
      />
      {list.length === 0 && <p class="empty">{t("assign.none")}</p>}
      <ul class="rows" ref={box}>
        {list.map((candidate, n) => (
          <li key={candidate.person_id}>
            <button
              type="button"
              id={`assign-${candidate.person_id}`}
              class={n === chosen ? "row chosen" : "row"}
              disabled={busy}
              onClick={() => give(candidate)}
            >
              <CandidateRow
                candidate={candidate}
                calling={callers.has(candidate.person_id)}
                given={given.get(candidate.person_id) ?? 0}
                now={now}
              />
            </button>
            <Tel person={candidate.person_id} name={candidate.name} />
          </li>
        ))}
      </ul>
      {asked && (
        <AskFirst name={asked.candidate.name} why={asked.why} onYes={() => answered(true)} onNo={() => answered(false)} />
      )}
    </section>
  );
}

type SearchProps = { text: string; chosen: string | null; onText(text: string): void; onKey(event: KeyboardEvent): void };

/** Has the keys as soon as there is somebody to choose: the arrows go through the list, Enter sends who is chosen. */
function Search({ text, chosen, onText, onKey }: SearchProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <>
      <input
        ref={field}
        type="search"
        aria-label={t("assign.search")}
        aria-describedby="assign-keys"
        aria-activedescendant={chosen === null ? undefined : `assign-${chosen}`}
        placeholder={t("assign.search")}
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
        onKeyDown={onKey}
      />
      <p class="hint" id="assign-keys">
        {t("assign.keys")}
      </p>
    </>
  );
}

/** `given`: leads of theirs that are not handled yet; a count and no judgement. */
function CandidateRow({ candidate, calling, given, now }: {
  candidate: Candidate;
  calling: boolean;
  given: number;
  now: number;
}) {
  const { name, officer, distance_m } = candidate;
  return (
    <>
      {officer ? <OfficerMark fresh={standing(officer, now)} /> : <span class="mark" />}
      <span class="row-text">
        <strong>
          <span class="sr-only">{t("assign.title")} </span>
          {name}
        </strong>
        <span class="row-more">
          {calling && <span class="chip danger">{t("assign.sos")}</span>}
          {officer ? <Duty officer={officer} now={now} /> : <span class="chip warn">{t("assign.off_duty")}</span>}
          {officer?.at && distance_m !== null && (
            <span>{t("assign.near", { distance: metres(distance_m), age: age(Date.parse(officer.at), now) })}</span>
          )}
          <span>{t("assign.given", { n: given })}</span>
        </span>
      </span>
    </>
  );
}

/** On duty; what makes the distance doubtful stands out. */
function Duty({ officer, now }: { officer: Officer; now: number }) {
  const how = standing(officer, now);
  if (how === "paused" || how === "none") return <span class="chip warn">{dutyText(officer)}</span>;
  return (
    <>
      <span>{dutyText(officer)}</span>
      {how === "stale" && <span class="chip warn">{freshText(how)}</span>}
    </>
  );
}
