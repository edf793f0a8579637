/** Capturing: choose what it is, and write it down; or go on with a draft. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { emptyDraft, readDrafts, saveDraft } from "../store/drafts";
import { mediaOf } from "../store/media";
import type { Draft, LocalPatrol } from "../store/records";
import { shortTime } from "../ui/format";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import { go } from "../ui/route";
import { CategoryChoice } from "./category_choice";
import { categoryName, useReference } from "./use_reference";

const CaptureForm = lazy(() => import("./capture_form").then((module) => module.CaptureForm));

type Props = { me: Me; patrol: LocalPatrol | undefined; id: string | null };

export function Capture({ me, patrol, id }: Props) {
  if (id) return <CaptureForm me={me} id={id} />;
  const begin = async (category: string) => {
    const draft = { ...emptyDraft(me.id, patrol?.id ?? null, Date.now()), category };
    await saveDraft(draft);
    go(`capture/${draft.id}`);
  };
  return (
    <>
      <Drafts me={me} />
      <Section title={t("capture.category")}>
        <CategoryChoice onChoose={(category) => void begin(category)} />
      </Section>
    </>
  );
}

type Listed = { draft: Draft; files: number };

async function listed(person: string): Promise<Listed[]> {
  const drafts = await readDrafts(person);
  return Promise.all(drafts.map(async (draft) => ({ draft, files: (await mediaOf(draft.id)).length })));
}

function Drafts({ me }: { me: Me }) {
  const drafts = useQuery(["drafts", "media"], () => listed(me.id), [me.id]);
  const reference = useReference();
  if (!drafts || drafts.length === 0) return null;
  return (
    <Section title={t("capture.drafts")}>
      <ul class="list">
        {drafts.map(({ draft, files }) => (
          <li key={draft.id}>
            <a class="list-row" href={`#/capture/${draft.id}`}>
              <Icon name="leads" />
              <span class="list-text">
                <strong>{categoryName(draft.category, reference?.categories) || t("capture.draft_empty")}</strong>
                <span class="hint">
                  {t("capture.draft_line", { time: shortTime(draft.updated_at, Date.now()) })}
                  {files > 0 && ` · ${t("capture.draft_media", { n: files })}`}
                </span>
              </span>
              <Icon name="next" size={20} />
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
