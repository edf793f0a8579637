/** What the command room is looking at. Pure; one thing at a time in the detail, and the map follows. */

export type Tab = "leads" | "officers" | "patrols";
/** Which of the three columns a narrow screen shows. */
export type Pane = "list" | "map" | "detail";

export type Selection = {
  tab: Tab;
  pane: Pane;
  lead: string | null;
  officer: string | null;
  patrol: string | null;
  /** The officer chosen last, from whom "nearest" is counted while a lead is looked at. */
  anchor: string | null;
};

export const START: Selection = { tab: "leads", pane: "list", lead: null, officer: null, patrol: null, anchor: null };

export type Choice =
  | { do: "tab"; tab: Tab }
  | { do: "pane"; pane: Pane }
  /** A lead is marked in the list by key: it is shown beside, but a narrow screen stays on the list. */
  | { do: "mark"; lead: string }
  | { do: "lead"; lead: string }
  | { do: "patrol"; patrol: string; officer: string | null }
  /** Everything at once, as an address says it. */
  | { do: "view"; tab: Tab; lead: string | null; officer: string | null; patrol: string | null }
  | { do: "close" };

export function choose(now: Selection, choice: Choice): Selection {
  switch (choice.do) {
    case "tab":
      return { ...now, tab: choice.tab, pane: "list" };
    case "pane":
      return { ...now, pane: choice.pane };
    case "mark":
      return { ...now, lead: choice.lead, officer: null, patrol: null };
    case "lead":
      return { ...now, tab: "leads", pane: "detail", lead: choice.lead, officer: null, patrol: null };
    case "patrol":
      return {
        ...now,
        pane: "detail",
        lead: null,
        officer: choice.officer,
        patrol: choice.patrol,
        anchor: choice.officer ?? now.anchor,
      };
    case "view": {
      const { tab, lead, officer, patrol } = choice;
      return { ...now, tab, lead, officer, patrol, pane: lead || patrol ? "detail" : now.pane };
    }
    case "close":
      return { ...now, pane: now.pane === "detail" ? "list" : now.pane, lead: null, officer: null, patrol: null };
  }
}
