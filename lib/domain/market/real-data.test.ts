/** Real price series, where the machine has them: read whole, replayed inside their own ranges, and filled at their own prices. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dec } from "#lib/domain/shared/decimal.ts";
import { finestTick, parseBars } from "./parse-bars.ts";
import { prepareReplay, replayAt, SESSION_MS } from "./replay.ts";

const folder = process.env["BALLAST_TEST_DATA"];

function read(file: string, symbol: string) {
  const [header = "", ...rows] = readFileSync(join(folder ?? "", file), "utf8")
    .trimEnd()
    .split(/\r?\n/);
  return parseBars({ symbol, header: header.split(","), rows: rows.map((row) => row.split(",")) });
}

test.skipIf(!folder)(
  "real daily series are read whole (skipped without BALLAST_TEST_DATA, the folder of price files)",
  () => {
    const google = read("GOOG.csv", "GOOG");
    expect(google.ok && [google.value.length, google.value.at(-1)?.close]).toEqual([2_148, "806.19"]);
    const apple = read("us-large-cap/AAPL.csv", "AAPL");
    expect(apple.ok && [apple.value.length, finestTick(apple.value).toFixed()]).toEqual([1_259, "0.0001"]);
  },
);

test.skipIf(!folder)("hourly bars are refused as not daily (skipped without BALLAST_TEST_DATA)", () => {
  const euro = read("EURUSD.csv", "EURUSD");
  expect(!euro.ok && euro.error[0]?.message).toContain("Only daily bars");
});

test.skipIf(!folder)("a replay quotes only prices that the day has seen (skipped without BALLAST_TEST_DATA)", () => {
  const google = read("GOOG.csv", "GOOG");
  const bars = google.ok ? google.value : [];
  const timeline = prepareReplay([{ symbol: "GOOG", tickSize: finestTick(bars), bars }]);
  for (const [i, bar] of bars.entries()) {
    const quote = replayAt(timeline, i * SESSION_MS + ((i * 7_919) % SESSION_MS))?.quotes[0];
    expect(quote?.bid.gte(dec(bar.low)) && quote.ask.lte(dec(bar.high))).toBe(true);
  }
});
