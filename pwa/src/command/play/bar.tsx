/** The bar under the map that plays what was: scrubber with gaps, play, speed, one officer or all, back to now. */

import { useEffect, useMemo, useRef } from "preact/hooks";
import { Pause, Play, Radio, StepBack, StepForward } from "lucide";
import { t } from "../../i18n";
import { exactTime } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { STILL, useMedia } from "../../ui/use_media";
import { withKey } from "../keys/commands";
import { gapReason, span as spanText } from "../words";
import "./bar.css";
import { isDuring, pieces, SPEEDS, type Span, type Trail } from "./playback";
import type { Playback } from "./use_playback";

const STEP_MS = 60_000;
const MOST_LINES = 6;

type Props = { play: Playback; only: string; onOnly(person: string): void; onLive(): void };

export function PlayBar({ play, only, onOnly, onLive }: Props) {
  const { span, trails, at, playing, speed, failure } = play;
  // Whoever wants nothing to move goes through the hour in steps.
  const still = useMedia(STILL);
  useEffect(() => {
    if (still && playing) play.play(false);
  }, [still, playing]);
  const shown = (trails ?? []).filter(({ patrol }) => only === "" || patrol.person_id === only);
  const people = useMemo(
    () => [...new Map((trails ?? []).map(({ patrol }) => [patrol.person_id, patrol.person_name]))],
    [trails],
  );
  const scrub = useRef<HTMLInputElement>(null);
  useEffect(() => scrub.current?.focus(), []);
  const step = (by: number) => play.seek(at + by * STEP_MS);
  const onKeyDown = (event: KeyboardEvent) => {
    const onOther = event.target instanceof HTMLButtonElement || event.target instanceof HTMLSelectElement;
    if (event.key === " " && !onOther && !still) play.play(!playing);
    else if (event.key === "ArrowLeft" && !onOther) step(-1);
    else if (event.key === "ArrowRight" && !onOther) step(1);
    else if (event.key === "Escape") onLive();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const whole = exactTime(at);
  // The day is said only when it is another one.
  const time = whole.slice(whole.slice(0, 10) === exactTime(span.to).slice(0, 10) ? 11 : 5);
  return (
    <section class="play-bar" aria-label={t("play.title")} onKeyDown={onKeyDown}>
      <div class="play-tools">
        <button type="button" class="icon-button" aria-label={t("play.back")} title={withKey(t("play.back"), "ArrowLeft")} onClick={() => step(-1)}>
          <Icon name={StepBack} size={20} />
        </button>
        {!still && (
          <button
            type="button"
            class="icon-button play-go"
            disabled={!trails}
            aria-label={t(playing ? "play.pause" : "play.play")}
            title={withKey(t(playing ? "play.pause" : "play.play"), "Space")}
            onClick={() => play.play(!playing)}
          >
            <Icon name={playing ? Pause : Play} size={22} />
          </button>
        )}
        <button type="button" class="icon-button" aria-label={t("play.forward")} title={withKey(t("play.forward"), "ArrowRight")} onClick={() => step(1)}>
          <Icon name={StepForward} size={20} />
        </button>
        <time class="play-time" dateTime={new Date(at).toISOString()}>{time}</time>
        {!still && (
          <select
            aria-label={t("play.speed")}
            value={speed}
            onChange={({ currentTarget }) => play.setSpeed(Number(currentTarget.value))}
          >
            {SPEEDS.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        )}
        <select aria-label={t("play.who")} value={only} onChange={({ currentTarget }) => onOnly(currentTarget.value)}>
          <option value="">{t("play.everybody", { n: people.length })}</option>
          {people.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button type="button" class="button small primary" onClick={onLive}>
          <Icon name={Radio} size={18} />
          {t("play.live")}
        </button>
      </div>
      <Lines trails={shown} play={play} />
      <input
        class="play-scrub"
        type="range"
        min={span.from}
        max={span.to}
        step={1000}
        value={at}
        aria-label={t("play.moment")}
        aria-valuetext={time}
        ref={scrub}
        onInput={({ currentTarget }) => play.seek(Number(currentTarget.value))}
      />
      <p class="play-ends">
        <span aria-hidden="true">{endText(span.from, span)}</span>
        {trails && play.leads.length + play.photos.length > 0 && (
          <span>{t("play.made", { leads: play.leads.length, photos: play.photos.length })}</span>
        )}
        <span aria-hidden="true">{endText(span.to, span)}</span>
      </p>
      {failure && <p class="problem" role="alert">{t("detail.failed", { reason: failure })}</p>}
      {!trails && !failure && <p class="hint" role="status">{t("play.loading")}</p>}
      {trails?.length === 0 && <p class="hint" role="status">{t("play.none")}</p>}
    </section>
  );
}

/** The day is said when it is not the same at both ends. */
function endText(at: number, { from, to }: Span): string {
  return exactTime(at).slice(exactTime(from).slice(0, 10) === exactTime(to).slice(0, 10) ? 11 : 5, 16);
}

/** Where on a line, in percent, something was made. */
function share(captured_at: string, { from, to }: Span): number {
  return ((Date.parse(captured_at) - from) / (to - from)) * 100;
}

/** From when to when a patrol was, which tells two of one person apart. */
function spanOf({ patrol: { started_at, ended_at } }: Trail): string {
  return spanText(started_at, ended_at).slice(11);
}

/** Each officer's time as a line; a gap is hatched and says why. With many, the first few and how many more. */
function Lines({ trails, play }: { trails: readonly Trail[]; play: Playback }) {
  const { span, at } = play;
  const seen = new Set<string>();
  const twice = new Set(trails.flatMap(({ patrol: { person_id: id } }) => (seen.has(id) ? id : (seen.add(id), []))));
  const done = ((at - span.from) / (span.to - span.from)) * 100;
  return (
    <div class="play-lines">
      <ul>
        {trails.slice(0, MOST_LINES).map((trail) => (
          <li key={trail.patrol.id}>
            <span class="play-name" title={[trail.patrol.person_name, trail.patrol.squad, spanOf(trail)].filter(Boolean).join(" · ")}>
              {trail.patrol.person_name}
              {twice.has(trail.patrol.person_id) && <small> {spanOf(trail)}</small>}
            </span>
            <span class="play-line">
              {pieces(trail, span).map((piece) => {
                const why = piece.gap === null ? null : t("play.gap", { reason: gapReason(piece.gap) });
                return (
                  <span
                    key={`${piece.from}${piece.gap ?? ""}`}
                    class={why ? "piece gap" : "piece"}
                    title={why ?? undefined}
                    style={{ left: `${piece.from * 100}%`, width: `${Math.max(0.3, (piece.to - piece.from) * 100)}%` }}
                  >
                    {why && piece.to - piece.from > 0.14 && <span aria-hidden="true">{why}</span>}
                    {why && <span class="sr-only">{why}</span>}
                  </span>
                );
              })}
              {play.leads
                .filter(({ reported_by, captured_at }) => reported_by === trail.patrol.person_id && isDuring(trail, captured_at))
                .map(({ id, captured_at }) => (
                  <span key={id} class="play-made lead" style={{ left: `${share(captured_at, span)}%` }} />
                ))}
              {play.photos
                .filter(({ captured_by, captured_at }) => captured_by === trail.patrol.person_id && isDuring(trail, captured_at))
                .map(({ id, captured_at }) => (
                  <span key={id} class="play-made" style={{ left: `${share(captured_at, span)}%` }} />
                ))}
              <span class="play-now" style={{ left: `${done}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {trails.length > MOST_LINES && <p class="hint">{t("play.more", { n: trails.length - MOST_LINES })}</p>}
    </div>
  );
}
