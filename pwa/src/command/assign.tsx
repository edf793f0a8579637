/** Whom to give a lead to: whose place is known now first, nearest first. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Lead, Officer, Person } from "../api/types";
import { t } from "../i18n";
import type { LonLat } from "../map/geometry";
import { standing } from "../map/marks";
import { age, metres } from "../ui/format";
import { OfficerMark } from "./mark";
import { readPeople, sentence } from "./requests";
import { candidates, givenTo, type Candidate } from "./select";
import { dutyText, freshText } from "./words";

type Props = {
  place: LonLat;
  /** Only who works in the lead's town can be given it. */
  townCode: string | null;
  officers: ReadonlyMap<string, Officer>;
  leads: ReadonlyMap<string, Lead>;
  now: number;
  busy: boolean;
  onAssign(id: string, name: string): void;
};

/** Roles that go out to a place and handle what is there. */
const HANDLERS = ["officer", "squad_leader"];

export function Assign({ place, townCode, officers, leads, now, busy, onAssign }: Props) {
  const { people, failure } = usePeople();
  const [text, setText] = useState("");
  // Rows that changed places every second could not be aimed at.
  const slow = now - (now % 30_000);
  const list = useMemo(
    () =>
      candidates(people ?? [], officers, { place, townCode, now: slow }).filter(({ name }) => name.includes(text.trim())),
    [people, officers, place, townCode, text, slow],
  );
  const given = useMemo(() => givenTo(leads.values()), [leads]);
  if (failure) return <p class="problem" role="alert">{t("detail.failed", { reason: failure })}</p>;
  if (!people) return <p role="status">{t("detail.loading")}</p>;
  return (
    <section class="assign" aria-label={t("assign.title")}>
      <input
        type="search"
        aria-label={t("assign.search")}
        placeholder={t("assign.search")}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      {list.length === 0 && <p class="empty">{t("assign.none")}</p>}
      <ul class="rows">
        {list.map((candidate) => (
          <li key={candidate.person_id}>
            <button
              type="button"
              class="row"
              disabled={busy}
              onClick={() => onAssign(candidate.person_id, candidate.name)}
            >
              <CandidateRow candidate={candidate} given={given.get(candidate.person_id) ?? 0} now={now} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `given`: leads of theirs that are not handled yet; a count and no judgement. */
function CandidateRow({ candidate, given, now }: { candidate: Candidate; given: number; now: number }) {
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
          {officer ? <Duty officer={officer} now={now} /> : <span>{t("assign.off_duty")}</span>}
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

function usePeople(): { people: Person[] | null; failure: string | null } {
  const [people, setPeople] = useState<Person[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    readPeople(abort.signal).then(
      (all) => setPeople(all.filter(({ roles }) => roles.some((role) => HANDLERS.includes(role)))),
      (error: unknown) => {
        if (!abort.signal.aborted) setFailure(sentence(error));
      },
    );
    return () => abort.abort();
  }, []);
  return { people, failure };
}
