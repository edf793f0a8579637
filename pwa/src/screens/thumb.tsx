/** A medium as a small picture, or as a word where there is none. */

import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import type { Medium } from "../store/records";
import { Icon } from "../ui/icon";

export function Thumb({ medium, name }: { medium: Medium; name: string }) {
  const url = useObjectUrl(medium.thumbnail);
  const film = medium.mime.startsWith("video/");
  return (
    <span class="thumb">
      {url ? <img src={url} alt={name} /> : <Icon name="file" size={32} />}
      {film && <span class="thumb-kind">{t("capture.film")}</span>}
      {!url && !film && <span class="thumb-kind">{t("capture.file_kind")}</span>}
    </span>
  );
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
