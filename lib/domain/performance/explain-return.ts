/** What each return of a report is, by which formula, and from which inputs. */
import { explained, type WithoutExplanations } from "./explanation.ts";
import type { ReturnFigure } from "./figure-names.ts";
import type { Explanation } from "./report.ts";

export const EXPLAIN_RETURN: Readonly<Record<ReturnFigure, (report: WithoutExplanations) => Explanation>> = {
  timeWeighted: ({ returns: { timeWeighted }, series }) =>
    explained(
      "Time-weighted return",
      "every day's (value at close + outflow) / (close before + inflow) - 1, linked; a day with zero base counts 0 and is flagged",
      [
        ["fraction", timeWeighted.fraction],
        ["days", `${series.length}`],
        ["flagged days", `${timeWeighted.flaggedDays.length}`],
      ],
    ),
  xirr: ({ returns: { xirr }, totals }) =>
    explained(
      "Internal rate of return a year (XIRR)",
      "the rate at which all flows and the final value, discounted by actual days / 365, sum to zero",
      [
        ["fraction", xirr.fraction],
        ["why there is none", xirr.reason],
        ["equity", totals.equity],
      ],
    ),
  simple: ({ returns: { simple }, totals }) =>
    explained("Simple return", "(equity + outflow - opening equity - inflow) / (opening equity + inflow)", [
      ["fraction", simple.fraction],
      ["equity", totals.equity],
      ["inflow", totals.inflow],
      ["outflow", totals.outflow],
    ]),
  drawdown: ({ returns: { drawdown } }) =>
    explained("Maximum drawdown of the time-weighted index", "largest fall from a peak / that peak", [
      ["fraction", drawdown.fraction],
      ["peak", drawdown.peakDay],
      ["trough", drawdown.troughDay],
      ["recovered", drawdown.recoveredDay],
    ]),
  volatility: ({ returns: { volatility }, series }) =>
    explained(
      "Volatility of the time-weighted index",
      "sample deviation of daily log returns × root of their number; annualised by the root of 252 instead",
      [
        ["period", volatility.period],
        ["annualised", volatility.annualised],
        ["days", `${series.length}`],
      ],
    ),
};
