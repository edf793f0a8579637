/** A medium as a small picture, or as a word where there is none. */

import { Mic } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import type { Medium } from "../store/records";
import { Icon, type IconName } from "../ui/icon";

export function Thumb({ medium, name }: { medium: Medium; name: string }) {
  const url = useObjectUrl(medium.thumbnail);
  const film = medium.mime.startsWith("video/");
  return (
    <span class="thumb">
      {url ? <img src={url} alt={name} /> : <Icon name={signOf(medium)} size={32} />}
      {medium.role === "voice" && <span class="thumb-kind">{t("voice.record")}</span>}
      {film && <span class="thumb-kind">{t("capture.film")}</span>}
      {!url && !film && medium.role !== "voice" && <span class="thumb-kind">{t(kindOf(medium))}</span>}
      {medium.role === "stamped" && <span class="thumb-kind">{t("stamp.done")}</span>}
      {medium.role === "annotated" && <span class="thumb-kind">{t("mark.done")}</span>}
    </span>
  );
}

function signOf({ role, mime }: Medium): IconName {
  if (role === "voice") return Mic;
  return mime.startsWith("image/") ? "gallery" : "file";
}

/** A picture that this browser cannot draw, HEIC for instance: the server makes one of it. */
function kindOf({ mime }: Medium): "capture.photo_unseen" | "capture.file_kind" {
  return mime.startsWith("image/") ? "capture.photo_unseen" : "capture.file_kind";
}

function useObjectUrl(bytes: ArrayBuffer | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!bytes) return undefined;
    const made = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return url;
}
