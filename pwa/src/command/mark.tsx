/** The map's marks as SVG, so that a list shows the very shape the map shows. Decorative: a word stands beside it. */

import { t } from "../i18n";
import { CORNERS, LEAD_MARKS, OFFICER_MARKS, type Freshness, type LeadState, type Mark } from "../map/marks";

export function LeadMark({ state }: { state: LeadState }) {
  return <Shape mark={LEAD_MARKS[state]} />;
}

/** The state of a lead in a word, behind the map's own mark: the only colour that it is told in. */
export function LeadStateChip({ state }: { state: LeadState }) {
  return (
    <span class="chip lead-state">
      <LeadMark state={state} />
      {t(`lead.state.${state}`)}
    </span>
  );
}

export function OfficerMark({ fresh }: { fresh: Freshness }) {
  return <Shape mark={OFFICER_MARKS[fresh]} />;
}

function Shape({ mark: { shape, token } }: { mark: Mark }) {
  const corners = CORNERS[shape]?.map(([x, y]) => `${3 + x * 14},${3 + y * 14}`).join(" ");
  const colour = { fill: `var(${token})` };
  const ink = { fill: "var(--mark-ink)" };
  return (
    <svg class="mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      {corners ? <polygon points={corners} style={colour} /> : <circle cx="10" cy="10" r="7.5" style={colour} />}
      {shape === "dot" && <circle cx="10" cy="10" r="2.6" style={ink} />}
      {shape === "ring" && <circle cx="10" cy="10" r="4.6" style={ink} />}
      {shape === "half" && <path d="M10 3.5 a6.5 6.5 0 0 0 0 13 z" style={ink} />}
      {shape === "bars" && <path d="M6.6 6.2h2.4v7.6H6.6z M11 6.2h2.4v7.6H11z" style={ink} />}
      {(shape === "query" || shape === "diamond") && (
        <text x="10" y="13.6" text-anchor="middle" font-size="10" font-weight="700" style={ink}>
          {shape === "query" ? "?" : "!"}
        </text>
      )}
    </svg>
  );
}
