/** The generated past: repeatable, consistent in itself and ending on the live start price. */
import { expect, test } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import { INSTRUMENTS } from "#prisma/seed/instruments.ts";
import { type Bar, mergeBars } from "./bars.ts";
import { generateHistory, historyOf } from "./simulation-history.ts";

const endAt = new Date("2026-11-20T19:30:42Z");
const [apple] = INSTRUMENTS;
const coin = INSTRUMENTS.find((i) => i.symbol === "BTC/USD");
if (!apple || !coin) throw new Error("the seed has lost an instrument");
const samples = [apple, coin].map((profile) => historyOf(profile, { seed: "s", endAt }));

function isConsistent(bar: Bar): boolean {
  const [open, high, low, close] = [dec(bar.open), dec(bar.high), dec(bar.low), dec(bar.close)];
  const inside = high.gte(open) && high.gte(close) && low.lte(open) && low.lte(close);
  return (
    inside && low.gt(0) && dec(bar.volume).gt(0) && [open, high, low, close].every((p) => p.times(100).isInteger())
  );
}

test("there are two years of days and five whole days of minutes, up to the minute before the start", () => {
  for (const { daily, minutes } of samples) {
    expect(daily.length).toBe(731);
    expect(daily.at(-1)?.tradingDay).toBe("2026-11-20");
    expect(minutes[0]?.tradingDay).toBe("2026-11-15");
    expect(minutes.length).toBe(5 * 1_440 + 14 * 60 + 30);
    expect(minutes.at(-1)?.startAt.toISOString()).toBe("2026-11-20T19:29:00.000Z");
  }
});

test("the last minute and the last day close exactly at the start price", () => {
  for (const [i, { daily, minutes }] of samples.entries()) {
    const price = [apple, coin][i]?.startPrice;
    expect(minutes.at(-1)?.close).toBe(price);
    expect(daily.at(-1)?.close).toBe(price);
  }
});

test("every bar contains its prices, on tick, above zero, with volume", () => {
  for (const { daily, minutes } of samples) {
    expect([...daily, ...minutes].filter((bar) => !isConsistent(bar))).toEqual([]);
  }
});

test("each bar opens where the one before closed", () => {
  for (const { daily, minutes } of samples) {
    for (const bars of [daily, minutes]) {
      expect(bars.filter((bar, i) => i > 0 && bars[i - 1]?.close !== bar.open)).toEqual([]);
    }
  }
});

test("the minutes of a day make that day's bar", () => {
  for (const { daily, minutes } of samples) {
    for (const day of daily.slice(-6)) {
      const own = minutes.filter((m) => m.tradingDay === day.tradingDay);
      expect(mergeBars(own, "1d")).toEqual(day);
    }
  }
});

test("a day of a clock change has an hour more, and its minutes still stand once each", () => {
  const { minutes } = historyOf(apple, {
    seed: "s",
    endAt: new Date("2026-11-02T12:00:00Z"),
    dailyBars: 3,
    minuteDays: 1,
  });
  const sunday = minutes.filter((m) => m.tradingDay === "2026-11-01");
  expect(sunday.length).toBe(25 * 60);
  expect(new Set(minutes.map((m) => m.startAt.getTime())).size).toBe(minutes.length);
});

test("the past is the same whenever it is made from the same seed, and another from another", () => {
  const closes = (seed: string) =>
    [...generateHistory(INSTRUMENTS.slice(0, 3), { seed, endAt, dailyBars: 30, minuteDays: 0 })].map((b) => b.close);
  expect(closes("s")).toEqual(closes("s"));
  expect(closes("s")).not.toEqual(closes("t"));
});

test("days rise and fall together in the past too", () => {
  const up = ["MSFT", "AAPL"].map((symbol) => {
    const profile = INSTRUMENTS.find((i) => i.symbol === symbol) ?? apple;
    const { daily } = historyOf(profile, { seed: "s", endAt, minuteDays: 0 });
    return daily.map((d) => dec(d.close).cmp(dec(d.open)));
  });
  const same = up[0]?.filter((move, i) => move === up[1]?.[i]).length ?? 0;
  expect(same).toBeGreaterThan(731 * 0.58);
});
