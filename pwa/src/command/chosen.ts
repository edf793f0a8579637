/** The parts of the room that show what was chosen, fetched while nobody has chosen anything yet. */

import { lazy } from "../ui/lazy";

const later = () => import("./room_later");

export const Detail = lazy(() => later().then((m) => m.Detail));
export const PatrolPage = lazy(() => later().then((m) => m.PatrolPage));
export const PlayBar = lazy(() => later().then((m) => m.PlayBar));
export const ManyBar = lazy(() => later().then((m) => m.ManyBar));

/** Then whatever is chosen is drawn at once. */
export async function fetchChosen(): Promise<void> {
  await Promise.all([Detail, PatrolPage, PlayBar, ManyBar].map((each) => each.fetch()));
}
