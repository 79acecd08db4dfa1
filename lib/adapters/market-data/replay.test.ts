/** The replay as a source of prices: it plays while it is asked, stands still at the end, and goes on where it stopped. */
import { describe, expect, it } from "vitest";
import type { Bar } from "#lib/domain/market/bars.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asLocalDate, startOfDay, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import type { MarketCheckpoint } from "#lib/ports/market-data.ts";
import { createReplayMarket } from "./replay.ts";

function bar(symbol: string, day: string, open: string, close: string): Bar {
  const tradingDay = asLocalDate(day);
  const [high, low] = ["20", "5"];
  return {
    symbol,
    interval: "1d",
    startAt: startOfDay(tradingDay, VENUE_ZONE),
    tradingDay,
    open,
    high,
    low,
    close,
    volume: "3900",
  };
}

const BARS = [bar("ACME", "2024-03-28", "10", "12"), bar("ACME", "2024-04-01", "13", "11")];
/** An hour of the venue in one second: a session in six and a half. */
const SPEED = dec("3600");

function market(checkpoint: MarketCheckpoint = {}, bars = BARS) {
  const symbols = [{ symbol: "ACME", tickSize: dec("0.01"), bars }];
  return createReplayMarket({ source: "replay", symbols, speed: SPEED, tick: 0n, checkpoint });
}

const at = (seconds: number) => new Date(seconds * 1_000);

describe("a replay", () => {
  it("plays an hour a second from the first opening, by the bars' own dates", () => {
    const replay = market();
    expect(replay.advance(at(1_000))?.venueAt?.toISOString()).toBe("2024-03-28T13:30:00.000Z");
    const later = replay.advance(at(1_001));
    expect(later).toMatchObject({ tick: 2n, venueAt: new Date("2024-03-28T14:30:00.000Z") });
    expect(replay.advance(at(1_007))?.venueAt?.toISOString()).toBe("2024-04-01T14:00:00.000Z");
  });

  it("gives the day before's close once there is one, and the day's own open until then", () => {
    const replay = market();
    expect(replay.advance(at(0))?.quotes[0]).toMatchObject({ open: dec("10"), previousClose: dec("10") });
    expect(replay.step(7, at(0)).quotes[0]).toMatchObject({ open: dec("13"), previousClose: dec("12") });
  });

  it("stands still after the last close", () => {
    const replay = market();
    expect(replay.step(100, at(0)).venueAt?.toISOString()).toBe("2024-04-01T20:00:00.000Z");
    replay.advance(at(1));
    expect(replay.advance(at(2))).toBeNull();
  });

  it("goes on where it stopped, also when earlier days were imported meanwhile", () => {
    const stopped = market().step(8, at(0));
    const earlier = [bar("ACME", "2023-01-03", "9", "9"), ...BARS];
    expect(market(stopped.checkpoint, earlier).advance(at(500))?.venueAt).toEqual(stopped.venueAt);
  });

  it("does not play while the desk is off", () => {
    const stopped = market().step(2, at(0));
    expect(market(stopped.checkpoint).advance(at(1_000_000))?.venueAt).toEqual(stopped.venueAt);
  });

  it("has nothing to say before the first import, and its prices cannot be set", () => {
    expect(market({}, []).advance(at(0))).toBeNull();
    expect(() => market().setQuote({ symbol: "ACME", bid: "1", ask: "2" }, at(0))).toThrow("cannot be set");
  });
});
