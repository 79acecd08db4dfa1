/** The figures of one position on a day, in its own currency and in the account's. */
import { type Holding, valueAt } from "../books/holding.ts";
import type { LotBook } from "../books/lot-book.ts";
import { type Money, minus, NOTHING, plus } from "../books/money.ts";
import { type Fixed, fixedTimes } from "../shared/fixed.ts";
import { priceFor, rateAt, type Valuation, type Valued } from "./valuation.ts";

export interface Both {
  readonly gross: Fixed;
  readonly net: Fixed;
}

/** In one currency; null where a price or a rate is missing. */
export interface Sums {
  readonly cost: Both | null;
  readonly marketValue: Fixed | null;
  readonly unrealised: Both | null;
  readonly realised: Both | null;
  /** Dividends and interest. */
  readonly income: Fixed | null;
  readonly fees: Fixed | null;
  readonly taxes: Fixed | null;
  readonly pnl: Both | null;
}

export interface PositionFigures {
  readonly holding: Holding;
  readonly lots: LotBook;
  readonly valued: Valued;
  readonly own: Sums;
  readonly base: Sums;
  readonly currencyEffect: Fixed | null;
  readonly dayChange: Fixed | null;
}

export function positionFigures(holding: Holding, lots: LotBook, valuation: Valuation): PositionFigures {
  const valued = priceFor(holding, valuation);
  const rate = rateAt(valuation, holding.currencyId);
  const [cost, fees] = openCost(lots);
  const flat = holding.held === 0n;
  const value = flat ? 0n : valued.price === null ? null : valueAt(holding, valued.price);
  const inBase = flat ? 0n : value === null || rate === null ? null : fixedTimes(value, rate);
  const own = sums(holding, lots, { cost, fees }, value, (money) => money.own);
  const base = holding.unrated
    ? { ...UNKNOWN, marketValue: inBase }
    : sums(holding, lots, { cost, fees }, inBase, (money) => money.base);
  const paid = plus(cost, fees);
  const foreign = holding.currencyId !== valuation.baseCurrencyId;
  const open = flat ? 0n : rate === null ? null : fixedTimes(paid.own, rate) - paid.base;
  return {
    holding,
    lots,
    valued,
    own,
    base,
    currencyEffect: !foreign ? 0n : holding.unrated || open === null ? null : lots.currencyEffect + open,
    dayChange: value === null || valued.previous === null ? null : value - valueAt(holding, valued.previous),
  };
}

const UNKNOWN: Sums = {
  cost: null,
  marketValue: null,
  unrealised: null,
  realised: null,
  income: null,
  fees: null,
  taxes: null,
  pnl: null,
};

/** What is open: its cost, and the fees that follow it. */
function openCost({ lots }: LotBook): [cost: Money, fees: Money] {
  let [cost, fees] = [NOTHING, NOTHING];
  for (const lot of lots) [cost, fees] = [plus(cost, lot.openCost), plus(fees, lot.openFee)];
  return [cost, fees];
}

function sums(
  holding: Holding,
  lots: LotBook,
  open: { readonly cost: Money; readonly fees: Money },
  marketValue: Fixed | null,
  inIt: (money: Money) => Fixed,
): Sums {
  const cost = { gross: inIt(open.cost), net: inIt(plus(open.cost, open.fees)) };
  const realised = { gross: inIt(lots.realised), net: inIt(minus(lots.realised, lots.realisedFees)) };
  const income = inIt(plus(holding.income, holding.interest));
  const [taxes, otherFees] = [inIt(holding.taxes), inIt(holding.otherFees)];
  const unrealised = marketValue === null ? null : { gross: marketValue - cost.gross, net: marketValue - cost.net };
  const pnl =
    unrealised === null
      ? null
      : {
          gross: realised.gross + unrealised.gross + income - taxes,
          net: realised.net + unrealised.net + income - taxes - otherFees,
        };
  return { cost, marketValue, unrealised, realised, income, fees: inIt(holding.fees), taxes, pnl };
}
