/** The chain of signed captures in the outbox: what is on its way, and what the server did not take. */

import { KeyRound } from "lucide";
import type { Me } from "../api/types";
import { captures } from "../chain/begin";
import { readOwnKey } from "../chain/keys";
import { t } from "../i18n";
import { settleOps } from "../store/ops";
import type { ChainItem } from "../sync/overview";
import { Icon } from "../ui/icon";
import { Chip } from "../ui/parts";
import { useQuery } from "../ui/query";
import { stageTone } from "./lead_words";
import { troubleText } from "./trouble";

export function ChainLine({ item }: { item: ChainItem }) {
  const { stage, count, key, ops } = item;
  const refused = stage === "attention" || stage === "conflict";
  return (
    <li class="outbox-item">
      <div class="list-row">
        <span class="list-text">
          <strong>{t(refused && key ? "outbox.chain_key" : "outbox.chain")}</strong>
          <span class="hint">{t(refused ? "outbox.chain_refused" : "outbox.chain_waiting", { n: count })}</span>
          {refused && (
            <>
              <span class="chips">
                <Chip tone={stageTone(stage)}>{t(`outbox.item.${stage}`)}</Chip>
              </span>
              <span class="trouble">{t("outbox.why", { reason: why(item) })}</span>
            </>
          )}
        </span>
      </div>
      {stage === "attention" && !key && (
        <div class="buttons outbox-ways">
          <button type="button" class="button small" onClick={() => void settleOps(ops, Date.now())}>
            {t("outbox.chain_seen")}
          </button>
        </div>
      )}
    </li>
  );
}

/** Nobody has vouched for the key yet: said before a package of evidence says it, with whom to ask. */
export function KeyUnapproved({ me }: { me: Me }) {
  const own = useQuery(["session", "ops"], () => readOwnKey(me.id), [me.id]);
  if (!captures(me) || own?.state !== "pending") return null;
  return (
    <ul class="list">
      <li>
        <a class="list-row" href="#/settings">
          <Icon name={KeyRound} />
          <span class="list-text">
            <strong>{t("outbox.chain_unapproved")}</strong>
            <span class="hint">{t("outbox.chain_unapproved_note")}</span>
          </span>
          <Icon name="next" size={20} />
        </a>
      </li>
    </ul>
  );
}

const CODES = ["signature", "malleated", "unknown_key", "revoked_key", "other_person", "form"] as const;

function why({ trouble, stage }: ChainItem): string {
  const code = CODES.find((known) => known === trouble?.code);
  if (code) return t(`outbox.chain_${code}`);
  return trouble ? troubleText(trouble, stage) : "";
}
