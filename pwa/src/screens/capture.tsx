/** Capturing: the camera first, then what it is, then off it goes; or on with a draft. */

import { useEffect } from "preact/hooks";
import type { Me } from "../api/types";
import { emptyDraft, forgetBlank, saveDraft } from "../store/drafts";
import type { LocalPatrol } from "../store/records";
import { replace, route, type Route } from "../ui/route";
import "./capture.css";
import { CaptureFlow } from "./capture_flow";
import { CaptureHome } from "./capture_home";
import { CaptureSent } from "./capture_sent";
import { opening } from "./opening";

type Props = { me: Me; patrol: LocalPatrol | undefined; id: string | null };

let here: Route = route.get();
let before: Route | null = null;
route.subscribe(() => {
  before = here;
  here = route.get();
});

const NO_DRAFT: readonly (string | null)[] = [null, "new", "sent"];

/** Whether one comes back from a draft: then the list is wanted, not the camera. */
function fromDraft(): boolean {
  return before?.screen === "capture" && !NO_DRAFT.includes(before.id);
}

const DAY_MS = 86_400_000;

/** A draft that is on the disk before the camera opens: the camera may cost us the tab. */
export async function begin(me: Me, patrol: LocalPatrol | undefined, camera: boolean): Promise<void> {
  const draft = emptyDraft(me.id, patrol?.id ?? null, Date.now());
  await saveDraft(draft);
  void forgetBlank(me.id, draft.created_at - DAY_MS).catch(() => undefined);
  if (camera) opening.set(draft.id);
  replace(`capture/${draft.id}`);
}

export function Capture({ me, patrol, id }: Props) {
  if (id === "sent") return <CaptureSent />;
  if (id === "new") return <Begin me={me} patrol={patrol} />;
  if (id) return <CaptureFlow me={me} id={id} />;
  return <Home me={me} patrol={patrol} />;
}

/** What was begun and not sent. */
export function DraftsScreen({ me, patrol }: Omit<Props, "id">) {
  return <CaptureHome me={me} onBegin={(camera) => void begin(me, patrol, camera)} />;
}

function Home({ me, patrol }: Omit<Props, "id">) {
  const straight = !fromDraft();
  if (straight) return <Begin me={me} patrol={patrol} />;
  return <DraftsScreen me={me} patrol={patrol} />;
}

function Begin({ me, patrol }: Omit<Props, "id">) {
  useEffect(() => void begin(me, patrol, true), []);
  return null;
}
