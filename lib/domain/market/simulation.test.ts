/** The live walk: repeatable, on tick, correlated, and restorable from its checkpoint. */
import { expect, test } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import { onTick } from "#lib/domain/shared/rounding.ts";
import { INSTRUMENTS } from "#prisma/seed/instruments.ts";
import {
  checkpointOf,
  nextPrices,
  pricesOf,
  restoreSimulation,
  startSimulation,
  walkTo,
  withPrice,
} from "./simulation.ts";
import type { SimulationProfile } from "./simulation-profile.ts";
import { quoteFrom } from "./simulation-quote.ts";
import { fromFixedPoint, integerSquareRoot, normal, streamKey, toFixedPoint } from "./simulation-random.ts";

const start = () => startSimulation("seed-1", INSTRUMENTS, 1_000n);

test("the same seed and tick give the same prices, another seed gives others", () => {
  const a = pricesOf(nextPrices(start(), 1_300n));
  expect(pricesOf(nextPrices(start(), 1_300n))).toEqual(a);
  expect(pricesOf(nextPrices(startSimulation("seed-2", INSTRUMENTS, 1_000n), 1_300n))).not.toEqual(a);
});

test("a walk cut by a checkpoint goes on as if it had never stopped", () => {
  const whole = nextPrices(start(), 1_400n);
  const stored = JSON.parse(JSON.stringify(checkpointOf(nextPrices(start(), 1_137n))));
  expect(checkpointOf(nextPrices(restoreSimulation(stored, INSTRUMENTS), 1_400n))).toEqual(checkpointOf(whole));
});

test("an instrument added later starts at its start price and leaves the others alone", () => {
  const stored = checkpointOf(nextPrices(startSimulation("s", INSTRUMENTS.slice(1), 0n), 50n));
  const restored = pricesOf(restoreSimulation(stored, INSTRUMENTS));
  expect(restored.get("AAPL")).toBe("232.5");
  expect(restored.get("MSFT")).toBe(pricesOf(nextPrices(startSimulation("s", INSTRUMENTS, 0n), 50n)).get("MSFT"));
});

test("every price is above zero and on tick, even for a penny symbol that swings by half a day", () => {
  const penny: SimulationProfile = {
    symbol: "PENNY",
    assetClass: "us_equity",
    startPrice: "0.02",
    tickSize: "0.01",
    dailyVolatilityPpm: 500_000,
    marketBetaPpm: 1_000_000,
    dailyVolume: "1000",
  };
  let seen = 0;
  for (const state of walkTo(startSimulation("s", [penny, ...INSTRUMENTS.slice(0, 2)], 0n), 40_000n)) {
    for (const price of pricesOf(state).values()) {
      seen += 1;
      expect(dec(price).gt(0) && onTick(dec(price), dec("0.01"))).toBe(true);
    }
  }
  expect(seen).toBeGreaterThan(10_000);
});

test("going back is refused and standing still changes nothing", () => {
  const state = nextPrices(start(), 1_010n);
  expect(nextPrices(state, 1_010n)).toBe(state);
  expect(() => nextPrices(state, 1_009n)).toThrow("cannot go back");
});

test("a long pause is walked in hours, its last week in minutes and its last hour in seconds", () => {
  const ticks = [...walkTo(startSimulation("s", INSTRUMENTS.slice(0, 1), 0n), 86_400n)].map((s) => s.tick);
  expect(ticks[0]).toBe(60n);
  expect(ticks.at(-1)).toBe(86_400n);
  expect(ticks.length).toBe((86_400 - 3_600) / 60 + 3_600);
  const [first] = walkTo(startSimulation("s", INSTRUMENTS.slice(0, 1), 0n), 8n * 86_400n);
  expect(first?.tick).toBe(3_600n);
});

test("an operator's price holds as the new anchor", () => {
  const state = nextPrices(withPrice(start(), "AAPL", "100"), 1_001n);
  expect(
    dec(pricesOf(state).get("AAPL") ?? "0")
      .minus(100)
      .abs()
      .lt(1),
  ).toBe(true);
});

test("symbols rise and fall together more often than not", () => {
  let together = 0n;
  let moves = 0n;
  let before = startSimulation("s", INSTRUMENTS, 0n);
  for (let i = 1n; i <= 400n; i += 1n) {
    const after = nextPrices(before, i * 60n);
    const up = (symbol: string) => {
      const [a, b] = [dec(pricesOf(before).get(symbol) ?? "0"), dec(pricesOf(after).get(symbol) ?? "0")];
      return b.cmp(a);
    };
    for (const [one, other] of [
      ["MSFT", "AAPL"],
      ["AMZN", "GOOGL"],
      ["JPM", "BAC"],
    ] as const) {
      // A minute in which one of them stands on its tick says nothing.
      if (up(one) * up(other) === 0) continue;
      moves += 1n;
      if (up(one) === up(other)) together += 1n;
    }
    before = after;
  }
  // Independent symbols would agree in half of the minutes.
  expect((together * 100n) / moves).toBeGreaterThan(60n);
});

test("two share classes of one company stay in step", () => {
  const [c, a] = ["GOOG", "GOOGL"].map((s) => dec(pricesOf(nextPrices(start(), 1_000n + 86_400n)).get(s) ?? "0"));
  expect(c && a && c.div("180.1").minus(a.div("178.4")).abs().lt("0.001")).toBe(true);
});

test("normal draws have the mean and deviation that they claim", () => {
  const key = streamKey("normal");
  let total = 0n;
  let squares = 0n;
  for (let i = 0n; i < 20_000n; i += 1n) {
    const x = normal(key, i, 1_000_000n);
    total += x;
    squares += x * x;
  }
  expect((total / 20_000n) ** 2n).toBeLessThan(30_000n ** 2n);
  const deviation = integerSquareRoot(squares / 20_000n);
  expect(deviation).toBeGreaterThan(980_000n);
  expect(deviation).toBeLessThan(1_020_000n);
});

test("fixed point keeps every digit both ways and refuses what it would lose", () => {
  for (const text of ["0.01", "97850", "0.000000000001", "12345678901234567890.123456789012"]) {
    expect(fromFixedPoint(toFixedPoint(text))).toBe(text);
  }
  expect(() => toFixedPoint("0.0000000000001")).toThrow(RangeError);
  expect(() => toFixedPoint("-1")).toThrow(RangeError);
});

test("quotes repeat, are at least one tick wide, hold the last price and show whole shares for equities", () => {
  const tickSize = dec("0.01");
  let odd = 0;
  let inner = 0;
  for (let tick = 0n; tick < 2_000n; tick += 1n) {
    const stock = quoteFrom("232.5", { symbol: "AAPL", assetClass: "us_equity", tickSize }, tick);
    expect(stock).toEqual(quoteFrom("232.5", { symbol: "AAPL", assetClass: "us_equity", tickSize }, tick));
    expect(stock.ask.minus(stock.bid).gte(tickSize)).toBe(true);
    expect(stock.bid.lte("232.5") && stock.ask.gte("232.5") && onTick(stock.bid, tickSize)).toBe(true);
    expect(stock.askSize.isInteger() && stock.askSize.gte(10) && stock.askSize.lte(900)).toBe(true);
    if (stock.askSize.lt(100)) odd += 1;
    if (!stock.last.eq(stock.bid) && !stock.last.eq(stock.ask)) inner += 1;
    const penny = quoteFrom("0.01", { symbol: "PENNY", assetClass: "us_equity", tickSize }, tick);
    expect(penny.bid.gte("0.01") && penny.ask.gt(penny.bid)).toBe(true);
    const coin = quoteFrom("97850", { symbol: "BTC/USD", assetClass: "crypto", tickSize }, tick);
    expect(coin.askSize.gte("0.01") && coin.askSize.lte(4)).toBe(true);
  }
  expect(odd).toBeGreaterThan(300);
  expect(inner).toBeGreaterThan(100);
});
