/** Leads that are being written: what they show, how old they are, what they still lack. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { discardCapturedDraft, type Reason } from "../chain/discard";
import { readBegun } from "../store/drafts";
import { isOriginal } from "../store/derived";
import { mediaOf } from "../store/media";
import type { Draft, Medium } from "../store/records";
import { age } from "../ui/format";
import { Icon } from "../ui/icon";
import { useNow } from "../ui/now";
import { observable, useValue } from "../ui/observable";
import { Empty, Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import { toast } from "../ui/toast";
import { Thumb } from "./thumb";
import { categoryName, useReference } from "./use_reference";

/** Until then nothing is thrown away: if the page goes before, the draft stays. */
const UNDO_MS = 8_000;
/** Out of sight, and gone when their time is over. */
const going = observable<ReadonlyMap<string, ReturnType<typeof setTimeout>>>(new Map());

/** Throw a draft away, unless it is called back in time. */
export function discardLater({ id, person_id }: Draft, reason: Reason = "other"): void {
  const timer = setTimeout(() => {
    forget(id);
    void discardCapturedDraft(id, person_id, reason);
  }, UNDO_MS);
  going.set(new Map(going.get()).set(id, timer));
  toast(() => t("capture.discarded"), { undo: () => forget(id) });
}

function forget(id: string): void {
  const left = new Map(going.get());
  clearTimeout(left.get(id));
  left.delete(id);
  going.set(left);
}

type Listed = { draft: Draft; media: Medium[] };

async function listed(person: string): Promise<Listed[]> {
  const drafts = await readBegun(person);
  return Promise.all(drafts.map(async (draft) => ({ draft, media: (await mediaOf(draft.id)).filter(isOriginal) })));
}

export function Drafts({ me }: { me: Me }) {
  const all = useQuery(["drafts", "media"], () => listed(me.id), [me.id]);
  const hidden = useValue(going);
  const drafts = all?.filter(({ draft }) => !hidden.has(draft.id));
  if (!drafts) return <p class="hint">{t("app.loading")}</p>;
  return (
    <Section title={t("capture.drafts")}>
      {drafts.length === 0 && <Empty icon="leads">{t("capture.no_drafts")}</Empty>}
      <ul class="list">
        {drafts.map((one) => (
          <Row key={one.draft.id} {...one} />
        ))}
      </ul>
    </Section>
  );
}

function Row({ draft, media }: Listed) {
  const reference = useReference();
  const now = useNow(30_000);
  const name = categoryName(draft.category, reference?.categories) || t("capture.draft_empty");
  const first = media[0];
  const lacking = missing(draft, media.length);
  return (
    <li class="draft-row">
      <a class="list-row" href={`#/capture/${draft.id}`}>
        <span class="draft-thumb">
          {first ? <Thumb medium={first} name={t("lead.photo", { n: 1 })} /> : <Icon name="leads" size={32} />}
        </span>
        <span class="list-text">
          <strong>{name}</strong>
          <span class="hint">
            {t("capture.draft_line", { time: age(draft.updated_at, now) })}
            {media.length > 0 && ` · ${t("capture.draft_media", { n: media.length })}`}
          </span>
          <span class={lacking ? "draft-lacks" : "hint"}>
            {lacking ? t("capture.draft_lacks", { what: lacking }) : t("capture.draft_whole")}
          </span>
        </span>
      </a>
      <button type="button" class="icon-button" aria-label={t("capture.discard_one", { name })} onClick={() => discardLater(draft)}>
        <Icon name="bin" />
      </button>
    </li>
  );
}

function missing(draft: Draft, files: number): string {
  const lacks = [
    draft.category === null && t("capture.lacks_category"),
    draft.place === null && t("capture.lacks_place"),
    files === 0 && draft.note.trim() === "" && t("capture.lacks_media"),
  ];
  return lacks.filter(Boolean).join(t("capture.and"));
}
