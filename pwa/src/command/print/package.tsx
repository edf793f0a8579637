/** The lead's evidence as one file that anybody can check; what it is needed for is asked first, and recorded. */

import { FolderCheck } from "lucide";
import { newId } from "../../api/ids";
import type { EvidencePurpose } from "../../api/types";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { toast } from "../../ui/toast";
import { packageReady } from "./ready";

/** `purpose`: what the photos are looked at for; null until it has been said, `asked` while that is a question. */
type Props = { lead: string; redacted: boolean; purpose: EvidencePurpose | null; asked: boolean };

/** What was said for the photos is what the package is for, too, unless somebody writes something else. */
export function usualPurpose(purpose: EvidencePurpose | null): string {
  return purpose === null || purpose === "own_capture" ? "" : t(`evidence.purpose_${purpose}`);
}

/** A form of the browser's own: it shows how far a large download is, and keeps nothing in memory. */
export function TakePackage({ lead, redacted, purpose, asked }: Props) {
  const usual = usualPurpose(purpose);
  return (
    <details class="package">
      <summary class="button">
        <Icon name={FolderCheck} size={20} />
        {t("package.open")}
      </summary>
      {asked ? (
        <p class="card">{t("package.first")}</p>
      ) : (
        <form class="card" action={`/api/leads/${lead}/package`} method="get" target="_blank" onSubmit={follow}>
          <p class="hint">{t("package.what")}</p>
          <label>
            {t("package.purpose")}
            <input
              key={usual}
              name="purpose"
              defaultValue={usual}
              required
              minLength={2}
              maxLength={200}
              list="package-purposes"
              autocomplete="off"
              onInvalid={({ currentTarget }) => currentTarget.setCustomValidity(t("package.purpose_needed"))}
              onInput={({ currentTarget }) => currentTarget.setCustomValidity("")}
            />
          </label>
          {usual !== "" && <p class="hint">{t("package.same")}</p>}
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
function follow({ currentTarget }: SubmitEvent): void {
  const asked = newId();
  const form = currentTarget as HTMLFormElement;
  (form.elements.namedItem("asked") as HTMLInputElement).value = asked;
  toast(t("package.making"));
  void packageReady(asked).then((ready) => ready && toast(t("package.ready")));
}
