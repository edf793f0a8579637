/** Somebody who has been signed in but may do nothing yet: what is missing, and who can help. */

import { useState } from "preact/hooks";
import { api } from "../api/client";
import type { Me } from "../api/types";
import { t } from "../i18n";

type Props = { me: Me; onAsked(me: Me): void; onOut(): void };

export function NoRole({ me, onAsked, onOut }: Props) {
  const [said, setSaid] = useState("");
  const ask = async () => {
    setSaid("");
    try {
      const told = await api<Me>("/session");
      onAsked(told);
      if (told.roles.length === 0) setSaid(t("password.still_none"));
    } catch {
      setSaid(t("app.no_network"));
    }
  };
  return (
    <main class="sign-in">
      <h1>{t("password.no_role")}</h1>
      <p>{t("password.no_role_do", { name: me.display_name, sign_in: me.name })}</p>
      <p role="status">{said}</p>
      <button type="button" class="button primary big" onClick={() => void ask()}>
        {t("password.ask_again")}
      </button>
      <button type="button" class="button quiet" onClick={onOut}>
        {t("password.out")}
      </button>
    </main>
  );
}
