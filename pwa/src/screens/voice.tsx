/** A spoken note: recorded beside the photos, listened to before it is sent. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { blobOf } from "../capture/derive";
import { shutter } from "../capture/shutter";
import { LONGEST_MS } from "../capture/film";
import { t } from "../i18n";
import { discardWithDerived } from "../chain/discard";
import type { Draft, Medium } from "../store/records";
import { stopwatch } from "../ui/format";
import { Icon } from "../ui/icon";
import { useFilm } from "./use_film";

type Props = { me: Me; draft: Draft; number: number; onEnd(): void };

/** Begins at once: who has come here wants to speak. */
export function Voice({ me, draft, number, onEnd }: Props) {
  const sound = useRef<MediaStream | null>(null);
  const hush = () => sound.current?.getTracks().forEach((track) => track.stop());
  const voice = useFilm("voice", { lead: draft.id, person: me.id, number, fix: () => null }, () => {
    hush();
    shutter();
    onEnd();
  });
  const begin = () =>
    void voice.start(async () => (sound.current = await navigator.mediaDevices.getUserMedia({ audio: true })));
  useEffect(() => {
    begin();
    return hush;
  }, []);
  const values = { minutes: LONGEST_MS.voice / 60_000 };
  if (voice.problem && voice.state === "idle") {
    return (
      <div class="voice" role="alert">
        <p>{voice.problem}</p>
        <div class="buttons even">
          <button type="button" class="button" onClick={begin}>
            {t("camera.again")}
          </button>
          <button type="button" class="button" onClick={onEnd}>
            {t("app.cancel")}
          </button>
        </div>
      </div>
    );
  }
  const paused = voice.state === "paused";
  return (
    <div class="voice" role="group" aria-label={t("voice.record")}>
      <p class={paused ? "film-time" : "film-time on"}>
        <span role="status">{t(paused ? "film.is_paused" : "voice.is_recording")}</span>
        <span class="figures">{`${stopwatch(voice.length)} / ${stopwatch(LONGEST_MS.voice)}`}</span>
      </p>
      <p class="hint">{t("voice.limits", values)}</p>
      <div class="buttons even">
        <button type="button" class="button" onClick={paused ? voice.resume : voice.pause}>
          <Icon name={paused ? "play" : "pause"} />
          {t(paused ? "film.resume" : "film.pause")}
        </button>
        <button type="button" class="button primary" disabled={voice.state === "starting"} onClick={() => void voice.stop()}>
          <Icon name="stop" />
          {t("voice.stop")}
        </button>
      </div>
    </div>
  );
}

export function VoicePlayer({ medium }: { medium: Medium }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    void blobOf(medium).then(
      (blob) => setUrl((made = URL.createObjectURL(blob))),
      () => undefined,
    );
    return () => {
      if (made) URL.revokeObjectURL(made);
    };
  }, [medium.id]);
  return (
    <div class="voice-player">
      {url && <audio controls src={url} aria-label={t("voice.listen")} />}
      {medium.cut_short && <small>{t("film.cut_short")}</small>}
      <button type="button" class="icon-button" aria-label={t("voice.remove")} onClick={() => void discardWithDerived(medium, "other")}>
        <Icon name="bin" />
      </button>
    </div>
  );
}
