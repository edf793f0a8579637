/** The keys that somebody's phones sign captures with: a second person vouches for each, a lost one is revoked for good. */

import { KeyRound } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { CaptureKey, KeyState, Me, Person } from "../../api/types";
import { t } from "../../i18n";
import { minuteInWords } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { Chip, Confirm, Section } from "../../ui/parts";
import { Failed, Loading } from "../../ui/states";
import { toast } from "../../ui/toast";
import { sentence } from "../requests";
import { approveKey, readKeys, revokeKey } from "./requests";
import { RevokeForm } from "./revoke";

const TONES = { pending: "warn", approved: "ok", revoked: "danger" } as const;

export function KeyChip({ state }: { state: KeyState }) {
  return <Chip tone={TONES[state]}>{t(`people.key_${state}`)}</Chip>;
}

/** `stamp` changes when something has happened that may have changed them. */
export function CaptureKeys({ me, person, stamp }: { me: Me; person: Person; stamp: number }) {
  const [keys, setKeys] = useState<readonly CaptureKey[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    readKeys(person.id, abort.signal).then(setKeys, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [person.id, stamp, turn]);
  const put = (next: CaptureKey) => setKeys((all) => (all ?? []).map((one) => (one.id === next.id ? next : one)));
  return (
    <Section title={t("people.keys")}>
      <p class="hint">{t("people.keys_why")}</p>
      {failure && <Failed reason={t("table.failed", { reason: failure })} again={() => setTurn(turn + 1)} />}
      {!failure && keys === null && <Loading lines={2} />}
      {keys?.length === 0 && <p class="hint">{t("people.no_key")}</p>}
      <ul class="list devices">
        {keys?.map((key) => (
          <KeyRow key={key.id} entry={key} own={person.id === me.id} onDone={put} />
        ))}
      </ul>
    </Section>
  );
}

function KeyRow({ entry: key, own, onDone }: { entry: CaptureKey; own: boolean; onDone(next: CaptureKey): void }) {
  const [asking, ask] = useState<"approve" | "revoke" | null>(null);
  const approve = () => {
    ask(null);
    approveKey(key).then(
      (next) => {
        onDone(next);
        toast(t("people.key_was_approved", { name: key.label }));
      },
      (error: unknown) => toast(sentence(error), { tone: "danger" }),
    );
  };
  const revoke = async (reason: string) => {
    onDone(await revokeKey(key, reason));
    toast(t("people.key_was_revoked", { name: key.label }));
  };
  return (
    <li>
      <div class="list-row">
        <Icon name={KeyRound} />
        <span class="list-text">
          <strong>{key.label}</strong>
          <span class="hint">{t("people.enrolled", { time: minute(key.enrolled_at) })}</span>
          {key.approved_at && key.approved_by_name && (
            <span class="hint">{t("people.key_approved_by", { name: key.approved_by_name, time: minute(key.approved_at) })}</span>
          )}
          {key.revoked_at && <span class="hint">{t("people.revoked_because", { reason: key.revoked_reason ?? "" })}</span>}
        </span>
        <span class="key-does">
          <KeyChip state={key.state} />
          {key.state === "pending" && !own && (
            <button type="button" class="button small primary" onClick={() => ask("approve")}>
              {t("people.key_approve")}
            </button>
          )}
          {key.state !== "revoked" && (
            <button type="button" class="button small danger-outline" onClick={() => ask("revoke")}>
              {t("people.key_revoke")}
            </button>
          )}
        </span>
      </div>
      {asking === "approve" && (
        <Confirm
          title={t("people.key_approve_ask", { name: key.person_name, device: key.label })}
          note={t("people.key_approve_note")}
          yes={t("people.key_approve")}
          onYes={approve}
          onNo={() => ask(null)}
        />
      )}
      {asking === "revoke" && <RevokeForm note={t("people.key_revoke_note")} onRevoke={revoke} onClose={() => ask(null)} />}
    </li>
  );
}

function minute(at: string): string {
  return minuteInWords(Date.parse(at));
}
