/** Replay: imported days play as a market, at the bars' own prices and dates. */
import { expect, test } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asLocalDate, startOfDay, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import type { Bar } from "./bars.ts";
import { playedAfter, playedAtDay, prepareReplay, priceInBar, replayAt, SESSION_MS } from "./replay.ts";

function bar(symbol: string, day: string, [open, high, low, close]: [string, string, string, string]): Bar {
  const tradingDay = asLocalDate(day);
  return {
    symbol,
    interval: "1d",
    startAt: startOfDay(tradingDay, VENUE_ZONE),
    tradingDay,
    open,
    high,
    low,
    close,
    volume: "39000",
  };
}

const cent = dec("0.01");
const rising = bar("KO", "2013-03-08", ["100", "105", "98", "104"]);
const falling = bar("KO", "2013-03-11", ["103", "104", "99", "100"]);
const other = bar("PEP", "2013-03-11", ["50", "51", "49", "50"]);
const timeline = prepareReplay([
  { symbol: "KO", tickSize: cent, bars: [falling, rising] },
  { symbol: "PEP", tickSize: cent, bars: [other] },
]);
const last = (playedMs: number, symbol = "KO") =>
  replayAt(timeline, playedMs)
    ?.quotes.find((q) => q.symbol === symbol)
    ?.last.toFixed();

test("a rising day goes open, low, high, close; a falling one open, high, low, close", () => {
  const thirds = [0, SESSION_MS / 3, (SESSION_MS * 2) / 3, SESSION_MS];
  expect(thirds.map((ms) => priceInBar(rising, ms, cent).toFixed())).toEqual(["100", "98", "105", "104"]);
  expect(thirds.map((ms) => priceInBar(falling, ms, cent).toFixed())).toEqual(["103", "104", "99", "100"]);
});

test("venue time is the bar's date from half past nine to four in New York, winter and summer", () => {
  expect(replayAt(timeline, 0)?.venueAt.toISOString()).toBe("2013-03-08T14:30:00.000Z");
  // Clocks went forward on the Sunday between; the weekend takes no time.
  expect(replayAt(timeline, SESSION_MS)?.venueAt.toISOString()).toBe("2013-03-11T13:30:00.000Z");
  expect(replayAt(timeline, SESSION_MS + 60_000)?.tradingDay).toBe("2013-03-11");
});

test("on the very day of a clock change the session still opens at half past nine", () => {
  const sunday = prepareReplay([
    { symbol: "BTC", tickSize: cent, bars: [bar("BTC", "2013-03-10", ["1", "1", "1", "1"])] },
  ]);
  expect(replayAt(sunday, 0)?.venueAt.toISOString()).toBe("2013-03-10T13:30:00.000Z");
});

test("bid and ask stay inside the day's range, one tick apart", () => {
  for (let ms = 0; ms <= 2 * SESSION_MS; ms += 97_531) {
    const moment = replayAt(timeline, ms);
    for (const q of moment?.quotes ?? []) {
      const day = q.symbol === "PEP" ? other : moment?.tradingDay === "2013-03-08" ? rising : falling;
      expect(q.ask.minus(q.bid).eq(cent)).toBe(true);
      expect(q.bid.gte(day.low) && q.ask.lte(day.high) && q.last.gte(q.bid) && q.last.lte(q.ask)).toBe(true);
      expect(q.askSize.toFixed()).toBe("100");
    }
  }
});

test("a symbol without an earlier bar has no price, and no close before its first day", () => {
  expect(last(0, "PEP")).toBeUndefined();
  const [ko, pep] = replayAt(timeline, SESSION_MS)?.quotes ?? [];
  expect([ko?.previousClose?.toFixed(), pep?.previousClose]).toEqual(["104", null]);
});

test("a symbol without a bar today keeps its last close, its old time and no size", () => {
  const gap = prepareReplay([
    { symbol: "KO", tickSize: cent, bars: [rising] },
    { symbol: "PEP", tickSize: cent, bars: [other] },
  ]);
  const [ko] = replayAt(gap, SESSION_MS + 1_000)?.quotes ?? [];
  expect([ko?.last.toFixed(), ko?.at.toISOString(), ko?.askSize.toFixed()]).toEqual([
    "104",
    "2013-03-08T21:00:00.000Z",
    "0",
  ]);
});

test("after the last close everything stands still and says so", () => {
  const end = replayAt(timeline, 2 * SESSION_MS);
  expect([end?.ended, end?.venueAt.toISOString(), last(2 * SESSION_MS)]).toEqual([
    true,
    "2013-03-11T20:00:00.000Z",
    "100",
  ]);
  expect(replayAt(timeline, 99 * SESSION_MS)?.venueAt).toEqual(end?.venueAt);
  expect(replayAt(timeline, 2 * SESSION_MS - 1)?.ended).toBe(false);
});

test("speed stretches time exactly, and a replay can begin at a day", () => {
  expect(playedAfter(1_000, dec("390"))).toBe(390_000);
  expect(playedAfter(1_000, dec("0.5"), 7)).toBe(507);
  expect(playedAtDay(timeline, asLocalDate("2013-03-09"))).toBe(SESSION_MS);
  expect(playedAtDay(timeline, asLocalDate("2020-01-01"))).toBe(2 * SESSION_MS);
});

test("nothing imported is nothing to play", () => {
  expect(replayAt(prepareReplay([]), 0)).toBeNull();
});
