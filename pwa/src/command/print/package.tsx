/** The lead's evidence as one file that anybody can check; what it is needed for is asked first, and recorded. */

import { FolderCheck } from "lucide";
import { useState } from "preact/hooks";
import { newId } from "../../api/ids";
import type { EvidencePurpose, LeadDetail, Me } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { toast } from "../../ui/toast";
import { ForeseenNotice } from "./foreseen_notice";
import { keepPurpose, proposed } from "./package_purpose";
import { packageReady } from "./ready";

/** `purpose`: what the photos are looked at for; null until it has been said, `asked` while that is a question. */
type Props = { me: Me; lead: LeadDetail; redacted: boolean; purpose: EvidencePurpose | null; asked: boolean };

/** A form of the browser's own: it shows how far a large download is, and keeps nothing in memory. */
export function TakePackage({ me, lead, redacted, purpose, asked }: Props) {
  const usual = proposed(me.id, lead.id, purpose);
  const [opened, setOpened] = useState(false);
  return (
    <details class="package" onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary class="button">
        <Icon name={FolderCheck} size={20} />
        {t("package.open")}
      </summary>
      {asked ? (
        <p class="card">{t("package.first")}</p>
      ) : (
        <form
          class="card"
          action={`/api/leads/${lead.id}/package`}
          method="get"
          target="_blank"
          onSubmit={(event) => follow(event, (said) => keepPurpose(me.id, lead.id, said))}
        >
          <p class="hint">{t("package.what")}</p>
          {opened && <ForeseenNotice media={lead.media} />}
          <label>
            {t("package.purpose")}
            <input
              key={usual.text}
              name="purpose"
              defaultValue={usual.text}
              required
              minLength={2}
              maxLength={200}
              list="package-purposes"
              autocomplete="off"
              onInvalid={({ currentTarget }) => currentTarget.setCustomValidity(t("package.purpose_needed"))}
              onInput={({ currentTarget }) => currentTarget.setCustomValidity("")}
            />
          </label>
          {usual.from && <p class="hint">{t(`package.as_${usual.from}`)}</p>}
          <input type="hidden" name="asked" />
          {redacted && (
            <label class="prefer">
              <input type="checkbox" name="redacted" value="true" /> {t("redact.prefer_package")}
            </label>
          )}
          <datalist id="package-purposes">
            {(["review", "reconsideration", "court", "inspection"] as const).map((one) => (
              <option key={one} value={t(`package.for.${one}`)} />
            ))}
          </datalist>
          <button type="submit" class="button primary">
            {t("package.take")}
          </button>
          <p class="hint">{t("package.check")}</p>
          <p class="package-aids">
            <a href="/verify/" target="_blank">
              {t("package.browser")}
            </a>
            <a href="/api/evidence/verifier.pyz" download>
              {t("package.verifier")}
            </a>
            <a href="/api/evidence/verify.sh" download>
              {t("package.by_hand")}
            </a>
            <a href="/api/evidence/policy.txt" download>
              {t("package.policy")}
            </a>
          </p>
        </form>
      )}
    </details>
  );
}

/** The browser sends the form; what is asked for has a number of its own, by which it is known when it is ready. */
function follow({ currentTarget }: SubmitEvent, keep: (purpose: string) => void): void {
  const asked = newId();
  const field = (name: string) => (currentTarget as HTMLFormElement).elements.namedItem(name) as HTMLInputElement;
  field("asked").value = asked;
  keep(field("purpose").value);
  toast(t("package.making"));
  void packageReady(asked).then((ready) => ready && toast(t("package.ready")));
}
