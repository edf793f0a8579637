/** Where one is signed in, and one's password. */

import { Smartphone } from "lucide";
import { useCallback, useEffect, useState } from "preact/hooks";
import { ApiError, api } from "../api/client";
import type { Me, Session } from "../api/types";
import { language, t } from "../i18n";
import { age, exactTime } from "../ui/format";
import { Icon } from "../ui/icon";
import { Chip, Confirm, Section } from "../ui/parts";
import { PasswordCard } from "../ui/password_form";
import { Rename } from "../ui/rename";
import { Loading, Offline } from "../ui/states";
import { toast } from "../ui/toast";

export function Security({ me }: { me: Me }) {
  return (
    <>
      <Sessions />
      <Section title={t("security.password")}>
        <PasswordCard
          me={me}
          why={t("security.password_why")}
          current={t("security.current")}
          onDone={() => toast(t("security.password_done"))}
        />
      </Section>
    </>
  );
}

function Sessions() {
  const [sessions, setSessions] = useState<Session[] | "waiting" | "lost">("waiting");
  const look = useCallback(() => {
    setSessions("waiting");
    void api<Session[]>("/sessions").then(setSessions, () => setSessions("lost"));
  }, []);
  useEffect(look, [look]);
  return (
    <Section title={t("security.sessions")}>
      {sessions === "waiting" && <Loading />}
      {sessions === "lost" && <Offline again={look} />}
      {Array.isArray(sessions) && (
        <>
          <ul class="list devices">
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} onChanged={look} />
            ))}
          </ul>
          {sessions.length === 1 && <p class="hint">{t("security.alone")}</p>}
        </>
      )}
    </Section>
  );
}

function SessionRow({ session, onChanged }: { session: Session; onChanged(): void }) {
  const [asking, setAsking] = useState(false);
  const [naming, setNaming] = useState(false);
  const name = session.device_label ?? t("security.unknown_device");
  const revoke = async () => {
    setAsking(false);
    try {
      await api(`/sessions/${session.id}`, { method: "DELETE" });
      toast(t("security.revoked"));
      onChanged();
    } catch {
      toast(t("app.no_network"), { tone: "danger" });
    }
  };
  const rename = async (next: string) => {
    try {
      await api(`/devices/${session.device_id}/name`, { method: "PUT", body: { name: next } });
    } catch (error) {
      toast((error instanceof ApiError && error.said(language())) || t("app.no_network"), { tone: "danger" });
      throw error;
    }
    toast(t("rename.done", { name: next }));
    onChanged();
  };
  return (
    <li>
      <div class="list-row">
        <Icon name={Smartphone} />
        <span class="list-text">
          <strong>{name}</strong>
          <span class="hint">{t("security.seen", { time: age(Date.parse(session.seen_at), Date.now()) })}</span>
          <span class="hint">{t("security.since", { time: exactTime(Date.parse(session.created_at)) })}</span>
        </span>
        {session.current ? (
          <Chip tone="ok">{t("security.here")}</Chip>
        ) : (
          <button
            type="button"
            class="button small"
            aria-label={t("security.revoke_name", { name })}
            onClick={() => setAsking(true)}
          >
            {t("security.revoke")}
          </button>
        )}
        {session.device_id && !naming && (
          <button
            type="button"
            class="button small"
            aria-label={t("rename.open_name", { name })}
            onClick={() => setNaming(true)}
          >
            {t("rename.open")}
          </button>
        )}
      </div>
      {naming && <Rename name={name} onSave={rename} onClose={() => setNaming(false)} />}
      {asking && (
        <Confirm
          title={t("security.revoke_ask")}
          note={t("security.revoke_note", { name })}
          yes={t("security.revoke")}
          danger
          onYes={() => void revoke()}
          onNo={() => setAsking(false)}
        />
      )}
    </li>
  );
}
