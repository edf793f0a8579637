/** No camera in the page: why, and the other ways to a picture. */

import type { CameraProblem } from "../capture/camera";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { Picker, type Keep } from "./picker";

type Props = { problem: CameraProblem; onAgain(): void; keep: Keep; onWithout(): void };

export function NoCamera({ problem, onAgain, keep, onWithout }: Props) {
  return (
    <div class="camera-none">
      <p role="alert">
        <Icon name="warning" size={28} />
        {problemText(problem)}
      </p>
      <Picker word={t("camera.system")} icon="capture" accept="image/*" camera source="file" onPick={keep} class="camera-button strong" />
      <Picker word={t("capture.gallery")} icon="gallery" accept="image/*,video/*" source="gallery" onPick={keep} class="camera-button" />
      <button type="button" class="camera-button" onClick={onAgain}>
        {t("camera.again")}
      </button>
      <button type="button" class="camera-button" onClick={onWithout}>
        {t("camera.without")}
      </button>
    </div>
  );
}

export function problemText({ kind, reason }: CameraProblem): string {
  if (kind === "failed") return t("camera.failed", { reason });
  return t(`camera.${kind}`);
}
