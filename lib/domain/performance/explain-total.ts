/** What each total of a report is: text only, so that a page can open it at no cost. */
import { explained, grossAndNet, type Inputs, type WithoutExplanations } from "./explanation.ts";
import type { TotalFigure } from "./figure-names.ts";
import type { Explanation, ReportPosition } from "./report.ts";

export const EXPLAIN_TOTAL: Readonly<Record<TotalFigure, (report: WithoutExplanations) => Explanation>> = {
  marketValue: (report) =>
    explained(
      "Market value of all positions",
      "sum of quantity × price × rate of the day",
      each(report, ({ base }) => base.marketValue),
    ),
  cash: ({ cash }) =>
    explained(
      "Cash in all currencies",
      "sum of amount × rate of the day",
      cash.map((c) => [c.currency, c.base]),
    ),
  equity: ({ totals: { marketValue, cash } }) =>
    explained("Equity", "market value + cash", [
      ["market value", marketValue],
      ["cash", cash],
    ]),
  cost: (report) =>
    explained(
      "Cost of what is open, each trade at its own rate; net adds buy fees",
      "sum of the open lots' net cost",
      each(report, ({ base }) => base.cost?.net),
    ),
  unrealised: ({ totals: { marketValue, cost } }) =>
    explained("Unrealised result of what is open", "market value - cost", [
      ["market value", marketValue],
      ...grossAndNet("cost", cost),
    ]),
  realised: (report) =>
    explained(
      `Realised result of what was closed ${period(report)}`,
      "sum of proceeds - cost; net takes the fees of opening and closing off",
      each(report, ({ base }) => base.realised?.net),
    ),
  income: (report) =>
    explained(`Dividends ${period(report)}`, "dividends received - dividends paid on shorts", [
      ["dividends", report.totals.income],
    ]),
  interest: (report) =>
    explained(`Interest ${period(report)}`, "interest received - interest paid", [
      ["interest", report.totals.interest],
    ]),
  fees: (report) =>
    explained(
      `All fees ${period(report)}; those of trades are in the net figures already`,
      "fees of trades + other fees",
      each(report, ({ base }) => base.fees),
    ),
  taxes: (report) =>
    explained(
      `Taxes ${period(report)}`,
      "sum of taxes",
      each(report, ({ base }) => base.taxes),
    ),
  inflow: (report) =>
    explained(`Paid and transferred in ${period(report)}`, "deposits + transfers in at cost", [
      ["inflow", report.totals.inflow],
    ]),
  outflow: (report) =>
    explained(`Paid and transferred out ${period(report)}`, "withdrawals + transfers out at cost", [
      ["outflow", report.totals.outflow],
    ]),
  pnl: explainPnl,
  currencyEffect: (report) =>
    explained(
      `What the rates alone have made ${period(report)}; it is part of the net result`,
      "positions: net cost × (rate of the close or of the day - rate paid); cash: amount × rate of the day - its movements at their own rates",
      [
        ...each(report, ({ currencyEffect }) => currencyEffect),
        ...report.cash.map((c) => [`cash ${c.currency}`, c.currencyEffect] as const),
      ],
    ),
  cashCurrencyEffect: (report) =>
    explained(
      `What the rates alone have made of cash ${period(report)}`,
      "amount × rate of the day - its movements at their own rates",
      report.cash.map((c) => [`cash ${c.currency}`, c.currencyEffect]),
    ),
};

function explainPnl({ from, totals }: WithoutExplanations): Explanation {
  const inputs = [
    ...grossAndNet("realised", totals.realised),
    ...grossAndNet("unrealised", totals.unrealised),
    ...(totals.opening === null ? [] : grossAndNet("unrealised at the start", totals.opening.unrealised)),
    ["income", totals.income],
    ["interest", totals.interest],
    ["taxes", totals.taxes],
    ["cash currency effect", totals.cashCurrencyEffect],
    ["fees", totals.fees],
  ] as const;
  if (from !== null) {
    const formula =
      "the same sum at the end less the sum at the start: realised + change of unrealised + income + interest - taxes + currency effect of cash";
    return explained(`Profit or loss since ${from}`, formula, inputs);
  }
  return explained(
    "Profit or loss since the first entry; net equals equity - inflow + outflow",
    "realised + unrealised + income + interest - taxes + currency effect of cash; net also takes off fees that no trade carries",
    inputs,
  );
}

function period({ from }: WithoutExplanations): string {
  return from === null ? "since the first entry" : `since ${from}`;
}

/** One input for each position that has a part in it. */
function each(
  { positions }: WithoutExplanations,
  amount: (position: ReportPosition) => string | null | undefined,
): Inputs {
  return positions.flatMap((position) => {
    const value = amount(position) ?? null;
    return value === "0" ? [] : [[position.symbol, value] as const];
  });
}
