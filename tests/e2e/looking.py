"""What a machine can say about a page: which rules of accessibility it breaks, and what does not fit into it."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

from infra.dev import places

AXE = Path(places.PWA) / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast", "link-in-text-block"]
"""All that a theme can change of what axe looks at."""


async def violations(page: Page, rules: list[str] | None = None, without: tuple[str, ...] = ()) -> list[str]:
    """One line for each element that breaks a rule. Evaluated: the page's policy forbids scripts put into it."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    found: list[dict[str, Any]] = await page.evaluate(RUN, {"only": only, "without": without})
    return [
        f"{each['rule']}: {each['html'][:160]} — {' '.join(str(each['why']).split())[:260]}"
        for each in found
        if "partially obscured" not in str(each["why"]) or await _stays_hidden(page, each)
    ]


RUN = """async ({ only, without }) => {
  const rules = Object.fromEntries(without.map((each) => [each, { enabled: false }]));
  const { violations } = await axe.run(document, { runOnly: only, rules, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary, target }) => ({ rule: id, html, why: failureSummary, target })));
}"""


async def _stays_hidden(page: Page, found: dict[str, Any]) -> bool:
    """What lies under a bar that stays is small there; scrolled free of it, it is asked about again."""
    again: int = await page.evaluate(
        """async ({ rule, target }) => {
          document.querySelector(target[0])?.scrollIntoView({ block: "center" });
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          const { violations } = await axe.run({ include: [target] }, { runOnly: [rule], resultTypes: ["violations"] });
          return violations.length;
        }""",
        found,
    )
    return again > 0


async def overflowing(page: Page) -> list[str]:
    """One line for each thing that is wider than its room: what scrolls sideways, sticks out, or is cut off.

    A dialog that is open is looked at like the page below it. Maps are not, nor what only a screen reader reads.
    """
    found: list[str] = await page.evaluate(OVERFLOW)
    return found


OVERFLOW = r"""() => {
  const APART = ".map-pane, .wall-map, .maplibregl-map, .sr-only, .skip, svg, option, [aria-hidden=true]";
  // A table of records may be scrolled in its own frame (1.4.10 excepts what needs two dimensions).
  const WIDE = ".table-scroll, .play-lines";
  // One line of a list, shown in full when it is opened.
  const SUMMARY = ".queue .row, .wall-ticker li, .wall-oldest span";
  const room = document.documentElement.clientWidth;
  const seen = (each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const called = (each) => `${each.tagName.toLowerCase()}.${each.className} "${each.textContent.trim().slice(0, 40)}"`;
  const says = (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const found = [];
  for (const each of document.querySelectorAll("*")) {
    if (each.closest(APART) || !seen(each)) continue;
    const style = getComputedStyle(each);
    const box = each.getBoundingClientRect();
    if (box.width === 0 || style.display === "inline") continue;
    const over = each.scrollWidth - each.clientWidth;
    const frame = each.matches("html, body, main, dialog, .screen, .shell, .command, .page, .sheet-page");
    if (over > 1 && frame && style.overflowX !== "hidden")
      found.push(`${called(each)} is ${each.scrollWidth} wide in ${each.clientWidth}`);
    if (each.closest(WIDE)) continue;
    if ((says(each) || each.matches("button, a, input, select, textarea")) && box.right > room + 1)
      found.push(`${called(each)} ends at ${Math.round(box.right)} of ${room}`);
    if (each.matches("input, select, textarea") || each.closest(SUMMARY)) continue;
    if (over > 1 && each.clientWidth > 0 && (says(each) || style.overflowX === "hidden") && each.textContent.trim())
      found.push(`${called(each)} is cut at ${each.clientWidth} of ${each.scrollWidth}`);
    const below = each.scrollHeight - each.clientHeight;
    if (below > 3 && style.overflowY === "hidden" && each.textContent.trim() && !frame)
      found.push(`${called(each)} is cut at a height of ${each.clientHeight} of ${each.scrollHeight}`);
  }
  return found;
}"""
