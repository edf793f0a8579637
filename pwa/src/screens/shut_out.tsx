/** All that a phone shows which the server has shut out: that it is so, and the way to save what was not sent. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { useValue } from "../ui/observable";
import { Banner } from "../ui/parts";
import { route } from "../ui/route";
import { SignIn } from "./sign_in_later";
import { ExportButton } from "./storage";
import { useOverview } from "./use_overview";

export function ShutOut({ me }: { me: Me }) {
  const { pending, attention } = useOverview(me.id);
  if (useValue(route).screen === "sign-in") return <SignIn again={me} />;
  return (
    <main class="lock">
      <h1>{t("sign.revoked")}</h1>
      <Banner tone="danger" icon="warning" alert>
        <p>{t("outbox.shut_out_note")}</p>
        <p>{t("outbox.shut_out_patrol")}</p>
      </Banner>
      <p>{t("outbox.shut_out_kept", { n: pending + attention })}</p>
      <ExportButton />
      <a class="button" href="#/sign-in">
        {t("sign.again_do")}
      </a>
    </main>
  );
}
