/** The call for help, wherever in the app a patrol's bar is. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import type { LocalPatrol } from "../store/records";
import { Sheet } from "../ui/sheet";
import { SosPanel } from "./sos_panel";

/** `raising`: the call that holding the bar's button has begun. */
type Props = { me: Me; patrol: LocalPatrol; raising: Promise<void> | null; onClose(): void };

export function SosSheet({ me, patrol, raising, onClose }: Props) {
  return (
    <Sheet title={t("duty.sos")} onClose={onClose}>
      <SosPanel me={me} patrol={patrol} raising={raising} />
    </Sheet>
  );
}
