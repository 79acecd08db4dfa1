/** Scaled prices compare as the decimals do, and nothing is rounded away. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { dec } from "../shared/decimal.ts";
import { toScaled } from "./scaled.ts";

test("reads text and decimals alike, to eighteen places", () => {
  expect([toScaled("100.02"), toScaled(dec("100.02"))]).toEqual([
    100_020_000_000_000_000_000n,
    100_020_000_000_000_000_000n,
  ]);
  expect(toScaled("0.000000000000000001")).toBe(1n);
  expect(toScaled("-0.5")).toBe(-500_000_000_000_000_000n);
  expect(toScaled("7")).toBe(7_000_000_000_000_000_000n);
});

test("refuses what is no plain decimal and what has more places than are stored", () => {
  for (const text of ["", "1e5", "+1", ".5", "0x10", "0.0000000000000000001"]) expect(() => toScaled(text)).toThrow();
});

test("keeps every order and every equality", () => {
  const price = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 18 }));
  fc.assert(
    fc.property(price, price, ([a, placesA], [b, placesB]) => {
      const [x, y] = [dec(a).div(dec(10n ** BigInt(placesA))), dec(b).div(dec(10n ** BigInt(placesB)))];
      const [scaledX, scaledY] = [toScaled(x), toScaled(y)];
      expect(scaledX < scaledY ? -1 : scaledX > scaledY ? 1 : 0).toBe(x.cmp(y));
    }),
  );
});
