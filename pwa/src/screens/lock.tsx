/** The lock screen: who has the phone? Several people, each with things of their own that the others cannot read. */

import { UserPlus } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { t } from "../i18n";
import { readOnDevice, type OnDevice } from "../lock/on_device";
import type { LocalPatrol } from "../store/records";
import { Icon } from "../ui/icon";
import { Banner } from "../ui/parts";
import { lazy } from "../ui/lazy";
import { useQuery } from "../ui/query";
import { Face } from "./lock_face";
import { SignIn } from "./sign_in_later";
import { Unlock } from "./unlock";
import "./lock.css";

type View = { kind: "list" } | { kind: "person"; id: string; pin_needed?: boolean } | { kind: "sign_in"; id: string | null };

const LockSos = lazy(
  () => import("./lock_sos").then((module) => module.LockSos),
  undefined,
  () => import("../i18n/sos").then((words) => words.sosWords()),
);

/** `under`: whose patrol is still being recorded under this screen; who may call for help as they stand. */
export function Lock({ under }: { under: { me: Me; patrol: LocalPatrol | undefined } | null }) {
  const recording = under?.me.id ?? null;
  const people = useQuery(["people", "ops", "patrols", "session"], readOnDevice, []);
  const [view, show] = useState<View | null>(null);
  const alone = people?.length === 1 ? people[0] : people?.find(({ id }) => id === recording);
  useEffect(() => {
    if (alone && view === null) show({ kind: "person", id: alone.id });
  }, [alone, view]);
  if (!people) return null;
  const now = view ?? { kind: "list" };
  const chosen = now.kind === "list" ? undefined : people.find(({ id }) => id === now.id);
  const list = () => show({ kind: "list" });
  if (now.kind === "sign_in" || (chosen && !chosen.has_pin && chosen.id !== recording)) {
    const needed = (id: string) => show({ kind: "person", id, pin_needed: true });
    return <SignIn again={chosen} back={list} pinNeeded={needed} />;
  }
  return (
    <main class="lock" key={chosen?.id ?? "list"}>
      <Patrols people={people} recording={recording} />
      {under && <LockSos {...under} />}
      {chosen ? (
        <Unlock
          person={chosen}
          pinNeeded={now.kind === "person" && now.pin_needed === true}
          back={list}
          password={() => show({ kind: "sign_in", id: chosen.id })}
        />
      ) : (
        <List people={people} recording={recording} show={show} />
      )}
    </main>
  );
}

/** Said loudly: a patrol that nobody records leaves a gap that cannot be filled. */
function Patrols({ people, recording }: { people: OnDevice[]; recording: string | null }) {
  return (
    <>
      {people
        .filter(({ patrolling }) => patrolling)
        .map(({ id, display_name }) => (
          <Banner key={id} tone={id === recording ? "ok" : "danger"} icon={id === recording ? "target" : "warning"} alert>
            <strong>{t(id === recording ? "lock.recording" : "lock.not_recording", { name: display_name })}</strong>
            {id !== recording && <p>{t("lock.not_recording_note")}</p>}
          </Banner>
        ))}
    </>
  );
}

type ListProps = { people: OnDevice[]; recording: string | null; show(view: View): void };

function List({ people, recording, show }: ListProps) {
  const other = people.find(({ id }) => id === recording);
  return (
    <>
      <h1>{t("lock.who")}</h1>
      {other && <p class="hint">{t("lock.will_pause", { name: other.display_name })}</p>}
      <ul class="lock-people">
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" class="lock-person" onClick={() => show({ kind: "person", id: person.id })}>
              <Face person={person} />
              <Icon name="next" size={20} />
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button big" onClick={() => show({ kind: "sign_in", id: null })}>
        <Icon name={UserPlus} size={20} />
        {t("lock.somebody_else")}
      </button>
    </>
  );
}
