/** The steps of installing where the browser does not offer it by itself, with the pictures of its own buttons. */

import { EllipsisVertical, Share, SquarePlus } from "lucide";
import { t } from "../i18n";
import { browserOf } from "../ui/device";
import { Icon } from "../ui/icon";
import "./install.css";

export function InstallHow() {
  const ios = browserOf(navigator.userAgent) === "ios";
  return (
    <ol class="install-how">
      <li>
        <span class="install-step" aria-hidden="true">
          <Icon name={ios ? Share : EllipsisVertical} size={28} />
        </span>
        {t(ios ? "install.ios_share" : "install.menu")}
      </li>
      <li>
        <span class="install-step" aria-hidden="true">
          <Icon name={SquarePlus} size={28} />
        </span>
        {t(ios ? "install.ios_add" : "install.menu_add")}
      </li>
    </ol>
  );
}
