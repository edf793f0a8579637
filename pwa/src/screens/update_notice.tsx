/** Tells of a new version. Never offered during a patrol: it would reload the page. */

import { useEffect, useState } from "preact/hooks";
import { language, t } from "../i18n";
import { applyUpdate } from "../sync/update";
import { Banner } from "../ui/parts";
import { toast } from "../ui/toast";

type News = { zh: string[]; en: string[] };

export function UpdateNotice({ patrolling }: { patrolling: boolean }) {
  const [later, setLater] = useState(false);
  const [busy, setBusy] = useState(false);
  const news = useNews();
  if (later) return null;
  const apply = async () => {
    setBusy(true);
    try {
      await applyUpdate();
    } catch (error) {
      setBusy(false);
      toast(t("app.went_wrong", { reason: String(error) }), { tone: "danger" });
    }
  };
  return (
    <Banner tone="info">
      <strong>{t(patrolling ? "update.after_patrol" : "update.ready")}</strong>
      {!patrolling && <p>{t("update.safe")}</p>}
      {news.length > 0 && (
        <details>
          <summary>{t("update.news")}</summary>
          <ul class="update-news">
            {news.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      <div class="buttons">
        {!patrolling && (
          <button type="button" class="button small primary" disabled={busy} onClick={() => void apply()}>
            {t(busy ? "update.applying" : "update.apply")}
          </button>
        )}
        <button type="button" class="button small" disabled={busy} onClick={() => setLater(true)}>
          {t("update.later")}
        </button>
      </div>
    </Banner>
  );
}

/** What the new version brings, in the reader's language; nothing while that is not known. */
function useNews(): string[] {
  const [news, setNews] = useState<News | null>(null);
  useEffect(() => {
    // The question mark leads past what the old version has kept of the file.
    fetch("/news.json?new", { cache: "no-store" })
      .then((response) => (response.ok ? (response.json() as Promise<News>) : null))
      .then(setNews, () => undefined);
  }, []);
  return news?.[language()] ?? [];
}
