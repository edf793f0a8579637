/**
 * Every shared component in every state, with sample values: `/ui/` while developing, no part of what is built.
 * The phone and the desk dress the same parts by different style sheets, so the page shows one of them at a time.
 */

import { render } from "preact";
import { learn, restoreLanguage, type Words } from "../i18n";
import { startTextSize } from "../ui/text_size";
import { startTheme } from "../ui/theme";
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/controls.css";

const zh = import.meta.glob<Record<string, Partial<Words>>>("../i18n/*.zh.ts", { eager: true });
const en = import.meta.glob<Record<string, Partial<Words>>>("../i18n/*.en.ts", { eager: true });
const all = (files: typeof zh): Partial<Words> =>
  Object.assign({}, ...Object.values(files).flatMap((file) => Object.values(file))) as Partial<Words>;

learn(all(zh), all(en));
restoreLanguage();
startTheme();
startTextSize();

const root = document.getElementById("app");
if (!root) throw new Error("The page has no place for the components.");
const kind = new URLSearchParams(location.search).get("page") === "desk" ? "desk" : "phone";
const { Showcase } = await import("./frame");
const { Parts } = kind === "desk" ? await import("./desk") : await import("./phone");
// Last, so that its rules win over those of a page that fills the window.
await import("./showcase.css");
render(<Showcase kind={kind} parts={Parts} />, root);
// A component that takes the focus would have pulled the page down to it.
requestAnimationFrame(() => requestAnimationFrame(() => scrollTo(0, 0)));
