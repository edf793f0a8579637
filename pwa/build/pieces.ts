/**
 * Which modules travel together: pure, so that a test can read it as a table. Left alone, the bundler gives every set
 * of users a file of its own; forty of them lay before the phone's first screen, and each costs a slow line a turn and
 * an old phone a look into its cache.
 */

import type { Rolldown } from "vite";

/** What has to be there before a module runs, and what it fetches by itself later. */
export type Imports = (id: string) => { now: readonly string[]; later: readonly string[] };

/** By the files it begins with, and all they import. A module belongs to the first piece that reaches it. */
export type Piece = readonly [name: string, ...from: string[]];

/** The phone's, in the order in which they are wanted: none imports anything of a later one. */
export const PIECES: readonly Piece[] = [
  // Asked for by the page itself, see ahead.ts: what is pressed first, the call for help above all.
  ["home", ...screens("home"), ...words("home", "duty", "sos")],
  // What lies below it, drawn a moment later.
  ["below", ...screens("home_below"), ...words("leads")],
  [
    "working",
    ...["sync/pull.ts", "sync/run.ts", "sync/look.ts", "chain/pull.ts", "capture/recover.ts", "track/recorder.ts", "screens/tell_given.ts", "store/steps.ts"],
  ],
  [
    "notices",
    ...screens("clock_notice", "update_notice", "host_notice"),
    ...words("frame"),
  ],
  ["sending", "sync/upload.ts"],
  [
    "leads",
    ...screens("leads", "lead", "outbox", "own_patrol", "patrol_bar", "patrol_sheet", "sos_sheet"),
    ...words("outbox", "own", "evidence"),
  ],
  ["capture", ...screens("capture", "annotate", "photo_view", "lead_large"), ...words("capture")],
  [
    "account",
    ...screens("account", "settings", "security", "licences", "phone_lock", "lock", "help_sheet"),
    ...words("account", "settings", "lock", "help"),
  ],
];

function words(...names: string[]): string[] {
  return names.map((name) => `i18n/${name}.ts`);
}

function screens(...names: string[]): string[] {
  return names.map((name) => `screens/${name}.tsx`);
}

/** Icons hang on one module that names them all: whoever uses one would seem to use every one. */
const ICONS = /\/lucide\//;

/** The name of a module's piece; null leaves it to the bundler. */
export function pieces(root: string, imports: Imports): (id: string) => string | null {
  const [phone, desk] = [`${root}/index.html`, `${root}/command/index.html`];
  const [atPhone, atDesk] = [reach([phone], imports), reach([desk], imports)];
  const [ofPhone, ofDesk] = [reach([phone], imports, true), reach([desk], imports, true)];
  const own = PIECES.map(([name, ...files]) => ({ name, of: reach(files.map((file) => `${root}/src/${file}`), imports) }));
  return (id) => {
    if (ICONS.test(id) || !ofPhone.has(id)) return null;
    if (atPhone.has(id) && atDesk.has(id)) return "base";
    if (atPhone.has(id)) return id === phone ? null : "phone";
    const first = own.find(({ of }) => of.has(id))?.name;
    // One file less before the first screen: its styles are small.
    if (first === "home" && id.endsWith(".css")) return "phone";
    // The desk begins with it, the phone is soon there, or comes to it later: a file for all of it.
    if (ofDesk.has(id)) return atDesk.has(id) ? (first === "home" ? "base" : "both") : null;
    return id.endsWith(".en.ts") ? "english" : (first ?? null);
  };
}

function reach(from: readonly string[], imports: Imports, all = false): Set<string> {
  const seen = new Set<string>();
  const waiting = [...from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id) || ICONS.test(id)) continue;
    seen.add(id);
    const { now, later } = imports(id);
    waiting.push(...now, ...(all ? later : []));
  }
  return seen;
}

/** What comes first takes its icons along. */
const FIRST = ["base", "phone", "home"];

/** For the bundler, which knows the graph of modules only when it asks. */
export function together(root: string): Rolldown.CodeSplittingGroup[] {
  let pieceOf: ((id: string) => string | null) | null = null;
  const name = (id: string, graph: Graph) => {
    pieceOf ??= pieces(root, (of) => {
      const known = graph.getModuleInfo(of);
      return { now: known?.importedIds ?? [], later: known?.dynamicallyImportedIds ?? [] };
    });
    return pieceOf(id);
  };
  const first = FIRST.map((piece, n) => ({
    debugName: piece,
    name: (id: string, graph: Graph) => (name(id, graph) === piece ? piece : null),
    priority: 10 - n,
  }));
  return [
    ...first,
    { debugName: "pieces", name, includeDependenciesRecursively: false, priority: 1 },
    { name: "icons", test: ICONS, entriesAware: true, entriesAwareMergeThreshold: 1_500 },
  ];
}

type Graph = Parameters<Exclude<Rolldown.CodeSplittingGroup["name"], string>>[1];
