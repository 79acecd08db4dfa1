/** What a replay has passed between two looks at its book: for each day the bars, or the parts of them, that its orders have to meet, in order of time. */
import type { Bar } from "../market/bars.ts";
import { type Calendar, calendarFor, sessionOf, type TradingSession } from "../market/calendar/sessions.ts";
import type { AssetClass } from "../market/instrument.ts";
import { replaySession, sliceOfBar } from "../market/replay.ts";
import type { Decimal } from "../shared/decimal.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { type BarEvent, barPrices } from "./match-bar.ts";

export interface DailyBar {
  readonly assetId: string;
  readonly assetClass: AssetClass;
  readonly tickSize: Decimal;
  readonly bar: Bar;
}

export interface PassedBar {
  readonly assetId: string;
  readonly event: BarEvent;
  /** When its opening auction was; null where the bar has none. */
  readonly openingAt: Date | null;
}

export interface PassedDay {
  /** Orders that arrived later did not rest since before it began. */
  readonly from: Date;
  readonly to: Date;
  /** Auctions up to then are over before these bars. */
  readonly auctionsUntil: Date;
  readonly bars: readonly PassedBar[];
}

export interface Passage {
  /** The venue times of the last look and of this one. */
  readonly from: Date;
  readonly to: Date;
  /** Daily bars of those days. */
  readonly bars: readonly DailyBar[];
  readonly calendar: Calendar;
}

/** Within one day looks follow each other by their quotes; what lies before an opening, after it or between two of them is met as bars. */
export function passedDays({ from, to, bars, calendar }: Passage): PassedDay[] {
  const byDay = Map.groupBy(bars, ({ bar }) => bar.tradingDay);
  return [...byDay.keys()].sort().flatMap((day) => {
    const span = spanOf(day, from, to);
    if (span === null) return [];
    const own = [...(byDay.get(day) ?? [])].sort((a, b) => (a.assetId < b.assetId ? -1 : 1));
    const passed = own.flatMap((bar) => passedBar(bar, span, calendar) ?? []);
    return [{ from: span.from, to: span.to, auctionsUntil: span.ends ? span.from : span.to, bars: passed }];
  });
}

interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly startAt: Date;
  readonly whole: boolean;
  /** The day was played to its end. */
  readonly ends: boolean;
}

function spanOf(day: LocalDate, last: Date, now: Date): Span | null {
  const { startAt, endAt } = replaySession(day);
  const from = last > startAt ? last : startAt;
  const to = now < endAt ? now : endAt;
  // Two looks within a day: the quotes of both are met.
  if (from >= to || (last > startAt && now <= endAt)) return null;
  return { from, to, startAt, whole: last <= startAt && now >= endAt, ends: now >= endAt };
}

function passedBar({ assetId, assetClass, tickSize, bar }: DailyBar, span: Span, calendar: Calendar): PassedBar | null {
  const own = calendarFor(assetClass, calendar);
  const session = sessionOf(bar.tradingDay, own.overrides, own.mode);
  if (session === null || session.openAt >= span.to || session.closeAt <= span.from) return null;
  const fromMs = span.from.getTime() - span.startAt.getTime();
  const toMs = span.to.getTime() - span.startAt.getTime();
  const auctions = auctionsOf(session, span.whole);
  return {
    assetId,
    openingAt: auctions.openingUntil,
    event: {
      kind: "bar",
      at: session.closeAt < span.to ? session.closeAt : span.to,
      session: "core",
      tradingDay: bar.tradingDay,
      bar: barPrices(sliceOfBar(bar, { fromMs, toMs }, tickSize)),
      ...auctions,
    },
  };
}

/** A bar that was passed whole brings its auctions with it; those of a part are held for themselves. */
function auctionsOf({ openingAuctionAt, closingAuctionAt }: TradingSession, whole: boolean) {
  return whole
    ? { openingUntil: openingAuctionAt, closingUntil: closingAuctionAt }
    : { openingUntil: null, closingUntil: null };
}
