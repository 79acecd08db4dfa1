/** Explanations of a report: its totals and returns by "totals.equity", "returns.xirr"; those of a position on demand. */
import { EXPLAIN_POSITION } from "./explain-position.ts";
import { EXPLAIN_RETURN } from "./explain-return.ts";
import { EXPLAIN_TOTAL } from "./explain-total.ts";
import type { WithoutExplanations } from "./explanation.ts";
import type { PositionFigure } from "./figure-names.ts";
import type { Explanation, ReportPosition } from "./report.ts";

export function explainReport(report: WithoutExplanations): Record<string, Explanation> {
  const all: Record<string, Explanation> = {};
  for (const [figure, explain] of Object.entries(EXPLAIN_TOTAL)) all[`totals.${figure}`] = explain(report);
  for (const [figure, explain] of Object.entries(EXPLAIN_RETURN)) all[`returns.${figure}`] = explain(report);
  return all;
}

/** Hundreds of positions with a dozen figures each would be most of the report; so whoever opens one makes it. */
export function explainPosition(position: ReportPosition, figure: PositionFigure): Explanation {
  return EXPLAIN_POSITION[figure](position);
}
