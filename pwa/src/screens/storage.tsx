/** How much room there is and for what, what can go, and the way out with everything when a phone fails. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { dropBytes } from "../store/media";
import { usage, type Usage } from "../store/usage";
import { bytes } from "../ui/format";
import { Icon } from "../ui/icon";
import { Facts, Section } from "../ui/parts";
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
            stored ? [t("outbox.storage_freed"), bytes(stored.freed)] : null,
            room ? [t("app.saved_here"), t(room.persisted ? "outbox.persisted" : "outbox.not_persisted")] : null,
          ]}
        />
        <FreeNow stored={stored} />
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

/** Only what the server has read back and found to be the same bytes. */
function FreeNow({ stored }: { stored: Usage | undefined }) {
  const free = async () => {
    for (const id of stored?.confirmed ?? []) await dropBytes(id);
    toast(t("outbox.freed"));
  };
  if (!stored || stored.confirmed.length === 0) return <p class="hint">{t("outbox.nothing_to_free")}</p>;
  return (
    <button type="button" class="button" onClick={() => void free()}>
      {t("outbox.free", { n: stored.confirmed.length })}
    </button>
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
      toast(t("app.went_wrong", { reason: String(error) }));
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
