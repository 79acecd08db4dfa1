/** All returns of a series of days, as the report says them. */
import { fromFixed18 } from "../shared/fixed.ts";
import { checkSeries, type DayPoint, type DaySeries } from "./day-series.ts";
import { drawdownOf, type Falls, fallOn, openFalls } from "./drawdown.ts";
import type { ReportReturns, SeriesDay } from "./report.ts";
import { simpleReturn } from "./simple-return.ts";
import { type Chain, type DayReturn, linkDay, linked, openChain } from "./twr.ts";
import { NO_SPREAD, type Spread, spreadOn, volatilityOf } from "./volatility.ts";
import { xirrOfSeries } from "./xirr.ts";

/** A day with all that is reckoned from day to day up to it. */
export interface WalkedDay {
  readonly point: DayPoint;
  readonly linked: DayReturn;
  readonly text: SeriesDay;
  readonly chain: Chain;
  readonly falls: Falls;
  readonly spread: Spread;
}

/** Of a series that begins with the account; walked once, its days serve every report that begins there too. */
export function walkDays({ opening, days }: DaySeries, known: readonly WalkedDay[] = []): WalkedDay[] {
  const walked: WalkedDay[] = [];
  for (const point of days) {
    const same = known[walked.length];
    // Every day hangs on those before it: what follows the first other one is another day as well.
    if (same !== undefined && same.point === point && walked.at(-1) === known[walked.length - 1]) walked.push(same);
    else walked.push(walkDay(walked.at(-1), point, opening));
  }
  return walked;
}

function walkDay(before: WalkedDay | undefined, point: DayPoint, opening: bigint): WalkedDay {
  const { chain, day } = linkDay(before?.chain ?? openChain(opening), point);
  const falls = fallOn(before?.falls ?? openFalls(point.day), day);
  const spread = spreadOn(before?.spread ?? NO_SPREAD, day);
  return { point, linked: day, text: seriesDay(point, day), chain, falls, spread };
}

export interface ReturnsAndSeries {
  readonly returns: ReportReturns;
  readonly series: SeriesDay[];
}

/** The benchmark is another series and is put beside them by whoever has it. Known days are of the same opening. */
export function returnsOf(series: DaySeries, known: readonly WalkedDay[] = []): ReturnsAndSeries {
  checkSeries(series);
  const walked = walkDays(series, known);
  const last = walked.at(-1);
  const whole = linked(walked.map((each) => each.linked));
  const [rate, simple] = [xirrOfSeries(series), simpleReturn(series)];
  const [fall, spread] = [drawdownOf(last?.falls ?? openFalls(undefined)), volatilityOf(last?.spread ?? NO_SPREAD)];
  const returns = {
    timeWeighted: { fraction: fromFixed18(whole.fraction), flaggedDays: whole.flaggedDays },
    xirr: { fraction: text(rate.fraction), reason: rate.reason },
    simple: { fraction: text(simple.fraction), reason: simple.reason },
    drawdown: {
      fraction: fromFixed18(fall.fraction),
      peakDay: fall.peakDay,
      troughDay: fall.troughDay,
      recoveredDay: fall.recoveredDay,
    },
    volatility: { period: text(spread.period), annualised: text(spread.annualised), reason: spread.reason },
    benchmark: null,
  };
  return { returns, series: walked.map(({ text }) => text) };
}

function seriesDay({ day, value, inflow, outflow }: DayPoint, { fraction, index, flag }: DayReturn): SeriesDay {
  return {
    day,
    equity: text(value),
    inflow: fromFixed18(inflow),
    outflow: fromFixed18(outflow),
    fraction: fromFixed18(fraction),
    index: fromFixed18(index),
    flag,
  };
}

function text(value: bigint | null): string | null {
  return value === null ? null : fromFixed18(value);
}
