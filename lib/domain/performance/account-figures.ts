/** The figures of a whole account on a day, in its currency: its positions, its cash, and their totals. */
import type { Book, MissingRate } from "../books/book.ts";
import type { LotMethod } from "../books/lot-method.ts";
import { type Fixed, fixedTimes } from "../shared/fixed.ts";
import { invariant } from "../shared/invariant.ts";
import { type Both, type PositionFigures, positionFigures } from "./position-figures.ts";
import { rateAt, type Valuation } from "./valuation.ts";

export interface CashFigures {
  readonly currencyId: string;
  readonly amount: Fixed;
  readonly rate: Fixed | null;
  readonly base: Fixed | null;
  /** What it is worth today less what its movements were worth on their days. */
  readonly currencyEffect: Fixed | null;
}

export interface AccountTotals {
  readonly marketValue: Fixed | null;
  readonly cash: Fixed | null;
  readonly equity: Fixed | null;
  readonly cost: Both | null;
  readonly unrealised: Both | null;
  readonly realised: Both | null;
  readonly income: Fixed | null;
  readonly interest: Fixed | null;
  readonly fees: Fixed | null;
  readonly taxes: Fixed | null;
  readonly inflow: Fixed | null;
  readonly outflow: Fixed | null;
  readonly pnl: Both | null;
  readonly currencyEffect: Fixed | null;
  /** Its part that no position carries. */
  readonly cashCurrencyEffect: Fixed | null;
  /** At the close before the period; null where it begins with the books. */
  readonly opening: { readonly equity: Fixed | null; readonly unrealised: Both | null } | null;
}

export interface AccountFigures {
  readonly asOf: string;
  readonly positions: readonly PositionFigures[];
  readonly cash: readonly CashFigures[];
  readonly totals: AccountTotals;
  readonly missingRates: readonly MissingRate[];
}

export function accountFigures(book: Book, method: LotMethod, valuation: Valuation): AccountFigures {
  const at = book.options.methods.indexOf(method);
  invariant(at >= 0, `the books were kept under ${method}`);
  const positions = [...book.holdings.values()].flatMap((holding) => {
    const lots = holding.books[at];
    return lots === undefined ? [] : [positionFigures(holding, lots, valuation)];
  });
  const unrated = new Set(book.missingRates.map(({ currencyId }) => currencyId));
  const cash = [...book.cash].map(([currencyId, { own, base }]) => {
    const rate = rateAt(valuation, currencyId);
    const worth = own === 0n ? 0n : rate === null ? null : fixedTimes(own, rate);
    const currencyEffect = worth === null || unrated.has(currencyId) ? null : worth - base;
    return { currencyId, amount: own, rate, base: worth, currencyEffect };
  });
  const { missingRates } = book;
  return { asOf: valuation.asOf, positions, cash, totals: totalsOf(book, positions, cash), missingRates };
}

function totalsOf(book: Book, positions: readonly PositionFigures[], cash: readonly CashFigures[]): AccountTotals {
  // A movement whose rate is unknown is in no sum of the past; what there is today can still be valued.
  const rated = book.missingRates.length === 0;
  const past = <T>(value: T): T | null => (rated ? value : null);
  const marketValue = add(positions.map(({ base }) => base.marketValue));
  const cashValue = add(cash.map(({ base }) => base));
  const [unrealised, realised] = [bothOf(positions, "unrealised"), bothOf(positions, "realised")];
  const income = past(book.income + sumOf(positions, ({ holding }) => holding.income.base));
  const interest = past(book.interest + sumOf(positions, ({ holding }) => holding.interest.base));
  const fees = past(book.fees + sumOf(positions, ({ holding }) => holding.fees.base));
  const taxes = past(book.taxes + sumOf(positions, ({ holding }) => holding.taxes.base));
  const cashEffect = add(cash.map(({ currencyEffect }) => currencyEffect));
  const rest = add([income, interest, taxes === null ? null : -taxes, cashEffect]);
  const otherFees = past(book.fees + sumOf(positions, ({ holding }) => holding.otherFees.base));
  return {
    marketValue,
    cash: cashValue,
    equity: add([marketValue, cashValue]),
    cost: bothOf(positions, "cost"),
    unrealised,
    realised,
    income,
    interest,
    fees,
    taxes,
    inflow: past(book.inflow + sumOf(positions, ({ lots }) => lots.movedIn)),
    outflow: past(book.outflow + sumOf(positions, ({ lots }) => lots.movedOut)),
    pnl: together(unrealised, realised, rest, otherFees),
    currencyEffect: add([cashEffect, ...positions.map(({ currencyEffect }) => currencyEffect)]),
    cashCurrencyEffect: cashEffect,
    opening: null,
  };
}

function together(unrealised: Both | null, realised: Both | null, rest: Fixed | null, fees: Fixed | null): Both | null {
  if (unrealised === null || realised === null || rest === null || fees === null) return null;
  return { gross: unrealised.gross + realised.gross + rest, net: unrealised.net + realised.net + rest - fees };
}

function bothOf(positions: readonly PositionFigures[], name: "cost" | "unrealised" | "realised"): Both | null {
  const gross = add(positions.map(({ base }) => base[name]?.gross ?? null));
  const net = add(positions.map(({ base }) => base[name]?.net ?? null));
  return gross === null || net === null ? null : { gross, net };
}

/** One unknown makes the sum unknown. */
export function add(parts: readonly (Fixed | null)[]): Fixed | null {
  let total = 0n;
  for (const part of parts) {
    if (part === null) return null;
    total += part;
  }
  return total;
}

function sumOf(positions: readonly PositionFigures[], amount: (position: PositionFigures) => Fixed): Fixed {
  return positions.reduce((total, position) => total + amount(position), 0n);
}
