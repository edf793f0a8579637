/** The command room's entry. */

import { render } from "preact";
import { startLanguage } from "../i18n/desk";
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/controls.css";
import "../ui/print.css";
import "./command.css";
import "./detail.css";
import "./map.css";
import { followAddress } from "../ui/route";
import { startTheme } from "../ui/theme";
import { App } from "./app";

startTheme();
followAddress();

const root = document.getElementById("app");
if (!root) throw new Error("The page has no place for the command room.");
void startLanguage().then(() => render(<App />, root));
