/** Drawing zones: first which ones and from what day on, then the map to draw on. Fetched only by who draws. */

import { useEffect, useState } from "preact/hooks";
import type { AreaKind, EditableAreas, Me } from "../../../api/types";
import { t } from "../../../i18n";
import { Banner, Confirm } from "../../../ui/parts";
import { Failed, Loading } from "../../../ui/states";
import { useTowns } from "../../people/use_towns";
import { sentence } from "../../requests";
import { dayAfter, dayOf } from "../report";
import { Desk } from "./desk";
import { allKept, forget, keptOf, type Kept } from "./kept";
import { readEditable, type Which } from "./requests";
import "./edit.css";

const KINDS: readonly AreaKind[] = ["duty_zone", "unit_grid", "governance_grid", "village", "town"];
type Open = { which: Which; kept: Kept | null };

export function EditPage({ me }: { me: Me }) {
  const [open, setOpen] = useState<Open | null>(null);
  if (!open) return <Start me={me} onOpen={setOpen} />;
  return <Opened key={JSON.stringify(open.which)} me={me} {...open} onLeave={() => setOpen(null)} />;
}

function Start({ me, onOpen }: { me: Me; onOpen(open: Open): void }) {
  const towns = useTowns();
  const [kind, setKind] = useState<AreaKind>("duty_zone");
  const [drafts, setDrafts] = useState(() => allKept(me.id));
  const [dropping, drop] = useState<Kept | null>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const said = (name: string) => String(fields.get(name) ?? "");
    const which: Which = { kind, town: kind === "town" ? "" : said("town"), on: said("on") };
    onOpen({ which, kept: keptOf(me.id, which) });
  };
  return (
    <>
      {drafts.map((kept) => {
        const { kind, town, on } = kept;
        const name = towns.find(({ code }) => code === town)?.name ?? town;
        const what = [name, t(`areas.kind.${kind}`)].filter((word) => word !== "").join(" · ");
        return (
          <Banner key={`${kind}.${town}.${on}`} tone="info">
            <p>{t("edit.kept", { what, date: on, n: kept.zones.length + kept.ended.length })}</p>
            <div class="buttons">
              <button type="button" class="button primary small" onClick={() => onOpen({ which: { kind, town, on }, kept })}>
                {t("edit.kept_go")}
              </button>
              <button type="button" class="button small" onClick={() => drop(kept)}>
                {t("edit.kept_drop")}
              </button>
            </div>
          </Banner>
        );
      })}
      {dropping && (
        <Confirm
          title={t("edit.kept_drop_ask")}
          yes={t("edit.kept_drop")}
          danger
          onYes={() => (forget(me.id, dropping), setDrafts(allKept(me.id)), drop(null))}
          onNo={() => drop(null)}
        />
      )}
      <form class="card form checking" aria-label={t("edit.which")} onSubmit={submit}>
        <div class="checking-fields">
          <label class="field">
            <span>{t("areas.kind")}</span>
            <select value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value as AreaKind)}>
              {KINDS.map((one) => (
                <option key={one} value={one}>
                  {t(`areas.kind.${one}`)}
                </option>
              ))}
            </select>
          </label>
          {kind !== "town" && (
            <label class="field">
              <span>{t("areas.town")}</span>
              <select name="town" required>
                <option value="">{t("edit.choose_town")}</option>
                {towns.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label class="field">
            <span>{t("areas.valid_from")}</span>
            <input type="date" name="on" required defaultValue={dayAfter(dayOf(Date.now()), 1)} />
          </label>
        </div>
        <p class="hint">{t("edit.on_hint")}</p>
        <button type="submit" class="button primary">
          {t("edit.open")}
        </button>
      </form>
    </>
  );
}

function Opened({ me, which, kept, onLeave }: { me: Me; onLeave(): void } & Open) {
  const [loaded, setLoaded] = useState<EditableAreas | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    readEditable(which, abort.signal).then(setLoaded, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [turn]);
  if (failure) return <Failed reason={failure} again={() => setTurn(turn + 1)} />;
  if (!loaded) return <Loading lines={6} label={t("edit.loading")} />;
  return <Desk me={me} which={which} loaded={loaded} kept={kept} onLeave={onLeave} />;
}
