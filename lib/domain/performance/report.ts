/** What a performance report says, as it goes over the wire: amounts are plain decimal strings, null where the figure is unknown. */
import type { LotMethod } from "../books/lot-method.ts";
import type { DayFlag } from "./twr.ts";

/** Gross ignores fees; net adds buy fees to cost and takes sale fees from proceeds. */
export interface GrossNet {
  readonly gross: string;
  readonly net: string;
}

/** live: a quote; close: the last close on or before the day; trade: the last trade's own price, in its own currency. */
export type PriceKind = "live" | "close" | "trade" | "none";

/** Why a figure is null. */
export interface Missing {
  readonly kind: "price" | "rate";
  /** An instrument's id for a price, a currency's for a rate. */
  readonly assetId: string;
  readonly symbol: string;
  readonly day: string;
}

export interface ReportState {
  readonly rebuilding: boolean;
  /** The instant of the run that made the figures. */
  readonly figuresOf: string;
  /** So many facts are in them. */
  readonly entries: number;
  /** New figures could not be made; these are the last good ones. */
  readonly failure: { readonly at: string; readonly cause: string } | null;
}

/** In the account's currency. Since the first fact, or since `from` where the report has one. */
export interface ReportTotals {
  readonly marketValue: string | null;
  readonly cash: string | null;
  readonly equity: string | null;
  readonly cost: GrossNet | null;
  readonly unrealised: GrossNet | null;
  readonly realised: GrossNet | null;
  readonly income: string | null;
  readonly interest: string | null;
  /** Of trades and otherwise. Those of trades are in the net figures already. */
  readonly fees: string | null;
  readonly taxes: string | null;
  readonly inflow: string | null;
  readonly outflow: string | null;
  readonly pnl: GrossNet | null;
  readonly currencyEffect: string | null;
  /** Its part that no position carries. */
  readonly cashCurrencyEffect: string | null;
  /** At the close before `from`; null where the report begins with the books. */
  readonly opening: { readonly equity: string | null; readonly unrealised: GrossNet | null } | null;
  /** What the null figures wait for. */
  readonly missing: readonly Missing[];
}

/** None of them known, or none of them shown. */
export const UNKNOWN_TOTALS: Omit<ReportTotals, "missing"> = {
  marketValue: null,
  cash: null,
  equity: null,
  cost: null,
  unrealised: null,
  realised: null,
  income: null,
  interest: null,
  fees: null,
  taxes: null,
  inflow: null,
  outflow: null,
  pnl: null,
  currencyEffect: null,
  cashCurrencyEffect: null,
  opening: null,
};

/** In the account's currency: cost at each trade's own rate, value at the valuation day's. */
export interface PositionInBase {
  readonly cost: GrossNet | null;
  readonly marketValue: string | null;
  readonly unrealised: GrossNet | null;
  readonly realised: GrossNet | null;
  readonly income: string | null;
  readonly fees: string | null;
  readonly taxes: string | null;
  readonly pnl: GrossNet | null;
}

export interface ReportLot {
  readonly openedDay: string;
  /** The execution or activity that opened it; null for the one pool of the moving average. */
  readonly openedBy: string | null;
  readonly quantity: string;
  readonly cost: GrossNet;
}

/** In the instrument's own currency, but for `base` and `currencyEffect`, which are in the account's. */
export interface ReportPosition {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly name: string;
  readonly currency: string;
  readonly quantity: string;
  readonly averagePrice: GrossNet | null;
  readonly cost: GrossNet;
  readonly price: string | null;
  readonly priceDay: string | null;
  readonly priceKind: PriceKind;
  readonly marketValue: string | null;
  readonly unrealised: GrossNet | null;
  readonly realised: GrossNet;
  readonly income: string;
  readonly fees: string;
  readonly taxes: string;
  readonly pnl: GrossNet | null;
  readonly base: PositionInBase;
  /** That part of the net result in the account's currency which the rates alone made. */
  readonly currencyEffect: string | null;
  /** What the price has made of today's open quantity since the close before. */
  readonly dayChange: string | null;
  /** The trade that sold more than there was, while the position is short. */
  readonly oversold: { readonly factId: string; readonly day: string } | null;
  readonly lots: readonly ReportLot[];
  readonly missing: readonly Missing[];
}

export interface ReportCash {
  readonly currency: string;
  readonly amount: string;
  readonly rate: string | null;
  readonly base: string | null;
  readonly currencyEffect: string | null;
}

export interface ReportReturns {
  readonly timeWeighted: { readonly fraction: string | null; readonly flaggedDays: readonly string[] };
  readonly xirr: { readonly fraction: string | null; readonly reason: string | null };
  readonly simple: { readonly fraction: string | null; readonly reason: string | null };
  readonly drawdown: {
    readonly fraction: string;
    readonly peakDay: string | null;
    readonly troughDay: string | null;
    readonly recoveredDay: string | null;
  };
  readonly volatility: {
    readonly period: string | null;
    readonly annualised: string | null;
    readonly reason: string | null;
  };
  readonly benchmark: { readonly symbol: string; readonly fraction: string | null } | null;
}

export interface SeriesDay {
  readonly day: string;
  readonly equity: string | null;
  readonly inflow: string;
  readonly outflow: string;
  /** The day's own time-weighted return. */
  readonly fraction: string;
  /** Of the linked returns, 1 at the start. */
  readonly index: string;
  readonly flag: DayFlag | null;
}

/** The owner's own money came or went. */
export function hasFlow({ inflow, outflow }: Pick<SeriesDay, "inflow" | "outflow">): boolean {
  return inflow !== "0" || outflow !== "0";
}

export interface BenchmarkDay {
  readonly day: string;
  readonly index: string;
}

/** What a number is, how it is reckoned, and from what: shown on demand beside every figure. */
export interface Explanation {
  readonly measure: string;
  readonly formula: string;
  readonly inputs: readonly { readonly name: string; readonly value: string | null }[];
}

export interface PerformanceReport {
  readonly accountId: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly method: LotMethod;
  readonly from: string | null;
  readonly asOf: string;
  readonly knownAt: string | null;
  readonly state: ReportState;
  readonly totals: ReportTotals;
  readonly returns: ReportReturns;
  readonly positions: readonly ReportPosition[];
  readonly cash: readonly ReportCash[];
  /** Those of the report, those that `series` gives, and those on which money came or went. */
  readonly days: { readonly all: number; readonly given: number; readonly withFlows: number };
  readonly series: readonly SeriesDay[];
  readonly benchmarkSeries: readonly BenchmarkDay[];
  /** By figure: "totals.equity", "returns.xirr", "positions.<instrument id>.unrealised". */
  readonly explanations: Readonly<Record<string, Explanation>>;
}
