// XIRR: the yearly rate at which all that was put in would have grown to what was taken out and what is there now.
import { FIXED_ONE, mulDiv } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { checkSeries, type DaySeries, openingDay } from "./day-series.ts";
import { GROWTH_ONE, growthPerDay, power } from "./growth.ts";

/** Seen from the owner's pocket: negative when put in, positive when taken out or there in the end. */
export interface CashFlow {
  readonly day: LocalDate;
  readonly amount: bigint;
}

export type Xirr =
  | { readonly fraction: bigint; readonly reason: null }
  | { readonly fraction: null; readonly reason: string };

const DAYS_OF_YEAR = 365;

export function xirrOfSeries(series: DaySeries): Xirr {
  checkSeries(series);
  const [start, end] = [openingDay(series), series.days.at(-1)];
  if (start === null || end === undefined) return unknown("There is not a day to look at.");
  if (end.value === null) return unknown("The value at the end is not known.");
  return xirr([
    { day: start, amount: -series.opening },
    ...series.days.flatMap(({ day, inflow, outflow }) =>
      inflow === outflow ? [] : [{ day, amount: outflow - inflow }],
    ),
    { day: end.day, amount: end.value },
  ]);
}

/** Actual days over 365. Of several rates that fit, the one nearest to no growth; the search is told in growth.ts. */
export function xirr(flows: readonly CashFlow[]): Xirr {
  const daily = byDay(flows);
  const [first, last] = [daily[0], daily.at(-1)];
  if (first === undefined || last === undefined) return unknown(whyNothing(flows));
  if (first.day === last.day) return unknown(ONE_DAY);
  const paid = daily.some(({ amount }) => amount < 0n);
  const got = daily.some(({ amount }) => amount > 0n);
  if (!got) return unknown("All that was put in is lost or owed: no rate above −100 % fits.");
  if (!paid) return unknown("Nothing was put in, so there is nothing that could have grown.");
  const growth = growthPerDay(daily);
  if (growth === null) return unknown("No rate makes what was put in and what came of it agree.");
  const year = power(growth, DAYS_OF_YEAR);
  return { fraction: mulDiv(year - GROWTH_ONE, FIXED_ONE, GROWTH_ONE), reason: null };
}

const ONE_DAY = "Everything happened on one day, and a rate needs time.";

/** What was put in may be all there is, or be gone again, on its own day: no money, and none that had time, are not the same. */
function whyNothing(flows: readonly CashFlow[]): string {
  const days = new Set(flows.filter(({ amount }) => amount !== 0n).map(({ day }) => day));
  if (days.size === 0) return "No money was put in, taken out or is there.";
  if (days.size === 1) return ONE_DAY;
  return "What was put in was taken out again on the same day, and a rate needs time.";
}

function byDay(flows: readonly CashFlow[]): CashFlow[] {
  const sums = new Map<LocalDate, bigint>();
  for (const { day, amount } of flows) sums.set(day, (sums.get(day) ?? 0n) + amount);
  return [...sums]
    .filter(([, amount]) => amount !== 0n)
    .map(([day, amount]) => ({ day, amount }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
}

function unknown(reason: string): Xirr {
  return { fraction: null, reason };
}
