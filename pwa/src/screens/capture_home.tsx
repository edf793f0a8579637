/** Drafts, and the ways to begin another one. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { Drafts } from "./drafts";

export function CaptureHome({ me, onBegin }: { me: Me; onBegin(camera: boolean): void }) {
  return (
    <>
      <div class="capture-begin">
        <button type="button" class="button primary big" onClick={() => onBegin(true)}>
          <Icon name="capture" />
          {t("capture.begin")}
        </button>
        <button type="button" class="button big" onClick={() => onBegin(false)}>
          {t("camera.without")}
        </button>
      </div>
      <Drafts me={me} />
    </>
  );
}
