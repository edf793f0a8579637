/** How much room there is, whether it is safe, and the way out with everything when a phone fails. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { bytes } from "../ui/format";
import { Icon } from "../ui/icon";
import { Facts, Section } from "../ui/parts";
import { toast } from "../ui/toast";

type Room = { used: number | undefined; quota: number | undefined; persisted: boolean };

export function Storage() {
  const [room, setRoom] = useState<Room | null>(null);
  const look = () => void askRoom().then(setRoom);
  useEffect(look, []);
  const persist = async () => {
    await navigator.storage?.persist?.();
    look();
  };
  return (
    <Section title={t("outbox.storage")}>
      <Facts
        rows={[
          [t("outbox.storage"), used(room)],
          room ? [t("app.saved_here"), t(room.persisted ? "outbox.persisted" : "outbox.not_persisted")] : null,
        ]}
      />
      <div class="buttons">
        {room && !room.persisted && (
          <button type="button" class="button" onClick={() => void persist()}>
            {t("outbox.persist")}
          </button>
        )}
        <ExportButton />
      </div>
      <p class="hint">{t("outbox.export_note")}</p>
    </Section>
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

function ExportButton() {
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { exportQueue } = await import("../sync/export");
      await exportQueue(Date.now());
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
