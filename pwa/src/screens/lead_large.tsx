/** Something of a lead, large: from this phone while its bytes are here, else from the server, which asks what for. */

import { useState } from "preact/hooks";
import type { Media, Uuid } from "../api/types";
import type { Medium } from "../store/records";
import { sync } from "../sync/state";
import { EvidencePurposeForm, useEvidencePurpose } from "../ui/evidence_purpose";
import { useValue } from "../ui/observable";
import { Offline } from "../ui/states";
import { WHOLE } from "../ui/view";
import { ZoomPhoto } from "../ui/zoom_photo";
import { PhotoFrame, PhotoView } from "./photo_view";

/** `told`: what the server has of it, once all of it is there. */
export type Opened = { own: Medium | undefined; told: Media | undefined; name: string };

export function LargeMedium({ me, own, told, name, onClose }: Opened & { me: Uuid; onClose(): void }) {
  const [gone, setGone] = useState(false);
  // Freed once the server had it, or nothing that can be drawn: the server may have made a picture of it.
  if (own && !(gone && told)) {
    return <PhotoView name={name} shown={[own]} onClose={onClose} onLost={() => setGone(true)} />;
  }
  if (!told) return null;
  return (
    <PhotoFrame name={name} of={told} onClose={onClose}>
      <FromServer me={me} medium={told} name={name} />
    </PhotoFrame>
  );
}

/** What somebody else captured is shown once it has been said what for. */
function FromServer({ me, medium, name }: { me: Uuid; medium: Media; name: string }) {
  const [purpose, choose] = useEvidencePurpose(me, medium.lead_id, [medium]);
  const { reach } = useValue(sync);
  const [lost, setLost] = useState(false);
  const [view, setView] = useState(WHOLE);
  const kind = (medium.detected_mime ?? medium.mime).split("/")[0];
  const at = (part: string) => `/api/media/${medium.id}/${part}?purpose=${purpose}`;
  const onError = () => setLost(true);
  if (reach === "offline" || lost) {
    return (
      <div class="photo-view-card">
        <Offline again={() => setLost(false)} />
      </div>
    );
  }
  if (purpose === null) {
    return (
      <div class="photo-view-card">
        <EvidencePurposeForm me={me} onChoose={choose} />
      </div>
    );
  }
  if (kind === "audio") return <audio controls src={at("original")} aria-label={name} onError={onError} />;
  if (kind === "video") return <video controls playsInline src={at("original")} aria-label={name} onError={onError} />;
  if (kind === "image") return <ZoomPhoto src={at("preview")} alt={name} view={view} onView={setView} onError={onError} />;
  return (
    <a class="button" href={at("original")} download>
      {medium.filename}
    </a>
  );
}
