/** How much room there is and for what, what can go, and the way out with everything when a phone fails. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { free } from "../chain/free";
import { usage, type Usage } from "../store/usage";
import { bytes, shortTime } from "../ui/format";
import { Icon } from "../ui/icon";
import { Banner, Facts, Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import { toast } from "../ui/toast";

type Room = { used: number | undefined; quota: number | undefined; persisted: boolean };

export function Storage() {
  const [room, setRoom] = useState<Room | null>(null);
  const stored = useQuery(["ops", "media", "drafts"], usage, []);
  const look = () => void askRoom().then(setRoom);
  useEffect(look, [stored]);
  const persist = async () => {
    await navigator.storage?.persist?.();
    look();
  };
  return (
    <Section title={t("outbox.storage")}>
      <div class="card">
        <Facts
          rows={[
            [t("outbox.storage_room"), used(room)],
            stored ? [t("outbox.storage_waiting"), bytes(stored.waiting)] : null,
            stored ? [t("outbox.storage_drafts"), bytes(stored.drafts)] : null,
            stored && stored.held > 0 ? [t("outbox.storage_held"), bytes(stored.held)] : null,
            stored ? [t("outbox.storage_freed"), bytes(stored.freed)] : null,
            room ? [t("app.saved_here"), t(room.persisted ? "outbox.persisted" : "outbox.not_persisted")] : null,
          ]}
        />
        {stored && <FreeNow stored={stored} />}
        <div class="buttons">
          {room && !room.persisted && (
            <button type="button" class="button" onClick={() => void persist()}>
              {t("outbox.persist")}
            </button>
          )}
          <ExportButton />
        </div>
        <p class="hint">{t("outbox.export_note")}</p>
      </div>
    </Section>
  );
}

/** Only what the server has given its word for. It goes by itself after a day; who needs the room need not wait. */
function FreeNow({ stored }: { stored: Usage }) {
  const { receipted, receipted_bytes, receipted_made, bad } = stored;
  const now = async () => {
    await free(Date.now(), true);
    toast(t("outbox.freed"));
  };
  return (
    <>
      {bad > 0 && (
        <Banner tone="warn" icon="warning">
          {t("outbox.receipt_bad", { n: bad })}
        </Banner>
      )}
      {receipted.size === 0 ? (
        <p class="hint">{t("outbox.nothing_to_free")}</p>
      ) : (
        <>
          <p class="hint">
            {t("outbox.receipt_many", {
              n: receipted_made,
              size: bytes(receipted_bytes),
              time: shortTime(Math.max(...receipted.values()), Date.now()),
            })}
          </p>
          <button type="button" class="button" onClick={() => void now()}>
            {t("outbox.free", { size: bytes(receipted_bytes) })}
          </button>
        </>
      )}
    </>
  );
}

async function askRoom(): Promise<Room> {
  const estimate = await navigator.storage?.estimate?.();
  const persisted = (await navigator.storage?.persisted?.()) ?? false;
  return { used: estimate?.usage, quota: estimate?.quota, persisted };
}

function used(room: Room | null): string {
  if (room?.used === undefined || room.quota === undefined) return t("outbox.storage_unknown");
  return t("outbox.storage_used", { used: bytes(room.used), free: bytes(room.quota - room.used) });
}

export function ExportButton() {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { exportQueue } = await import("../sync/export");
      const problems = await exportQueue(Date.now());
      toast(problems > 0 ? t("outbox.export_partly", { n: problems }) : t("outbox.exported"));
    } catch (error) {
      toast(t("app.went_wrong", { reason: String(error) }), { tone: "danger" });
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" class="button" disabled={busy} onClick={() => void run()}>
      <Icon name="file" size={20} />
      {t(busy ? "outbox.exporting" : "outbox.export")}
    </button>
  );
}
