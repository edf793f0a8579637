/** What was being recorded when the browser died becomes a medium of its draft, and says that it was cut short. */

import type { Uuid } from "../api/types";
import { t } from "../i18n";
import { captureWords } from "../i18n/capture";
import { emptyDraft, readDraft, saveDraft } from "../store/drafts";
import { readBytes } from "../store/media";
import { momentOf } from "../chain/beacon";
import { endRecording } from "../chain/capture";
import { dropRecording, openRecordings, sumsOf, type Recording } from "../store/recording";
import { alone } from "../sync/lock";
import { toast } from "../ui/toast";
import { mediumOf, recordingLock } from "./film";
import { hashInPieces } from "./hash";
import { thumbnailOf } from "./thumbnail";

const PIECE_BYTES = 4 << 20;

/** How many there were. Those that another tab is recording this moment stay as they are. */
export async function recover(person: Uuid): Promise<number> {
  let found = 0;
  for (const recording of await openRecordings()) {
    if (recording.person_id !== person) continue;
    // One that cannot be read now stays for the next time, and keeps none of the others back.
    await alone(recordingLock(recording.id), async () => {
      if (await recoverOne(recording)) found++;
    }).catch(() => undefined);
  }
  if (found > 0) {
    await captureWords();
    toast(t("film.recovered", { n: found }));
  }
  return found;
}

async function recoverOne(recording: Recording): Promise<boolean> {
  const { id, size } = recording;
  // It may have ended while we waited for its lock.
  if (!(await openRecordings()).some((other) => other.id === id)) return false;
  if (size === 0) {
    await dropRecording(recording);
    return false;
  }
  const slice = async (start: number, end: number) => (await readBytes(id, start, end)).buffer;
  const sha256 = await hashInPieces({ size, slice }, PIECE_BYTES);
  const head = new Blob([await slice(0, Math.min(size, PIECE_BYTES))], { type: recording.mime });
  const lead_id = await draftFor(recording);
  const filename = recording.filename.replace(/(\.\w+)$/, "-cut-short$1");
  const medium = mediumOf({ ...recording, lead_id, filename }, sha256, await thumbnailOf(head));
  const moment = recording.moment ?? (await momentOf(recording.person_id, Date.parse(recording.captured_at)));
  await endRecording({ ...medium, cut_short: true }, await sumsOf(recording), moment);
  return true;
}

/** Its own draft, or a new one when that is gone. */
async function draftFor({ lead_id, person_id }: Recording): Promise<Uuid> {
  if (await readDraft(lead_id)) return lead_id;
  const draft = emptyDraft(person_id, null, Date.now());
  await saveDraft(draft);
  return draft.id;
}
