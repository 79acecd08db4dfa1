// Sums that a reader can add up on paper: lines, their total, and what rounding to cents leaves between them.
import {
  addDecimals,
  compareDecimals,
  roundDecimal,
  signOf,
  subtractDecimals,
} from "#components/format/string-decimal.ts";
import type { GrossNet, PerformanceReport } from "#lib/domain/performance/report.ts";

export interface BridgeLine {
  readonly operator: "" | "+" | "−" | "=";
  readonly name: string;
  readonly value: string | null;
  /** The figure that explains the line. */
  readonly code?: string | undefined;
}

const PLACES = 2;

/** From what was realised to the net result. */
export function profitLines({ totals }: PerformanceReport): readonly BridgeLine[] {
  const foreign = totals.cashCurrencyEffect === null || signOf(totals.cashCurrencyEffect) !== 0;
  return withRounding([
    { operator: "", name: "Realised, gross", value: totals.realised?.gross ?? null, code: "totals.realised" },
    { operator: "+", name: "Unrealised, gross", value: totals.unrealised?.gross ?? null, code: "totals.unrealised" },
    ...atTheStart(totals.opening?.unrealised),
    { operator: "+", name: "Income (dividends)", value: totals.income, code: "totals.income" },
    { operator: "+", name: "Interest", value: totals.interest, code: "totals.interest" },
    { operator: "−", name: "Taxes", value: totals.taxes, code: "totals.taxes" },
    ...(foreign
      ? [
          {
            operator: "+" as const,
            name: "Exchange rates, on cash",
            value: totals.cashCurrencyEffect,
            code: "totals.cashCurrencyEffect",
          },
        ]
      : []),
    { operator: "=", name: "Profit or loss, gross", value: totals.pnl?.gross ?? null, code: "totals.pnl" },
    { operator: "−", name: "Fees", value: totals.fees, code: "totals.fees" },
    { operator: "=", name: "Profit or loss, net", value: totals.pnl?.net ?? null, code: "totals.pnl" },
  ]);
}

/** What was unrealised before the period was not made in it. */
function atTheStart(unrealised: GrossNet | null | undefined): readonly BridgeLine[] {
  if (unrealised === undefined) return [];
  return [{ operator: "−", name: "Unrealised when the period began", value: unrealised?.gross ?? null }];
}

/** The same result from the other side: what came, what went, and what is there. */
export function equityLines({ totals, from }: PerformanceReport): readonly BridgeLine[] {
  return withRounding([
    ...(from === null
      ? []
      : [{ operator: "" as const, name: "Equity when the period began", value: totals.opening?.equity ?? null }]),
    { operator: from === null ? "" : "+", name: "Paid and moved in", value: totals.inflow, code: "totals.inflow" },
    { operator: "−", name: "Taken and moved out", value: totals.outflow, code: "totals.outflow" },
    { operator: "+", name: "Profit or loss, net", value: totals.pnl?.net ?? null, code: "totals.pnl" },
    { operator: "=", name: "Equity", value: totals.equity, code: "totals.equity" },
  ]);
}

/** The lines as they are shown do not always make the total as it is shown; the difference is a line of its own. */
export function withRounding(lines: readonly BridgeLine[]): readonly BridgeLine[] {
  const shown: BridgeLine[] = [];
  let sum: string | null = "0";
  for (const line of lines) {
    const value: string | null = line.value === null ? null : roundDecimal(line.value, PLACES);
    if (line.operator !== "=") {
      shown.push(line);
      sum = sum === null || value === null ? null : join(sum, value, line.operator);
      continue;
    }
    const rest: string | null = sum === null || value === null ? null : subtractDecimals(value, sum);
    if (rest !== null && signOf(rest) !== 0) shown.push({ operator: "+", name: nameOfRest(rest), value: rest });
    shown.push(line);
    // What follows goes on from the total that is shown.
    sum = value;
  }
  return shown;
}

/** Half a cent a line is rounding; more would be a mistake, and is not called by a kinder name. */
function nameOfRest(rest: string): string {
  const size = rest.startsWith("-") ? rest.slice(1) : rest;
  return compareDecimals(size, "0.05") > 0 ? "Not explained by these lines" : "Rounding of the lines";
}

function join(sum: string, value: string, operator: BridgeLine["operator"]): string {
  return operator === "−" ? subtractDecimals(sum, value) : addDecimals(sum, value);
}
