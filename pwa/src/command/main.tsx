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
import { api } from "../api/client";
import type { Me } from "../api/types";
import { followAddress } from "../ui/route";
import { startTheme } from "../ui/theme";
import { App } from "./app";

startTheme();
followAddress();

// Asked before there is anything to draw it with: a turn of the line less.
const asked = api<Me>("/session");
asked.catch(() => undefined);

const root = document.getElementById("app");
if (!root) throw new Error("The page has no place for the command room.");
void startLanguage().then(() => render(<App asked={asked} />, root));
