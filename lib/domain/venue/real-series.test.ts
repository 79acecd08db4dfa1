/** Real price series through the venue, where the machine has them: gaps, limits and a return that anybody can check. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Bar } from "../market/bars.ts";
import { parseBars } from "../market/parse-bars.ts";
import { type Decimal, dec, sum } from "../shared/decimal.ts";
import type { VenueFill } from "./funds.ts";
import { barPrices } from "./match-bar.ts";
import { meetAlone, sampleBarEvent, sampleVenueOrder } from "./samples.ts";
import type { VenueOrder } from "./venue-order.ts";

const folder = process.env["BALLAST_TEST_DATA"];
const SHARES = dec("7");

/** Every series of daily bars that the folder holds. */
function series(): { readonly symbol: string; readonly bars: readonly Bar[] }[] {
  const home = folder ?? "";
  const files = ["GOOG.csv", ...readdirSync(join(home, "us-large-cap")).map((name) => join("us-large-cap", name))];
  return files.flatMap((file) => {
    const [header = "", ...rows] = readFileSync(join(home, file), "utf8").trimEnd().split(/\r?\n/);
    const symbol = file.replace(/^.*\//, "").replace(/\.csv$/, "");
    const parsed = parseBars({ symbol, header: header.split(","), rows: rows.map((row) => row.split(",")) });
    return parsed.ok ? [{ symbol, bars: parsed.value }] : [];
  });
}

function fillIn(
  bar: Bar,
  order: Partial<VenueOrder>,
  auction: { opens?: boolean; closes?: boolean } = {},
): VenueFill | null {
  const until = new Date("2026-11-20T15:00:01Z");
  const event = sampleBarEvent(
    {},
    {
      bar: barPrices({ ...bar, volume: "1000000" }),
      ...(auction.opens ? { openingUntil: until } : {}),
      ...(auction.closes ? { closingUntil: until } : {}),
    },
  );
  const { fills } = meetAlone(sampleVenueOrder({ quantity: SHARES, ...order }), event);
  return fills[0] ?? null;
}

/** Yesterday's close moved by so many hundredths: where somebody might have rested an order overnight. */
function near(previous: Bar, hundredths: bigint): Decimal {
  return dec(previous.close).times(dec(hundredths)).div(100);
}

test.skipIf(!folder)(
  "a stop that the night jumped over fills at the open, any other at its price (skipped without BALLAST_TEST_DATA)",
  () => {
    let gaps = 0;
    let inside = 0;
    for (const { symbol, bars } of series()) {
      for (const [index, bar] of bars.entries()) {
        const previous = bars[index - 1];
        if (previous === undefined) continue;
        for (const side of ["sell", "buy"] as const) {
          const stopPrice = near(previous, side === "sell" ? 98n : 102n);
          const fill = fillIn(bar, {
            side,
            type: "stop",
            stopPrice,
            held: side === "sell" ? SHARES : dec("1000000000"),
          });
          const reached = side === "sell" ? dec(bar.low).lte(stopPrice) : dec(bar.high).gte(stopPrice);
          const jumped = side === "sell" ? dec(bar.open).lte(stopPrice) : dec(bar.open).gte(stopPrice);
          const expected = !reached ? null : (jumped ? dec(bar.open) : stopPrice).toFixed();
          expect(fill?.price.toFixed() ?? null, `${symbol} ${bar.tradingDay} ${side} stop ${stopPrice.toFixed()}`).toBe(
            expected,
          );
          if (jumped) gaps += 1;
          else if (reached) inside += 1;
        }
      }
    }
    expect(gaps).toBeGreaterThan(100);
    expect(inside).toBeGreaterThan(100);
  },
);

test.skipIf(!folder)(
  "a limit never fills outside the bar nor beyond itself (skipped without BALLAST_TEST_DATA)",
  () => {
    let filled = 0;
    for (const { symbol, bars } of series()) {
      for (const [index, bar] of bars.entries()) {
        const previous = bars[index - 1];
        if (previous === undefined) continue;
        for (const side of ["buy", "sell"] as const) {
          const limitPrice = near(previous, side === "buy" ? 99n : 101n);
          const fill = fillIn(bar, {
            side,
            type: "limit",
            limitPrice,
            held: side === "sell" ? SHARES : dec("1000000000"),
          });
          if (fill === null) continue;
          filled += 1;
          const where = `${symbol} ${bar.tradingDay} ${side} limit ${limitPrice.toFixed()}`;
          expect(fill.price.gte(dec(bar.low)) && fill.price.lte(dec(bar.high)), where).toBe(true);
          expect(side === "buy" ? fill.price.lte(limitPrice) : fill.price.gte(limitPrice), where).toBe(true);
        }
      }
    }
    expect(filled).toBeGreaterThan(1_000);
  },
);

test.skipIf(!folder)(
  "bought at the first open and sold at the last close, a series gives its own price return to the cent (skipped without BALLAST_TEST_DATA)",
  () => {
    for (const { symbol, bars } of series()) {
      const [first, last] = [bars[0], bars.at(-1)];
      if (first === undefined || last === undefined) throw new Error(`${symbol} has no bars`);
      const bought = fillIn(first, { side: "buy", timeInForce: "opg" }, { opens: true });
      const sold = fillIn(last, { side: "sell", timeInForce: "cls", held: SHARES }, { closes: true });
      const cash = sum(
        [bought, sold].flatMap((fill) => (fill === null ? [] : [signed(fill, fill === bought ? "buy" : "sell")])),
      );
      const priceReturn = dec(last.close).minus(dec(first.open)).times(SHARES);
      expect([bought?.quantity.toFixed(), sold?.quantity.toFixed()], symbol).toEqual(["7", "7"]);
      expect(cash.toFixed(2), symbol).toBe(priceReturn.toFixed(2));
    }
  },
);

function signed({ quantity, price, fee }: VenueFill, side: "buy" | "sell"): Decimal {
  const value = quantity.times(price);
  return (side === "buy" ? value.negated() : value).minus(fee);
}
