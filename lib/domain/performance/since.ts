/** Figures of a period: what was made since the opening; what there is stays what there is at the end. */
import type { Fixed } from "../shared/fixed.ts";
import type { AccountFigures, AccountTotals } from "./account-figures.ts";
import type { Both, PositionFigures, Sums } from "./position-figures.ts";

/** `opening` is at the close of the day before the period. */
export function since(opening: AccountFigures, end: AccountFigures): AccountFigures {
  const before = new Map(opening.positions.map((position) => [position.holding.instrumentId, position]));
  const positions = end.positions.map((position) => {
    const earlier = before.get(position.holding.instrumentId);
    return earlier === undefined ? position : positionSince(earlier, position);
  });
  const effects = new Map(opening.cash.map(({ currencyId, currencyEffect }) => [currencyId, currencyEffect]));
  const cash = end.cash.map((line) => {
    const earlier = effects.get(line.currencyId);
    return earlier === undefined ? line : { ...line, currencyEffect: less(line.currencyEffect, earlier) };
  });
  return { ...end, positions, cash, totals: totalsSince(opening.totals, end.totals) };
}

function totalsSince(opening: AccountTotals, end: AccountTotals): AccountTotals {
  return {
    ...end,
    realised: lessBoth(end.realised, opening.realised),
    income: less(end.income, opening.income),
    interest: less(end.interest, opening.interest),
    fees: less(end.fees, opening.fees),
    taxes: less(end.taxes, opening.taxes),
    inflow: less(end.inflow, opening.inflow),
    outflow: less(end.outflow, opening.outflow),
    pnl: lessBoth(end.pnl, opening.pnl),
    currencyEffect: less(end.currencyEffect, opening.currencyEffect),
    cashCurrencyEffect: less(end.cashCurrencyEffect, opening.cashCurrencyEffect),
    opening: { equity: opening.equity, unrealised: opening.unrealised },
  };
}

function positionSince(opening: PositionFigures, end: PositionFigures): PositionFigures {
  return {
    ...end,
    own: sumsSince(opening.own, end.own),
    base: sumsSince(opening.base, end.base),
    currencyEffect: less(end.currencyEffect, opening.currencyEffect),
  };
}

function sumsSince(opening: Sums, end: Sums): Sums {
  return {
    ...end,
    realised: lessBoth(end.realised, opening.realised),
    income: less(end.income, opening.income),
    fees: less(end.fees, opening.fees),
    taxes: less(end.taxes, opening.taxes),
    pnl: lessBoth(end.pnl, opening.pnl),
  };
}

function less(end: Fixed | null, opening: Fixed | null): Fixed | null {
  return end === null || opening === null ? null : end - opening;
}

function lessBoth(end: Both | null, opening: Both | null): Both | null {
  if (end === null || opening === null) return null;
  return { gross: end.gross - opening.gross, net: end.net - opening.net };
}
