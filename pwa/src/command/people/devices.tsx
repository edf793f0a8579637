/** The phones somebody signs in from; a lost one is shut out at once. */

import { Smartphone } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Device, DeviceLine, Person } from "../../api/types";
import { t } from "../../i18n";
import { minuteInWords } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { useNow } from "../../ui/now";
import { Chip, Confirm, Section } from "../../ui/parts";
import { Rename } from "../../ui/rename";
import { Failed, Loading } from "../../ui/states";
import { toast } from "../../ui/toast";
import { sentence } from "../requests";
import { Ago } from "../time";
import { nameDevice, readDevices, restoreDevice, revokeDevice } from "./requests";
import { RevokeForm } from "./revoke";

/** `wanted`: the phone that somebody has come for. */
type Props = { person: Person; wanted: string | null; onRevoked(): void };

export function Devices({ person, wanted, onRevoked }: Props) {
  const [devices, setDevices] = useState<readonly DeviceLine[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [revoking, setRevoking] = useState<string | null>(null);
  const [naming, setNaming] = useState<string | null>(null);
  const now = useNow(30_000);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    readDevices(person.id, abort.signal).then(setDevices, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [person.id, turn]);
  const found = useRef<HTMLLIElement>(null);
  useEffect(() => found.current?.scrollIntoView({ block: "center" }), [wanted, devices !== null]);
  const put = ({ id, label, revoked_at, revoked_reason }: Device) =>
    setDevices((all) =>
      (all ?? []).map((one) => (one.device_id === id ? { ...one, label, revoked_at, revoked_reason } : one)),
    );
  const rename = (device: DeviceLine) => async (name: string) => {
    try {
      put(await nameDevice(device, name));
      toast(t("rename.done", { name }));
    } catch (error) {
      toast(sentence(error), { tone: "danger" });
      throw error;
    }
  };
  return (
    <Section title={t("people.devices")}>
      {failure && <Failed reason={t("table.failed", { reason: failure })} again={() => setTurn(turn + 1)} />}
      {!failure && devices === null && <Loading lines={2} />}
      {devices?.length === 0 && <p class="hint">{t("people.no_device")}</p>}
      <ul class="list devices">
        {devices?.map((device) => (
          <li
            key={device.id}
            ref={device.device_id === wanted ? found : null}
            aria-current={device.device_id === wanted ? "true" : undefined}
          >
            <div class="list-row">
              <Icon name={Smartphone} />
              <span class="list-text">
                <strong>{nameOf(device)}</strong>
                <span class="hint">
                  {t("people.seen")} <Ago at={device.seen_at} now={now} />
                </span>
                <span class="hint">
                  {t("people.enrolled", { time: minuteInWords(Date.parse(device.enrolled_at)) })}
                </span>
                {device.revoked_at && (
                  <span class="hint">
                    {t("people.revoked_because", { reason: device.revoked_reason ?? "" })}
                  </span>
                )}
              </span>
              <button type="button" class="button small" onClick={() => setNaming(device.id)}>
                {t("rename.open")}
              </button>
              {device.revoked_at ? (
                <Revoked device={device} onDone={put} />
              ) : (
                <button type="button" class="button small danger-outline" onClick={() => setRevoking(device.id)}>
                  {t("people.revoke")}
                </button>
              )}
            </div>
            {naming === device.id && (
              <Rename name={device.label} onSave={rename(device)} onClose={() => setNaming(null)} />
            )}
            {revoking === device.id && (
              <RevokeForm
                note={t("people.revoke_note")}
                onRevoke={async (reason) => {
                  put(await revokeDevice(device, reason));
                  onRevoked();
                  toast(saidOf("people.was_revoked", device));
                }}
                onClose={() => setRevoking(null)}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Many phones call themselves the same: the end of the id tells them apart. */
export function nameOf({ label, device_id }: Pick<DeviceLine, "label" | "device_id">): string {
  return `${label} · ${device_id.slice(-4).toUpperCase()}`;
}

type Told = "people.was_revoked" | "people.was_restored" | "people.restore_ask";

/** What is said of a phone names it as its row does. */
export function saidOf(word: Told, device: Pick<DeviceLine, "label" | "device_id">): string {
  return t(word, { name: nameOf(device) });
}

function Revoked({ device, onDone }: { device: DeviceLine; onDone(device: Device): void }) {
  const [asking, ask] = useState(false);
  const restore = () => {
    ask(false);
    restoreDevice(device).then(
      (next) => {
        onDone(next);
        toast(saidOf("people.was_restored", device));
      },
      (error: unknown) => toast(sentence(error), { tone: "danger" }),
    );
  };
  return (
    <>
      <Chip tone="danger">{t("people.revoked")}</Chip>
      <button type="button" class="button small" onClick={() => ask(true)}>
        {t("people.restore")}
      </button>
      {asking && (
        <Confirm
          title={saidOf("people.restore_ask", device)}
          note={t("people.restore_note")}
          yes={t("people.restore")}
          onYes={restore}
          onNo={() => ask(false)}
        />
      )}
    </>
  );
}
