/** Choosing squad, zone and vehicle, and going on duty. */

import { useMemo, useState } from "preact/hooks";
import type { Area, Me, Reference } from "../api/types";
import { t } from "../i18n";
import { areaAt } from "../map/geometry";
import { askToKeep } from "../store/keep";
import { startPatrol } from "../store/patrols";
import { useOwnFix } from "../capture/own_fix";
import { Icon } from "../ui/icon";
import { useReference } from "./use_reference";

const OTHER = "*";
const LAST_VEHICLE = "vehicle";
const lastZone = ({ id }: Me) => `zone.${id}`;

export function StartPatrol({ me }: { me: Me }) {
  const reference = useReference();
  const zones = useMemo(() => (reference?.areas ?? []).filter(({ kind }) => kind === "duty_zone"), [reference]);
  const [vehicle, setVehicle] = useState(localStorage.getItem(LAST_VEHICLE) ?? "");
  const here = useZoneHere(zones);
  const [zone, setZone] = useState<string | null>(null);
  // Chosen once, it holds until something else is chosen; a zone that is no more is nobody's choice.
  const kept = localStorage.getItem(lastZone(me));
  const last = kept !== null && (kept === "" || zones.some(({ id }) => id === kept)) ? kept : null;
  const chosen = zone ?? last ?? here?.id ?? "";
  const start = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const plate = (vehicle === OTHER ? String(fields.get("plate") ?? "") : vehicle).trim();
    localStorage.setItem(LAST_VEHICLE, vehicle === OTHER ? "" : vehicle);
    if (zone !== null) localStorage.setItem(lastZone(me), zone);
    const squad = String(fields.get("squad") ?? "").trim() || (me.squad ?? t("duty.title"));
    // Asked for at a moment the person means it: the browser then does not clear what is captured.
    void askToKeep();
    const area = zones.find(({ id }) => id === chosen);
    const along = reference?.colleagues?.find(({ id }) => id === fields.get("second"));
    const second = along && { second: { id: along.id, name: along.display_name } };
    void startPatrol(
      me.id,
      { squad, ...second, duty_zone_id: area?.id ?? null, duty_zone_name: area?.name ?? null, vehicle: plate || null },
      Date.now(),
    );
  };
  return (
    <form class="card form" onSubmit={start}>
      <h2>{t("duty.ready")}</h2>
      <div class="field-pair">
        <SquadField me={me} squads={reference?.squads ?? []} />
        <SecondField me={me} colleagues={reference?.colleagues ?? []} />
      </div>
      <div class="field">
        <label for="zone">{t("duty.zone")}</label>
        <select
          id="zone"
          name="zone"
          value={chosen}
          aria-describedby={here ? "zone-here" : undefined}
          onChange={(event) => setZone(event.currentTarget.value)}
        >
          <option value="">{t("duty.no_zone")}</option>
          {zones.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        {here && (
          <small class="hint" id="zone-here">
            {t("duty.zone_here", { name: here.name })}
          </small>
        )}
      </div>
      <VehicleField vehicles={reference?.vehicles ?? []} vehicle={vehicle} onChoose={setVehicle} />
      <p class="hint">{t("duty.start_note")}</p>
      <button type="submit" class="button primary big">
        <Icon name="play" />
        {t("duty.start")}
      </button>
    </form>
  );
}

function SquadField({ me, squads }: { me: Me; squads: readonly string[] }) {
  const all = [...new Set([...(me.squad ? [me.squad] : []), ...squads])];
  return (
    <label class="field">
      <span>{t("duty.squad")}</span>
      {all.length === 0 ? (
        <input name="squad" required maxLength={200} />
      ) : (
        <select name="squad" defaultValue={me.squad ?? ""}>
          {all.map((squad) => (
            <option key={squad} value={squad}>
              {squad}
            </option>
          ))}
        </select>
      )}
    </label>
  );
}

/** Who is along: captures name both, and the second confirms them on the own phone. Chosen anew each time. */
function SecondField({ me, colleagues }: { me: Me; colleagues: Reference["colleagues"] }) {
  const others = colleagues.filter(({ id }) => id !== me.id);
  if (others.length === 0) return null;
  // One's own squad first.
  const sorted = [...others].sort((a, b) => Number(b.squad === me.squad) - Number(a.squad === me.squad));
  return (
    <label class="field">
      <span>{t("duty.second")}</span>
      <select name="second">
        <option value="">{t("duty.no_second")}</option>
        {sorted.map(({ id, display_name, squad }) => (
          <option key={id} value={id}>
            {squad && squad !== me.squad ? `${display_name} · ${squad}` : display_name}
          </option>
        ))}
      </select>
    </label>
  );
}

type Vehicles = { vehicles: readonly string[]; vehicle: string; onChoose(vehicle: string): void };

function VehicleField({ vehicles, vehicle, onChoose }: Vehicles) {
  const known = vehicle && vehicle !== OTHER && !vehicles.includes(vehicle) ? [vehicle, ...vehicles] : vehicles;
  return (
    <>
      <label class="field">
        <span>{t("duty.vehicle")}</span>
        <select value={vehicle} onChange={(event) => onChoose(event.currentTarget.value)}>
          <option value="">{t("duty.no_vehicle")}</option>
          {known.map((plate) => (
            <option key={plate} value={plate}>
              {plate}
            </option>
          ))}
          <option value={OTHER}>{t("duty.other_vehicle")}</option>
        </select>
      </label>
      {vehicle === OTHER && (
        <label class="field">
          <span>{t("duty.plate")}</span>
          <input name="plate" maxLength={200} required />
        </label>
      )}
    </>
  );
}

/** The duty zone one stands in; undefined while that is not known. */
function useZoneHere(zones: readonly Area[]): Area | undefined {
  const { reading } = useOwnFix();
  return useMemo(() => (reading ? areaAt(zones, [reading.lon, reading.lat]) : undefined), [reading, zones]);
}
