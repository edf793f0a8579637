/** Other apps that tell where somebody is on duty while ours may not: made here, revoked here. */

import { Radio } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { Companion, CompanionKind, MadeCompanion, Person } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { useNow } from "../../ui/now";
import { Chip, Section } from "../../ui/parts";
import { Failed, Loading } from "../../ui/states";
import { toast } from "../../ui/toast";
import { sentence } from "../requests";
import { Ago } from "../time";
import { createCompanion, readCompanions, revokeCompanion } from "./requests";
import { RevokeForm } from "./revoke";

const KINDS: readonly CompanionKind[] = ["owntracks", "traccar", "osmand"];

type Props = { person: Person; onMade(made: MadeCompanion): void };

export function Companions({ person, onMade }: Props) {
  const [all, setAll] = useState<readonly Companion[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    readCompanions(person.id, abort.signal).then(setAll, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [person.id, turn]);
  const put = (next: Companion) => setAll((now) => (now ?? []).map((one) => (one.id === next.id ? next : one)));
  return (
    <Section title={t("companion.title")}>
      <p class="hint">{t("companion.why")}</p>
      {failure && <Failed reason={t("table.failed", { reason: failure })} again={() => setTurn(turn + 1)} />}
      {!failure && all === null && <Loading lines={2} />}
      <ul class="list devices">
        {all?.map((one) => (
          <CompanionRow key={one.id} companion={one} onDone={put} />
        ))}
      </ul>
      <AddCompanion
        person={person}
        onMade={(next) => {
          setAll((now) => [next.companion, ...(now ?? [])]);
          onMade(next);
        }}
      />
    </Section>
  );
}

function CompanionRow({ companion, onDone }: { companion: Companion; onDone(next: Companion): void }) {
  const [revoking, setRevoking] = useState(false);
  const now = useNow(30_000);
  const { label, kind, stored_at, off_duty_at, revoked_at } = companion;
  const revoke = async (reason: string) => {
    onDone(await revokeCompanion(companion, reason));
    toast(t("people.was_revoked", { name: label }));
  };
  return (
    <li>
      <div class="list-row">
        <Icon name={Radio} />
        <span class="list-text">
          <strong>{label}</strong>
          <span class="hint">
            {t(`companion.kind.${kind}`)}
            {!stored_at && !off_duty_at && ` · ${t("companion.never")}`}
          </span>
          {stored_at && (
            <span class="hint">
              {t("companion.stored")} <Ago at={stored_at} now={now} />
            </span>
          )}
          {off_duty_at && (
            <span class="hint">
              {t("companion.off_duty")} <Ago at={off_duty_at} now={now} />
            </span>
          )}
          {revoked_at && <span class="hint">{t("people.revoked_because", { reason: companion.revoked_reason ?? "" })}</span>}
        </span>
        {revoked_at ? (
          <Chip tone="danger">{t("people.revoked")}</Chip>
        ) : (
          <button type="button" class="button small danger-outline" onClick={() => setRevoking(true)}>
            {t("companion.revoke")}
          </button>
        )}
      </div>
      {revoking && !revoked_at && (
        <RevokeForm note={t("companion.revoke_note")} onRevoke={revoke} onClose={() => setRevoking(false)} />
      )}
    </li>
  );
}

function AddCompanion({ person, onMade }: { person: Person; onMade(made: MadeCompanion): void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    setBusy(true);
    setFailure(null);
    try {
      const kind = fields.get("kind") as CompanionKind;
      const label = String(fields.get("label")).trim() || t(`companion.kind.${kind}`);
      onMade(await createCompanion(person.id, { kind, label }));
      form.reset();
    } catch (error) {
      setFailure(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="companion-new" onSubmit={(event) => void submit(event)}>
      <label class="field">
        <span>{t("companion.kind")}</span>
        <select name="kind">
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`companion.kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{t("companion.label")}</span>
        <input name="label" maxLength={200} autocomplete="off" placeholder={t("companion.label_hint")} />
      </label>
      {failure && <Failed reason={failure} />}
      <button type="submit" class="button small primary" disabled={busy}>
        {t(busy ? "people.busy" : "companion.add")}
      </button>
    </form>
  );
}
