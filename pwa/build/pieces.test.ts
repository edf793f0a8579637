import { expect, test } from "vitest";
import { pieces, PIECES } from "./pieces.ts";

/** Who imports whom, and after a stroke what is fetched later. */
const GRAPH: Record<string, string> = {
  "index.html": "src/main.tsx",
  "src/main.tsx": "src/screens/app.tsx | src/screens/home.tsx",
  "src/screens/app.tsx": "src/ui/lazy.tsx src/store/db.ts | src/screens/leads.tsx src/i18n/own.ts src/map/duty_map.ts",
  "src/screens/home.tsx": "src/ui/format.ts src/screens/home.css src/store/drafts.ts src/store/db.ts node_modules/lucide/dist/lucide.mjs",
  "src/screens/leads.tsx": "src/store/drafts.ts src/screens/timeline.tsx src/ui/sign_in_form.tsx",
  "src/i18n/own.ts": "| src/i18n/own.en.ts",
  "src/map/duty_map.ts": "src/map/gl.ts",
  "command/index.html": "src/command/main.tsx",
  "src/command/main.tsx": "src/ui/lazy.tsx src/ui/format.ts src/ui/sign_in_form.tsx node_modules/lucide/dist/lucide.mjs | src/map/duty_map.ts src/command/wall.tsx",
  "node_modules/lucide/dist/lucide.mjs": "src/everything.ts",
};

function pieceOf(file: string): string | null {
  const files = (words = "") => words.split(" ").filter(Boolean).map((each) => `/app/${each}`);
  const of = pieces("/app", (id) => {
    const [now, later] = (GRAPH[id.slice("/app/".length)] ?? "").split("|");
    return { now: files(now), later: files(later) };
  });
  return of(`/app/${file}`);
}

test.each([
  ["src/ui/lazy.tsx", "base", "both pages begin with it"],
  ["src/screens/app.tsx", "phone", "the phone begins with it"],
  ["src/store/db.ts", "phone", "the phone begins with it, whoever else uses it"],
  ["src/store/drafts.ts", "home", "the first piece that reaches it has it"],
  ["src/ui/format.ts", "base", "the desk begins with it, the phone has it for its first screen"],
  ["src/screens/timeline.tsx", "leads", "only one piece reaches it"],
  ["src/i18n/own.en.ts", "english", "only who reads English fetches it"],
  ["src/main.tsx", "phone", "the page begins with it, and asks for one file less"],
  ["index.html", null, "it is the page itself"],
  ["src/ui/sign_in_form.tsx", "both", "the desk begins with it, the phone comes to it later"],
  ["src/screens/home.css", "phone", "styles of the first screen are small"],
  ["src/command/wall.tsx", null, "the phone never has anything of the desk's"],
  ["src/map/gl.ts", null, "the desk fetches it later, too"],
  ["node_modules/lucide/dist/lucide.mjs", null, "every icon hangs on it"],
  ["src/everything.ts", null, "an icon is nobody's by its name"],
])("%s lies in %s: %s", (file, piece, _why) => expect(pieceOf(file)).toBe(piece));

test("no piece has the name of another", () => {
  const names = PIECES.map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
});
