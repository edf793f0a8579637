/** One's own account: who one is, the password, whom to ask for what one may not do oneself; access keys below. */

import type { Me } from "../../api/types";
import { t } from "../../i18n";
import { Facts, Section } from "../../ui/parts";
import { PasswordCard } from "../../ui/password_form";
import { toast } from "../../ui/toast";

export function OwnAccount({ me }: { me: Me }) {
  const towns = me.all_towns ? t("account.all_towns") : me.towns.map(({ name }) => name).join("、");
  return (
    <>
      <section class="card">
        <Facts
          rows={[
            [t("sign.name"), me.name],
            [t("account.roles"), me.roles.map((role) => t(`role.${role}`)).join("、")],
            [t("account.towns"), towns],
            me.squad ? [t("account.squad"), me.squad] : null,
          ]}
        />
        {!("people.manage" in me.permissions) && <p class="hint">{t("own_account.ask")}</p>}
      </section>
      <Section title={t("own_account.password")}>
        <PasswordCard
          me={me}
          why={t("own_account.why")}
          current={t("own_account.current")}
          save={t("own_account.password")}
          onDone={() => toast(t("own_account.done"))}
        />
      </Section>
    </>
  );
}
