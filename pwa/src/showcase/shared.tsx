/** What the phone and the desk have in common: buttons, words of state, what stands where content will be. */

import { useState } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { Banner, Chip, Confirm, Empty, Facts, Section, type Tone } from "../ui/parts";
import { Sheet } from "../ui/sheet";
import { Failed, Loading, Offline } from "../ui/states";
import { ThemeSelect } from "../ui/theme_choice";
import { toast } from "../ui/toast";
import { Part } from "./frame";

const TONES: Tone[] = ["plain", "ok", "info", "warn", "danger"];
const KINDS = ["", "primary", "danger", "danger-outline", "quiet", "small", "primary small"];

export function Shared() {
  return (
    <>
      <Buttons />
      <Part name="词签 · Chips">
        <div class="chips">
          {TONES.map((tone) => (
            <Chip key={tone} tone={tone} icon={tone === "ok" ? "online" : tone === "danger" ? "warning" : "waiting"}>
              {tone}
            </Chip>
          ))}
        </div>
        <div class="chips">
          {TONES.map((tone) => (
            <Chip key={tone} tone={tone}>
              {tone}
            </Chip>
          ))}
        </div>
      </Part>
      <Part name="提示条 · Banners">
        {TONES.map((tone) => (
          <Banner key={tone} tone={tone} icon={tone === "ok" ? "online" : "warning"}>
            {t("app.no_network")}
          </Banner>
        ))}
      </Part>
      <Part name="事实 · Facts">
        <div class="card">
          <Facts
            rows={[
              [t("sign.name"), "队员01"],
              ["SHA-256", <span class="mono">9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08</span>],
              null,
              [t("theme.label"), <Chip tone="ok">{t("theme.sun")}</Chip>],
            ]}
          />
        </div>
      </Part>
      <States />
      <Over />
    </>
  );
}

function Buttons() {
  return (
    <Part name="按钮 · Buttons">
      <div class="buttons">
        {KINDS.map((kind) => (
          <button key={kind} type="button" class={`button ${kind}`}>
            {kind || "button"}
          </button>
        ))}
      </div>
      <div class="buttons">
        <button type="button" class="button" disabled>
          disabled
        </button>
        <button type="button" class="button primary" disabled>
          primary disabled
        </button>
        <button type="button" class="button" aria-pressed="true">
          pressed
        </button>
        <button type="button" class="button">
          <Icon name="capture" /> {t("app.retry")}
        </button>
        <button type="button" class="icon-button" aria-label={t("app.close")}>
          <Icon name="close" />
        </button>
      </div>
      <button type="button" class="button primary big">
        primary big
      </button>
      <div>
        <ThemeSelect />
      </div>
    </Part>
  );
}

function States() {
  const [tries, setTries] = useState(0);
  const again = () => setTries(tries + 1);
  return (
    <>
      <Part name="加载中 · Loading">
        <Loading lines={4} />
      </Part>
      <Part name="空 · Empty">
        <Empty icon="leads" action={<button type="button" class="button primary">{t("app.retry")}</button>}>
          <p>{t("queue.none_yet")}</p>
        </Empty>
      </Part>
      <Part name={`失败 · Failed (${tries})`}>
        <Failed reason={t("app.went_wrong", { reason: "HTTP 503" })} again={again} />
      </Part>
      <Part name={`离线 · Offline (${tries})`}>
        <Offline again={again} />
      </Part>
      <Part name="段落 · Section, list">
        <Section title={t("app.saved_here")} action={<button type="button" class="button small">{t("app.retry")}</button>}>
          <ul class="list">
            {["队员01", "队员02"].map((name) => (
              <li key={name}>
                <a class="list-row" href="#/">
                  <Icon name="person" />
                  <span class="list-text">
                    <strong>{name}</strong>
                    <span class="hint">枫桥中队</span>
                  </span>
                  <Icon name="next" />
                </a>
              </li>
            ))}
          </ul>
        </Section>
      </Part>
    </>
  );
}

/** What comes over the page. */
function Over() {
  const [open, setOpen] = useState<"ask" | "danger" | "sheet" | null>(null);
  const close = () => setOpen(null);
  return (
    <Part name="浮层 · Toast, confirm, sheet">
      <div class="buttons">
        <button type="button" class="button" onClick={() => toast(t("app.saved_here"))}>
          toast
        </button>
        <button type="button" class="button" onClick={() => toast("已驳回线索", { undo: () => toast("已撤销") })}>
          toast + undo
        </button>
        <button
          type="button"
          class="button"
          onClick={() => toast("已导出", { action: { word: "app.retry", run: () => undefined } })}
        >
          toast + action
        </button>
        <button type="button" class="button" onClick={() => toast(t("app.no_network"), { tone: "danger" })}>
          toast danger
        </button>
        <button type="button" class="button" onClick={() => setOpen("ask")}>
          confirm
        </button>
        <button type="button" class="button" onClick={() => setOpen("danger")}>
          confirm danger
        </button>
        <button type="button" class="button" onClick={() => setOpen("sheet")}>
          sheet
        </button>
      </div>
      {(open === "ask" || open === "danger") && (
        <Confirm
          title={t("app.undo")}
          note={t("app.no_network")}
          yes={t("app.undo")}
          danger={open === "danger"}
          onYes={close}
          onNo={close}
        />
      )}
      {open === "sheet" && (
        <Sheet title={t("app.saved_here")} onClose={close}>
          <p>{t("app.no_network")}</p>
        </Sheet>
      )}
    </Part>
  );
}
