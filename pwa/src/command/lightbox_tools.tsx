/** The buttons above a photo. */

import {
  ArrowLeft,
  ArrowRight,
  Columns2,
  Download,
  Link2,
  Maximize2,
  RotateCcw,
  RotateCw,
  SquareDashed,
  X,
  ZoomIn,
  ZoomOut,
  type IconNode,
} from "lucide";
import type { EvidencePurpose, Media } from "../api/types";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { withKey } from "./keys/commands";
import { isPlayed } from "./media_kind";
import { mediaUrl } from "./requests";
import { turned, WHOLE, zoomed, type View } from "../ui/view";

type Props = {
  item: Media;
  purpose: EvidencePurpose;
  many: boolean;
  comparing: boolean;
  linked: boolean;
  onView(change: (view: View) => View): void;
  onStep(by: number): void;
  onCompare(): void;
  onLinked(on: boolean): void;
  /** Where one may have it painted over. */
  onRedact?: (() => void) | undefined;
  onClose(): void;
};

const STEP = 1.4;

export function LightboxTools(props: Props) {
  const { item, purpose, many, comparing, linked, onView, onStep, onCompare, onLinked, onRedact, onClose } = props;
  const tool = (label: string, icon: IconNode, key: string | null, run: () => void, pressed?: boolean) => (
    <button type="button" class="icon-button" aria-label={label} title={key ? withKey(label, key) : label} aria-pressed={pressed} onClick={run}>
      <Icon name={icon} size={22} />
    </button>
  );
  return (
    <div class="lightbox-tools" role="toolbar" aria-label={item.filename}>
      {many && tool(t("box.previous"), ArrowLeft, "ArrowLeft", () => onStep(-1))}
      {many && tool(t("box.next"), ArrowRight, "ArrowRight", () => onStep(1))}
      {!isPlayed(item) && (
        <>
          {tool(t("box.zoom_out"), ZoomOut, "-", () => onView((view) => zoomed(view, 1 / STEP)))}
          {tool(t("box.zoom_in"), ZoomIn, "+", () => onView((view) => zoomed(view, STEP)))}
          {tool(t("box.whole"), Maximize2, "0", () => onView(() => WHOLE))}
          {tool(t("box.left"), RotateCcw, "Shift+r", () => onView((view) => turned(view, -1)))}
          {tool(t("box.right"), RotateCw, "r", () => onView((view) => turned(view, 1)))}
        </>
      )}
      {many && tool(t("box.compare"), Columns2, "c", onCompare, comparing)}
      {comparing && tool(t("box.linked"), Link2, null, () => onLinked(!linked), linked)}
      {onRedact && tool(t("redact.open"), SquareDashed, null, onRedact)}
      <strong class="lightbox-name">{item.filename}</strong>
      {item.state === "received" && (
        <a class="button small" href={mediaUrl(item.id, "original", purpose)} download={item.filename}>
          <Icon name={Download} size={18} />
          {t("box.original")}
        </a>
      )}
      {tool(t("box.close"), X, "Escape", onClose)}
    </div>
  );
}
