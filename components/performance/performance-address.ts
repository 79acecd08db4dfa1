// The performance page's address: period, the day it is of, what was known then, lots and the open parts all live in it.
import { dayOf, hrefOf, idOf, oneOf, type RawSearch, text } from "#components/orders/orders-address.ts";
import { LOT_METHODS, type LotMethod } from "#lib/domain/books/lot-method.ts";
import { DEFAULT_PERIOD, firstDayOf, PERIODS, type Period } from "./period.ts";

export const BASES = ["net", "gross"] as const;
/** Gross ignores fees; net has them in cost and proceeds. */
export type Basis = (typeof BASES)[number];

export const SORTS = ["value", "symbol", "unrealised", "realised", "pnl"] as const;
export type PositionSort = (typeof SORTS)[number];

export interface PerformancePlace {
  /** Ignored where `from` is given. */
  readonly period: Period;
  readonly from?: string | undefined;
  readonly asOf?: string | undefined;
  readonly method?: LotMethod | undefined;
  readonly knownOn?: string | undefined;
  readonly basis: Basis;
  readonly sort: PositionSort;
  readonly closed?: "show" | undefined;
  readonly position?: string | undefined;
  readonly explain?: string | undefined;
}

const FIGURE = /^[A-Za-z0-9.-]{1,90}$/;

export function readPerformancePlace(raw: RawSearch): PerformancePlace {
  const explain = text(raw["explain"]);
  return {
    period: oneOf(PERIODS, text(raw["period"])) ?? DEFAULT_PERIOD,
    from: dayOf(raw["from"]),
    asOf: dayOf(raw["asOf"]),
    method: oneOf(LOT_METHODS, text(raw["method"])),
    knownOn: dayOf(raw["knownOn"]),
    basis: oneOf(BASES, text(raw["basis"])) ?? "net",
    sort: oneOf(SORTS, text(raw["sort"])) ?? "value",
    closed: oneOf(["show"] as const, text(raw["closed"])),
    position: idOf(raw["position"]),
    explain: explain !== undefined && FIGURE.test(explain) ? explain : undefined,
  };
}

/** What is as usual is not written, so that one view has one address. */
export function performanceHref(place: PerformancePlace): string {
  const { period, basis, sort, ...rest } = place;
  return hrefOf("/performance", {
    ...(period === DEFAULT_PERIOD || place.from !== undefined ? {} : { period }),
    ...(basis === "net" ? {} : { basis }),
    ...(sort === "value" ? {} : { sort }),
    ...rest,
  });
}

export function isPast({ asOf, knownOn }: PerformancePlace, today: string): boolean {
  return (asOf !== undefined && asOf < today) || knownOn !== undefined;
}

/** What the report is asked for; the page on the server and the browser ask in the very same words. */
export function performanceFilter(accountId: string, place: PerformancePlace, today: string) {
  const { period, from, asOf, method, knownOn } = place;
  return {
    accountId,
    from: from ?? firstDayOf(period, asOf ?? today) ?? undefined,
    asOf: asOf !== undefined && asOf < today ? asOf : undefined,
    method,
    knownAt: knownOn,
    series: "drawn" as const,
  };
}
