/** The number to telephone, right below the words that say so. */

import { t } from "../i18n";
import { telephone } from "../ui/format";
import { Icon } from "../ui/icon";

const POLICE = "110";

/** `duty`: the duty room's number. Where none is set, whom the call has not left (`alone`) has the police. */
export function SosCall({ duty, alone }: { duty: string | null; alone: boolean }) {
  const number = duty ?? (alone ? POLICE : null);
  if (number === null) return null;
  return (
    <a class="button danger sos-call" href={telephone(number)}>
      <Icon name="phone" />
      {t(duty ? "sos.call" : "sos.call_police", { number })}
    </a>
  );
}
