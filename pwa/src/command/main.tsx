/** The command room's entry. */

import { render } from "preact";
import { followChoice, learn, restoreLanguage } from "../i18n";
import { alarmEn } from "../i18n/alarm.en";
import { alarmZh } from "../i18n/alarm.zh";
import { commandEn } from "../i18n/command.en";
import { commandZh } from "../i18n/command.zh";
import { commonEn } from "../i18n/common.en";
import { commonZh } from "../i18n/common.zh";
import { roomEn } from "../i18n/room.en";
import { roomZh } from "../i18n/room.zh";
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
import { showLanguage } from "./preferences";

learn(
  { ...commonZh, ...commandZh, ...alarmZh, ...roomZh },
  { ...commonEn, ...commandEn, ...alarmEn, ...roomEn },
);
restoreLanguage();
followChoice(showLanguage);
startTheme();
followAddress();

const root = document.getElementById("app");
if (!root) throw new Error("The page has no place for the command room.");
render(<App />, root);
