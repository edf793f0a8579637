/** The call for help. Fetched beside the first screen, kept for use without a network like everything else. */

import { lazy } from "../ui/lazy";

export const SosButton = lazy(
  () => import("./sos_panel").then((module) => module.SosPanel),
  undefined,
  () => import("../i18n/sos").then((module) => module.sosWords()),
);
