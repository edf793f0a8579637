/** One draft: photo, category, send; everything else may be added and need not. */

import { useEffect, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { shutter } from "../capture/shutter";
import { MOST_FILES } from "../capture/intake";
import { useOwnFix } from "../capture/own_fix";
import { t } from "../i18n";
import { discardWithDerived, type Reason } from "../chain/discard";
import { isOriginal } from "../store/derived";
import { discardDraft, isBlank, isComplete, submitDraft } from "../store/drafts";
import { mediaOf } from "../store/media";
import type { Draft } from "../store/records";
import { update } from "../sync/update";
import { Empty } from "../ui/parts";
import { useQuery } from "../ui/query";
import { replace } from "../ui/route";
import { Camera, type Ending } from "./camera";
import { CategoryField } from "./category_field";
import { sent } from "./capture_sent";
import { discardLater } from "./drafts";
import { JustTaken } from "./just_taken";
import { MediaField } from "./media_field";
import { NearField, useNear } from "./near_field";
import { opening } from "./opening";
import { PlaceField, usePlace } from "./place_field";
import { heldUntil } from "./second_thoughts";
import { Submit } from "./submit";
import { UrgentField } from "./urgent_field";
import { useDraft, type Editing } from "./use_draft";
import { useKeeping } from "./use_keeping";
import { Discard, Words } from "./words_field";

export function CaptureFlow({ me, id }: { me: Me; id: string }) {
  const editing = useDraft(id);
  const { draft } = editing;
  if (draft === undefined) return <p class="hint">{t("app.loading")}</p>;
  if (draft === null || draft.person_id !== me.id) return <Empty icon="capture">{t("capture.gone")}</Empty>;
  return <Flow me={me} draft={draft} editing={editing} />;
}

function Flow({ me, draft, editing }: { me: Me; draft: Draft; editing: Editing }) {
  const { change, flush } = editing;
  const own = useOwnFix();
  const found = useQuery(["media"], () => mediaOf(draft.id), [draft.id]);
  const media = found ?? [];
  const originals = media.filter(isOriginal);
  const keeping = useKeeping(me, draft.id, own, originals.length);
  const coming = keeping.busy - originals.filter(({ id }) => keeping.kept.has(id)).length;
  const [camera, setCamera] = useState<"first" | "more" | null>(() => (opening.take(draft.id) ? "first" : null));
  // The page was loaded anew while the camera was open: there is nothing else to look at.
  useEffect(() => {
    if (found?.length === 0 && isBlank(draft)) setCamera((open) => open ?? "first");
  }, [found === undefined]);
  const near = useNear(me, draft);
  usePlace(draft, own, change);

  const choose = (category: string, words?: string) => {
    // What nothing is called is not lost: it is the first thing said about it.
    change(words && draft.note === "" ? { category, note: words } : { category });
    document.querySelector("main.screen")?.scrollTo(0, 0);
  };
  const submit = async () => {
    const last = editing.finish();
    if (!last || !isComplete(last)) return;
    const now = Date.now();
    const until = heldUntil(last, now);
    await submitDraft(last, update.get().version ?? "dev", now, until);
    shutter();
    sent.set({ draft: last, until });
    replace("capture/sent");
  };
  const discard = (reason: Reason) => {
    void flush();
    replace("capture");
    discardLater(draft, reason);
  };
  const closed = (how: Ending) => {
    setCamera(null);
    if (how !== "closed" || camera !== "first" || !isBlank(draft) || originals.length + keeping.busy > 0) return;
    editing.finish();
    void discardDraft(draft.id).then(() => replace("capture"));
  };
  const open = () => void flush().then(() => setCamera("more"));
  return (
    <div class={draft.category ? "capture" : "capture choosing"}>
      {!draft.category && <JustTaken originals={originals} coming={coming} />}
      <CategoryField draft={draft} onChoose={choose} />
      {/* In sight when it has been said what it is, and above the button that sends: nobody has to look for it. */}
      {draft.category && <UrgentField draft={draft} onChange={change} />}
      <MediaField me={me} draft={draft} media={media} keeping={keeping} flush={flush} onCamera={open} />
      {draft.category && (
        <>
          <NearField near={near} flush={flush} />
          <PlaceField draft={draft} own={own} onChange={change} />
          <Words me={me} draft={draft} onChange={change} />
        </>
      )}
      <Discard holds={originals.length > 0} onYes={discard} />
      {draft.category && (
        <Submit draft={draft} bare={originals.length === 0} another={near.length > 0} keeping={keeping} onSubmit={submit} />
      )}
      {camera && (
        <Camera
          draft={draft}
          own={own}
          room={MOST_FILES - originals.length - coming}
          taken={originals.length}
          many={camera === "more"}
          keep={keeping.keep}
          remove={(medium, reason) => void discardWithDerived(medium, reason)}
          onDone={closed}
        />
      )}
    </div>
  );
}
