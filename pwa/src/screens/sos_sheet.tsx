/** The call for help, wherever in the app a patrol's bar is. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import type { LocalPatrol } from "../store/records";
import { Sheet } from "../ui/sheet";
import { SosButton } from "./sos";

export function SosSheet({ me, patrol, onClose }: { me: Me; patrol: LocalPatrol; onClose(): void }) {
  return (
    <Sheet title={t("duty.sos")} onClose={onClose}>
      <SosButton me={me} patrol={patrol} />
    </Sheet>
  );
}
