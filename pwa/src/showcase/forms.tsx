/** Fields, switches, choices, and the two forms every page has. */

import { useState } from "preact/hooks";
import { ApiError } from "../api/client";
import type { Me } from "../api/types";
import { t } from "../i18n";
import { Choice } from "../ui/choice";
import { PasswordCard } from "../ui/password_form";
import { SignInForm } from "../ui/sign_in_form";
import { Switch } from "../ui/switch";
import { toast } from "../ui/toast";
import { NOW, sampleId } from "./samples";
import { Part } from "./frame";

export const ME: Me = {
  id: sampleId(801),
  name: "队员01",
  display_name: "队员01",
  roles: [],
  squad: "枫桥中队",
  towns: [],
  all_towns: false,
  permissions: { "alarm.raise": "own" },
  device_id: null,
  must_change_password: true,
  server_time: new Date(NOW).toISOString(),
};

export function Forms() {
  const [on, setOn] = useState(true);
  const [chosen, setChosen] = useState("b");
  const refuse = async () => {
    throw new ApiError(0, null);
  };
  return (
    <>
      <Part name="字段 · Fields">
        <Fields />
      </Part>
      <Part name="开关与选择 · Switch, choice">
        <div class="card">
          <Switch on={on} note={t("app.no_network")} onChange={setOn}>
            {t("settings.sound")}
          </Switch>
          <Switch on={!on} onChange={(value) => setOn(!value)}>
            {t("settings.vibration")}
          </Switch>
          <Switch on disabled onChange={() => undefined}>
            disabled
          </Switch>
          <Choice
            label={t("theme.label")}
            options={["a", "b", "c"].map((value) => ({ value, name: `选项 ${value}` }))}
            value={chosen}
            onChoose={(value) => setChosen(String(value))}
          />
        </div>
      </Part>
      <Part name="登录 · Sign in (fails)">
        <SignInForm signIn={refuse} />
      </Part>
      <Part name="改密码 · Password">
        <PasswordCard
          me={ME}
          why={t("password.why", { name: ME.display_name })}
          current={t("password.current")}
          onDone={() => toast(t("app.saved_here"))}
        />
      </Part>
    </>
  );
}

function Fields() {
  return (
    <div class="card form">
      <label class="field">
        <span>{t("sign.name")}</span>
        <input placeholder="队员01" />
      </label>
      <label class="field">
        <span>select</span>
        <select>
          <option>枫桥镇一区</option>
          <option>枫桥镇二区</option>
        </select>
      </label>
      <label class="field">
        <span>textarea</span>
        <textarea rows={3} placeholder="店外堆放货物…" />
      </label>
      <label class="field">
        <span>disabled</span>
        <input disabled value="330681109" />
      </label>
      <div class="field">
        <label for="wrong">aria-invalid</label>
        <input id="wrong" aria-invalid="true" aria-describedby="wrong-why" value="123" />
        <p class="trouble" id="wrong-why">
          {t("password.rule", { n: 10 })}
        </p>
      </div>
    </div>
  );
}
