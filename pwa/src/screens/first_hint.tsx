/** Said once on this phone: where every screen's help is. */

import { CircleQuestionMark } from "lucide";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { Banner } from "../ui/parts";

const KEY = "first_hint";

export function FirstHint() {
  const [said, setSaid] = useState(() => localStorage.getItem(KEY) !== null);
  if (said) return null;
  const close = () => {
    localStorage.setItem(KEY, "said");
    setSaid(true);
  };
  return (
    <Banner tone="info" icon={CircleQuestionMark}>
      <div class="one-row">
        <p>{t("home.hint")}</p>
        <button type="button" class="button small" onClick={close}>
          {t("home.hint_hide")}
        </button>
      </div>
    </Banner>
  );
}
