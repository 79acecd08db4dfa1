/** Gathering ticks into bars. */
import { expect, test } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import { BarBuilder, barStart, mergeBars } from "./bars.ts";

const trade = (time: string, price: string, volume = "1", symbol = "KO") => ({
  symbol,
  at: new Date(`2026-11-20T${time}Z`),
  price: dec(price),
  volume: dec(volume),
});

test("a minute's trades become one bar when the next minute begins", () => {
  const builder = new BarBuilder("1m");
  expect(builder.add(trade("15:00:01", "63.10", "0.5"))).toBeNull();
  expect(builder.add(trade("15:00:30", "63.40"))).toBeNull();
  expect(builder.add(trade("15:00:59.999", "62.90"))).toBeNull();
  const done = builder.add(trade("15:01:00", "63"));
  expect(done).toMatchObject({
    open: "63.1",
    high: "63.4",
    low: "62.9",
    close: "62.9",
    volume: "2.5",
    tradingDay: "2026-11-20",
  });
  expect(done?.startAt.toISOString()).toBe("2026-11-20T15:00:00.000Z");
  expect(builder.current().map((b) => b.open)).toEqual(["63"]);
});

test("symbols do not mix, and a builder goes on with the bars it is given", () => {
  const builder = new BarBuilder("1m");
  builder.add(trade("15:00:01", "63"));
  builder.add(trade("15:00:02", "160", "1", "PEP"));
  const resumed = new BarBuilder("1m", builder.current());
  resumed.add(trade("15:00:03", "64"));
  expect(resumed.current().map((b) => [b.symbol, b.open, b.close])).toEqual([
    ["KO", "63", "64"],
    ["PEP", "160", "160"],
  ]);
});

test("a late trade counts in the open bar instead of opening an older one", () => {
  const builder = new BarBuilder("1m");
  builder.add(trade("15:01:00", "63"));
  expect(builder.add(trade("15:00:59", "65"))).toBeNull();
  expect(builder.current()).toMatchObject([{ high: "65", volume: "2" }]);
});

test("a day begins at midnight in New York", () => {
  expect(barStart(new Date("2026-11-20T04:59:00Z"), "1d").toISOString()).toBe("2026-11-19T05:00:00.000Z");
  expect(barStart(new Date("2026-07-20T04:00:00Z"), "1d").toISOString()).toBe("2026-07-20T04:00:00.000Z");
});

test("no bars make no bar", () => {
  expect(mergeBars([], "1d")).toBeNull();
});
