/**
 * Calling for help without a code, for whoever is on patrol on this phone. It raises and says how far the call has come;
 * who has seen it, and calling it off, are behind the code. See docs/decisions/0095.
 */

import { useState } from "preact/hooks";
import type { Me } from "../api/types";
import { t } from "../i18n";
import { readAlarms } from "../store/alarms";
import { readOps } from "../store/ops";
import type { LocalPatrol } from "../store/records";
import { Confirm } from "../ui/parts";
import { useQuery } from "../ui/query";
import { SosCall } from "./sos_call";
import { sosTitle } from "./sos_card";
import { findPlace, type Finder } from "./sos_fix";
import { HoldButton } from "./sos_hold";
import { useHindrance, useInsisting } from "./sos_insist";
import { raiseSosUnlessRaised } from "./sos_raise";
import { currentSos, isAlone } from "./sos_state";
import { useReference } from "./use_reference";
import "./sos.css";

export function LockSos({ me, patrol }: { me: Me; patrol: LocalPatrol | undefined }) {
  const ops = useQuery(["ops", "outbox"], readOps, [me.id]) ?? [];
  const alarms = useQuery(["alarms"], () => readAlarms(me.id), [me.id]) ?? [];
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const sos = currentSos(ops, alarms, me.id, null, Date.now());
  useInsisting(sos?.stage === "waiting");
  const raise = (finder: Finder) => {
    setAsking(false);
    setBusy(true);
    setFailure(null);
    raiseSosUnlessRaised(me, patrol, finder)
      .catch((error: unknown) => setFailure(t("sos.not_saved", { reason: String(error) })))
      .finally(() => setBusy(false));
  };
  const phone = useReference()?.duty_phone ?? null;
  const hindered = useHindrance(sos);
  const far = !sos || sos.stage === "closed" ? "" : sosTitle(sos, hindered);
  if (!("alarm.raise" in me.permissions)) return null;
  return (
    <section class="sos" aria-label={t("sos.title")}>
      <HoldButton busy={busy} onHeld={raise} onKey={() => setAsking(true)} />
      <p class="hint">{t("lock.sos", { name: me.display_name })}</p>
      <p class="sos-busy" role="alert">
        {failure ?? (busy ? t("sos.placing") : far)}
      </p>
      {(failure || far !== "") && <SosCall duty={phone} alone={failure !== null || (sos !== null && isAlone(sos, hindered))} />}
      {asking && (
        <Confirm
          title={t("sos.ask")}
          note={t("sos.ask_note")}
          yes={t("sos.ask_yes")}
          danger
          onYes={() => raise(findPlace())}
          onNo={() => setAsking(false)}
        />
      )}
    </section>
  );
}
