/** A list as a file: pressed, made by the server, saved; what went wrong stays until the next try. */

import { Download, Link2, Printer, type IconNode } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { Banner } from "../../ui/parts";
import { toast } from "../../ui/toast";
import { sentence } from "../requests";
import type { TableState } from "../table/state";
import { MapMenu } from "./map_menu";
import { readExport, type Datum, type FileKind } from "./requests";

export type Exporting = {
  busy: FileKind | null;
  failure: string | null;
  start(format: FileKind, datum?: Datum): void;
  stop(): void;
};

const NAMES = { csv: "CSV", xlsx: "Excel", gpkg: "GeoPackage", geojson: "GeoJSON" } as const;

export function useExport(path: string, at: TableState): Exporting {
  const [busy, setBusy] = useState<FileKind | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const stop = () => {
    abort.current?.abort();
    setBusy(null);
  };
  const start = (format: FileKind, datum?: Datum) => {
    const mine = new AbortController();
    abort.current = mine;
    setBusy(format);
    setFailure(null);
    readExport(path, at, format, datum ?? null, mine.signal)
      .then(
        ({ name, rows, bytes }) => {
          if (mine.signal.aborted) return;
          save(name, bytes);
          toast(t("records.exported", { name, n: rows }));
        },
        (error: unknown) => {
          if (!mine.signal.aborted) setFailure(sentence(error));
        },
      )
      .finally(() => {
        if (!mine.signal.aborted) setBusy(null);
      });
  };
  return { busy, failure, start, stop };
}

function save(name: string, bytes: Blob): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** `mapped`: the rows have a place on the map. */
export function Tools({ exporting, mapped }: { exporting: Exporting; mapped: boolean }) {
  const { busy, start, stop } = exporting;
  const copy = () =>
    void navigator.clipboard.writeText(location.href).then(
      () => toast(t("records.copied")),
      () => toast(t("records.copy_failed"), { tone: "danger" }),
    );
  if (busy) {
    return (
      <>
        <span class="hint" role="status">
          {t("records.exporting", { kind: NAMES[busy] })}
        </span>
        <button type="button" class="button small" onClick={stop}>
          {t("app.cancel")}
        </button>
      </>
    );
  }
  return (
    <>
      <Tool sign={Link2} text={t("records.copy")} onPress={copy} />
      <Tool sign={Printer} text={t("records.print")} onPress={() => print()} />
      {(["xlsx", "csv"] as const).map((kind) => (
        <Tool
          key={kind}
          sign={Download}
          text={t("records.export_as", { kind: NAMES[kind] })}
          short={NAMES[kind]}
          onPress={() => start(kind)}
        />
      ))}
      {mapped && <MapMenu onExport={start} />}
    </>
  );
}

/** Its words are shown where there is room for them; `short`: what tells it from its neighbour where there is not. */
function Tool({ sign, text, short, onPress }: { sign: IconNode; text: string; short?: string; onPress(): void }) {
  return (
    <button type="button" class="button small tool" aria-label={text} title={text} onClick={onPress}>
      <Icon name={sign} size={16} /> <span class="tool-text">{text}</span>
      {short && <span class="tool-short">{short}</span>}
    </button>
  );
}

export function ExportFailed({ exporting: { failure } }: { exporting: Exporting }) {
  if (failure === null) return null;
  return (
    <Banner tone="danger" icon="warning" alert>
      {t("records.export_failed", { reason: failure })}
    </Banner>
  );
}
