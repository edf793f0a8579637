/** The phone's entry. */

import { render } from "preact";
import { startLanguage } from "./i18n/phone";
import { App } from "./screens/app";
import { Home } from "./screens/registry";
import { openSession } from "./screens/session";
import { awaitOffer } from "./sync/install";
import { registerServiceWorker } from "./sync/update";
import { followAddress } from "./ui/route";
import { startTextSize } from "./ui/text_size";
import { startTheme } from "./ui/theme";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/controls.css";
import "./ui/print.css";
import "./ui/layout.css";
import "./ui/screens.css";

const root = document.getElementById("app");
if (!root) throw new Error("The page has no place for the app.");

startTheme();
startTextSize();
followAddress();
awaitOffer();
registerServiceWorker();
void openSession();
const speaking = startLanguage();
void Home.fetch().catch(() => undefined);
void speaking.then(() => render(<App />, root));
