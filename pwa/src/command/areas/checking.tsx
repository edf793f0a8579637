/** A file of new areas: chosen or dropped, what it is, from when on, and how to read it where that was asked for. */

import { FileUp } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AreaKind, ImportMode } from "../../api/types";
import { ApiError } from "../../api/client";
import { t, type Word } from "../../i18n";
import { bytes } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { Failed } from "../../ui/states";
import { sentence } from "../requests";
import type { Sent } from "./page";
import { dayAfter, dayOf, mendWord, questions } from "./report";
import { checkFile, KINDS, MAX_BYTES, type Wanted } from "./requests";

type Props = {
  onChecked(sent: Sent): void;
  /** A file that was checked before, to be checked again. */
  before?: Sent;
  /** What is asked besides, because of what was found. */
  asked?: readonly string[];
  /** Answers that can be guessed. */
  guesses?: Record<string, string>;
};
type Stage = { state: "idle" } | { state: "sending"; share: number } | { state: "failed"; reason: string; code: string };

export function Checking({ onChecked, before, asked = [], guesses = {} }: Props) {
  const [file, setFile] = useState<File | null>(before?.file ?? null);
  const [stage, setStage] = useState<Stage>({ state: "idle" });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const code = stage.state === "failed" ? stage.code : "";
  const options = [...new Set([...asked, ...questions(new Set([code]))])];
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!file) return;
    const wanted = wantedOf(new FormData(event.currentTarget as HTMLFormElement));
    abort.current = new AbortController();
    setStage({ state: "sending", share: 0 });
    try {
      const report = await checkFile(file, wanted, (share) => setStage({ state: "sending", share }), abort.current.signal);
      onChecked({ id: report.id, file, wanted });
    } catch (error) {
      if (abort.current.signal.aborted) return setStage({ state: "idle" });
      const found = error instanceof ApiError ? (error.errors[0]?.reason ?? "") : "";
      setStage({ state: "failed", reason: sentence(error), code: found });
    }
  };
  const tooLarge = file !== null && file.size > MAX_BYTES;
  const mend = mendWord(code);
  return (
    <form class="card form checking" onSubmit={(event) => void submit(event)}>
      {!before && <Drop file={file} onFile={(next) => (setFile(next), setStage({ state: "idle" }))} />}
      {tooLarge && <Failed reason={t("areas.too_large", { size: bytes(file.size) })} />}
      <div class="checking-fields">
        <Choice name="kind" word="areas.kind" value={before?.wanted.kind ?? "duty_zone"} options={KINDS.map((kind) => [kind, `areas.kind.${kind}`])} />
        <label class="field">
          <span>{t("areas.valid_from")}</span>
          <input type="date" name="valid_from" required defaultValue={before?.wanted.valid_from ?? dayAfter(dayOf(Date.now()), 1)} />
        </label>
        <Choice name="mode" word="areas.mode" value={before?.wanted.mode ?? "by_code"} options={[["by_code", "areas.mode.by_code"], ["replace_all", "areas.mode.replace_all"]]} />
        {options.map((option) => (
          <Option key={option} name={option} value={before?.wanted.options[option] || guesses[option] || ""} />
        ))}
      </div>
      {stage.state === "failed" && (
        <Failed reason={stage.reason}>{mend && <p>{t(mend)}</p>}</Failed>
      )}
      {stage.state === "sending" ? (
        <Progress share={stage.share} onStop={() => abort.current?.abort()} />
      ) : (
        <button type="submit" class="button primary" disabled={!file || tooLarge}>
          {t(before || stage.state === "failed" ? "areas.check_again" : "areas.check")}
        </button>
      )}
    </form>
  );
}

function wantedOf(fields: FormData): Wanted {
  const { kind, valid_from, mode, convert, ...rest } = Object.fromEntries(
    [...fields].flatMap(([name, value]) => (typeof value === "string" ? [[name, value.trim()]] : [])),
  ) as Record<string, string>;
  const options = convert ? { ...rest, convert, datum: "gcj02" } : rest;
  return { kind: kind as AreaKind, valid_from: valid_from ?? "", mode: mode as ImportMode, options };
}

function Choice({ name, word, value, options }: { name: string; word: Word; value: string; options: readonly (readonly [string, Word])[] }) {
  return (
    <label class="field">
      <span>{t(word)}</span>
      <select name={name} defaultValue={value}>
        {options.map(([one, label]) => (
          <option key={one} value={one} selected={one === value}>
            {t(label)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Option({ name, value }: { name: string; value: string }) {
  if (name === "convert") {
    return (
      <label class="field-check">
        <input type="checkbox" name="convert" value="true" defaultChecked={value === "true"} /> {t("areas.option.convert")}
      </label>
    );
  }
  return (
    <label class="field">
      <span>{t(`areas.option.${name}` as Word)}</span>
      <input name={name} defaultValue={value} maxLength={100} autocomplete="off" inputMode={name === "epsg" ? "numeric" : "text"} />
    </label>
  );
}

function Drop({ file, onFile }: { file: File | null; onFile(file: File): void }) {
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => files?.[0] && onFile(files[0]);
  return (
    <label
      class={`drop ${over ? "over" : ""}`}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <input
        type="file"
        class="sr-only"
        accept=".geojson,.json,.gpkg,.zip,application/geo+json"
        onChange={({ currentTarget }) => take(currentTarget.files)}
      />
      <Icon name={FileUp} size={40} />
      <strong>{file ? file.name : t("areas.drop")}</strong>
      <span class="hint">{file ? bytes(file.size) : t("areas.formats")}</span>
    </label>
  );
}

function Progress({ share, onStop }: { share: number; onStop(): void }) {
  const sent = share >= 1;
  return (
    <div class="progress-line" role="status">
      <p>{t(sent ? "areas.checking" : "areas.sending", { n: Math.round(share * 100) })}</p>
      <progress {...(sent ? {} : { value: share, max: 1 })} aria-label={t(sent ? "areas.checking" : "areas.sending", { n: Math.round(share * 100) })} />
      <button type="button" class="button small" onClick={onStop}>
        {t("app.cancel")}
      </button>
    </div>
  );
}
