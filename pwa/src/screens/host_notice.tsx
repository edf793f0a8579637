/** Opened inside another app, or in a browser without a worker: what works here, what does not, and what to do. */

import { Copy } from "lucide";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import type { Host } from "../ui/device";
import { Icon } from "../ui/icon";
import { allHere } from "../ui/lazy";
import { useValue } from "../ui/observable";
import { Banner } from "../ui/parts";
import { toast } from "../ui/toast";

/** Apps whose own browser has "open in browser" behind three dots at the top right. */
const WITH_MENU: ReadonlySet<Host | null> = new Set(["wechat", "dingtalk", "feishu", "qq", "alipay"]);

/** `host` null: a browser of its own that has no worker. `short` leaves out what it means for work, for signing in. */
export function HostNotice({ host, short = false }: { host: Host | null; short?: boolean }) {
  const [hidden, setHidden] = useState(false);
  const ready = useValue(allHere);
  if (hidden) return null;
  return (
    <Banner tone="warn" icon="warning">
      <strong>{host ? t("host.title", { app: t(`host.${host}`) }) : t("host.no_worker_title")}</strong>
      <p>{t(WITH_MENU.has(host) ? "host.do_menu" : "host.do_browser")}</p>
      {!short && (
        <>
          <p role="status">{t(ready ? "host.works" : "host.preparing")}</p>
          <p>{t("host.not")}</p>
        </>
      )}
      <div class="buttons">
        <button type="button" class="button small" onClick={() => void copyLink()}>
          <Icon name={Copy} size={20} />
          {t("host.copy")}
        </button>
        {!short && (
          <button type="button" class="button small" onClick={() => setHidden(true)}>
            {t("host.hide")}
          </button>
        )}
      </div>
    </Banner>
  );
}

async function copyLink(): Promise<void> {
  const address = `${location.origin}/`;
  try {
    await navigator.clipboard.writeText(address);
    toast(t("host.copied"));
  } catch {
    toast(t("host.copy_failed", { address }), { tone: "danger" });
  }
}
