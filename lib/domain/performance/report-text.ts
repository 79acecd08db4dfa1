/** Figures as the report's text: positions, cash, totals, and what is missing in them. */
import { toQuantity } from "../books/units.ts";
import { FIXED_ONE, type Fixed, fromFixed18, mulDiv } from "../shared/fixed.ts";
import type { AccountFigures, CashFigures } from "./account-figures.ts";
import type { Both, PositionFigures, Sums } from "./position-figures.ts";
import type {
  GrossNet,
  Missing,
  PositionInBase,
  ReportCash,
  ReportLot,
  ReportPosition,
  ReportTotals,
} from "./report.ts";

export interface AssetName {
  readonly symbol: string;
  readonly name: string;
}
export type NameOf = (assetId: string) => AssetName;

export function positionText(
  figures: PositionFigures,
  account: Pick<AccountFigures, "asOf" | "missingRates">,
  nameOf: NameOf,
): ReportPosition {
  const { holding, valued, own, base } = figures;
  const quantity = toQuantity(holding.held, holding.denominator);
  return {
    instrumentId: holding.instrumentId,
    ...nameOf(holding.instrumentId),
    currency: nameOf(holding.currencyId).symbol,
    quantity: fromFixed18(quantity),
    averagePrice: averagePrice(figures),
    cost: both(own.cost ?? NONE),
    price: text(valued.price),
    priceDay: valued.day,
    priceKind: valued.kind,
    marketValue: text(own.marketValue),
    unrealised: bothOrNull(own.unrealised),
    realised: both(own.realised ?? NONE),
    income: fromFixed18(own.income ?? 0n),
    fees: fromFixed18(own.fees ?? 0n),
    taxes: fromFixed18(own.taxes ?? 0n),
    pnl: bothOrNull(own.pnl),
    base: baseText(base),
    currencyEffect: text(figures.currencyEffect),
    dayChange: text(figures.dayChange),
    oversold: holding.oversold,
    lots: lotTexts(figures),
    missing: missingOfPosition(figures, account, nameOf),
  };
}

/** In its own currency everything but the value is known: the facts carry it. */
const NONE: Both = { gross: 0n, net: 0n };

function baseText({ cost, marketValue, unrealised, realised, income, fees, taxes, pnl }: Sums): PositionInBase {
  return {
    cost: bothOrNull(cost),
    marketValue: text(marketValue),
    unrealised: bothOrNull(unrealised),
    realised: bothOrNull(realised),
    income: text(income),
    fees: text(fees),
    taxes: text(taxes),
    pnl: bothOrNull(pnl),
  };
}

function averagePrice({ holding: { held, denominator }, own: { cost } }: PositionFigures): GrossNet | null {
  if (held === 0n || cost === null) return null;
  const each = (amount: Fixed) => fromFixed18(mulDiv(amount, FIXED_ONE * denominator, held));
  return { gross: each(cost.gross), net: each(cost.net) };
}

function lotTexts({ holding, lots: { method, lots } }: PositionFigures): ReportLot[] {
  return lots.map(({ openedDay, openedBy, open, openCost, openFee }) => ({
    openedDay,
    openedBy: method === "average" ? null : openedBy,
    quantity: fromFixed18(toQuantity(open, holding.denominator)),
    cost: { gross: fromFixed18(openCost.own), net: fromFixed18(openCost.own + openFee.own) },
  }));
}

function missingOfPosition(
  { holding, valued, base }: PositionFigures,
  { asOf, missingRates }: Pick<AccountFigures, "asOf" | "missingRates">,
  nameOf: NameOf,
): Missing[] {
  const rate = (assetId: string, day: string = asOf): Missing => missing("rate", assetId, day, nameOf);
  const past = holding.unrated
    ? missingRates
        .filter(({ currencyId }) => currencyId === holding.currencyId)
        .map((each) => rate(each.currencyId, each.day))
    : [];
  if (holding.held === 0n) return past;
  if (valued.missingRate !== null) return [...past, rate(valued.missingRate)];
  if (valued.price === null) return [...past, missing("price", holding.instrumentId, asOf, nameOf)];
  return base.marketValue === null ? [...past, rate(holding.currencyId)] : past;
}

function missing(kind: Missing["kind"], assetId: string, day: string, nameOf: NameOf): Missing {
  return { kind, assetId, symbol: nameOf(assetId).symbol, day };
}

export function cashText({ currencyId, amount, rate, base, currencyEffect }: CashFigures, nameOf: NameOf): ReportCash {
  const worth = { rate: text(rate), base: text(base), currencyEffect: text(currencyEffect) };
  return { currency: nameOf(currencyId).symbol, amount: fromFixed18(amount), ...worth };
}

export function totalsText(account: AccountFigures, nameOf: NameOf): ReportTotals {
  const { totals, positions, cash, missingRates, asOf } = account;
  const all = [
    ...missingRates.map(({ currencyId, day }) => missing("rate", currencyId, day, nameOf)),
    ...positions.flatMap((position) => missingOfPosition(position, account, nameOf)),
    ...cash.flatMap(({ base, currencyId }) => (base === null ? [missing("rate", currencyId, asOf, nameOf)] : [])),
  ];
  return {
    marketValue: text(totals.marketValue),
    cash: text(totals.cash),
    equity: text(totals.equity),
    cost: bothOrNull(totals.cost),
    unrealised: bothOrNull(totals.unrealised),
    realised: bothOrNull(totals.realised),
    income: text(totals.income),
    interest: text(totals.interest),
    fees: text(totals.fees),
    taxes: text(totals.taxes),
    inflow: text(totals.inflow),
    outflow: text(totals.outflow),
    pnl: bothOrNull(totals.pnl),
    currencyEffect: text(totals.currencyEffect),
    cashCurrencyEffect: text(totals.cashCurrencyEffect),
    opening: totals.opening && {
      equity: text(totals.opening.equity),
      unrealised: bothOrNull(totals.opening.unrealised),
    },
    missing: [...new Map(all.map((each) => [`${each.kind} ${each.assetId} ${each.day}`, each])).values()],
  };
}

function text(value: Fixed | null): string | null {
  return value === null ? null : fromFixed18(value);
}

function both({ gross, net }: Both): GrossNet {
  return { gross: fromFixed18(gross), net: fromFixed18(net) };
}

function bothOrNull(value: Both | null): GrossNet | null {
  return value === null ? null : both(value);
}
