/** Own towns' map packages: fetched in one tap, renewed, thrown away. */

import { Download } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { api, ApiError } from "../api/client";
import type { MapPackage, Me } from "../api/types";
import { language, t } from "../i18n";
import { begun, canKeep, keptPackages, leaveBehind, takeAlong, type KeptPackage, type Progress } from "../store/packages";
import { age, bytes } from "../ui/format";
import { Icon } from "../ui/icon";
import { Banner, Chip, Section } from "../ui/parts";
import { toast } from "../ui/toast";

type Props = { me: Me; onChange(): void };

export function MapPackages({ me, onChange }: Props) {
  const [kept, setKept] = useState<KeptPackage[] | null>(null);
  const [offered, setOffered] = useState<MapPackage[] | "unknown" | null>(null);
  const look = () => void keptPackages().then(setKept);
  useEffect(look, []);
  useEffect(() => {
    api<MapPackage[]>("/map/packages").then(setOffered, () => setOffered("unknown"));
  }, []);
  const changed = () => {
    look();
    onChange();
  };
  if (!canKeep()) return <Banner tone="warn" icon="warning">{t("town_map.unable")}</Banner>;
  // Who sees the whole county takes along what they choose; everybody else their own towns.
  const towns = me.all_towns && Array.isArray(offered) ? offered.map(nameOf) : me.towns;
  return (
    <Section title={t("town_map.package")}>
      <p class="hint">{t("town_map.why")}</p>
      {offered === "unknown" && <p class="hint" role="status">{t("town_map.unknown")}</p>}
      {towns.length === 0 && <p class="hint">{t("town_map.no_town")}</p>}
      <ul class="list">
        {towns.map(({ code, name }) => (
          <Row
            key={code}
            town={code}
            name={name}
            kept={kept?.find(({ town_code }) => town_code === code)}
            offer={Array.isArray(offered) ? offered.find(({ town_code }) => town_code === code) : undefined}
            onChange={changed}
          />
        ))}
      </ul>
    </Section>
  );
}

function nameOf({ town_code, town_name }: MapPackage): { code: string; name: string } {
  return { code: town_code, name: town_name };
}

type RowProps = {
  town: string;
  name: string;
  kept: KeptPackage | undefined;
  offer: MapPackage | undefined;
  onChange(): void;
};

function Row({ town, name, kept, offer, onChange }: RowProps) {
  const { progress, problem, here, start, stop } = useDownload(town, name, offer, onChange);
  const newer = kept !== undefined && offer !== undefined && offer.version !== kept.version;
  const drop = async () => {
    await leaveBehind(town);
    toast(t("town_map.dropped", { town: name }));
    onChange();
  };
  return (
    <li class="card map-package">
      <p class="map-package-name">
        <strong>{name}</strong>
        {kept ? (
          <Chip tone={newer ? "warn" : "ok"} icon={newer ? "warning" : "online"}>
            {newer ? t("town_map.newer") : t("town_map.here", { size: bytes(kept.size), age: age(kept.kept_at, Date.now()) })}
          </Chip>
        ) : (
          <Chip>{t("town_map.not_here")}</Chip>
        )}
      </p>
      {problem && <Banner tone="danger" icon="warning" alert>{problem}</Banner>}
      {progress ? (
        <Coming progress={progress} onStop={stop} />
      ) : (
        <div class="buttons">
          {(!kept || newer) && (
            <button type="button" class="button primary" onClick={start}>
              <Icon name={Download} />
              {t(here > 0 ? "town_map.go_on" : kept ? "town_map.take_again" : "town_map.take")}
              {offer?.size ? ` · ${here > 0 ? t("town_map.rest", { here: bytes(here), size: bytes(offer.size) }) : t("town_map.size", { size: bytes(offer.size) })}` : ""}
            </button>
          )}
          {kept && (
            <button type="button" class="button" onClick={() => void drop()}>
              <Icon name="bin" />
              {t("town_map.drop")}
            </button>
          )}
        </div>
      )}
    </li>
  );
}

function Coming({ progress: { step, share }, onStop }: { progress: Progress; onStop(): void }) {
  const percent = Math.round(share * 100);
  const text = t(step === "making" ? "town_map.preparing" : "town_map.taking", { percent });
  return (
    <div class="map-package-progress">
      <p role="status">{text}</p>
      <progress aria-label={text} max={100} value={percent} />
      <button type="button" class="button" onClick={onStop}>
        {t("town_map.stop")}
      </button>
    </div>
  );
}

function useDownload(town: string, name: string, offer: MapPackage | undefined, onDone: () => void) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [here, setHere] = useState(0);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const idle = progress === null;
  useEffect(() => {
    if (offer && idle) void begun(town, offer.version).then(setHere);
  }, [town, offer?.version, idle]);
  const start = () => {
    abort.current = new AbortController();
    setProblem(null);
    setProgress({ step: "making", share: 0 });
    takeAlong(town, setProgress, abort.current.signal)
      .then(
        () => {
          toast(t("town_map.done", { town: name }));
          onDone();
        },
        (error: unknown) => setProblem(abort.current?.signal.aborted ? null : sentence(error)),
      )
      .finally(() => setProgress(null));
  };
  return { progress, problem, here, start, stop: () => abort.current?.abort() };
}

/** What went wrong, and where possible what to do. */
function sentence(error: unknown): string {
  if (error instanceof DOMException && error.name === "QuotaExceededError") return t("town_map.full");
  if (!(error instanceof ApiError)) return t("town_map.broken", { reason: String(error) });
  if (error.status === 404) return t("town_map.none");
  if (error.status === 500) return t("town_map.not_made");
  return error.status === 0 ? t("app.no_network") : t("town_map.broken", { reason: error.said(language()) });
}
