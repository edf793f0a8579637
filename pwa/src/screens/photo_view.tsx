/** A photo or film, large: zoomed with two fingers; of a draft, what was made of it beside the original. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { readBytes } from "../store/media";
import type { Medium } from "../store/records";
import { useBackCloses } from "../ui/back_closes";
import { exactTime } from "../ui/format";
import { Icon } from "../ui/icon";
import { WHOLE } from "../ui/view";
import { ZoomPhoto } from "../ui/zoom_photo";
import "./photo_view.css";

type Frame = { name: string; of: Pick<Medium, "source" | "captured_at">; onClose(): void; children: ComponentChildren };

/** All of the screen, and when it was captured above it. */
export function PhotoFrame({ name, of, onClose, children }: Frame) {
  const dialog = useRef<HTMLDialogElement>(null);
  useBackCloses(onClose);
  useEffect(() => {
    dialog.current?.showModal();
    return () => dialog.current?.close();
  }, []);
  const time = exactTime(Date.parse(of.captured_at));
  return (
    <dialog ref={dialog} class="photo-view" aria-label={name} onClose={onClose}>
      <div class="photo-view-head">
        <p>{t(of.source === "camera" ? "photo.taken_at" : "photo.file_time", { time })}</p>
        <button type="button" class="icon-button" aria-label={t("app.close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}

/** `shown`: the one to begin with comes first. `onLost`: its bytes are not here, or this browser cannot draw them. */
type Props = { name: string; shown: readonly Medium[]; onClose(): void; onLost?(): void };

export function PhotoView({ name, shown, onClose, onLost }: Props) {
  const [chosen, choose] = useState(shown[0]!.id);
  const medium = shown.find(({ id }) => id === chosen) ?? shown[0]!;
  return (
    <PhotoFrame name={name} of={medium} onClose={onClose}>
      <Picture key={medium.id} medium={medium} name={name} onLost={onLost} />
      {shown.length > 1 && (
        <div class="photo-view-foot" role="group" aria-label={t("photo.versions")}>
          {shown.map((one) => (
            <button key={one.id} type="button" class="button small" aria-pressed={one === medium} onClick={() => choose(one.id)}>
              {t(one.role === "stamped" ? "stamp.done" : one.role === "annotated" ? "mark.done" : "photo.original")}
            </button>
          ))}
        </div>
      )}
    </PhotoFrame>
  );
}

function Picture({ medium, name, onLost }: { medium: Medium; name: string; onLost: (() => void) | undefined }) {
  const [view, setView] = useState(WHOLE);
  const [url, setUrl] = useState<string | null>(null);
  const [lost, setLost] = useState(false);
  const lose = () => {
    setLost(true);
    onLost?.();
  };
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    readBytes(medium.id, 0, medium.size).then(
      (bytes) => !gone && setUrl((made = URL.createObjectURL(new Blob([bytes], { type: medium.mime })))),
      () => !gone && lose(),
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [medium.id]);
  if (lost) return <p role="alert">{t("photo.lost")}</p>;
  if (!url) return <p role="status">{t("app.loading")}</p>;
  if (medium.mime.startsWith("video/")) return <video controls playsInline src={url} aria-label={name} onError={lose} />;
  if (medium.mime.startsWith("audio/")) return <audio controls src={url} aria-label={name} onError={lose} />;
  return <ZoomPhoto src={url} alt={name} view={view} onView={setView} onError={lose} />;
}
