/** The ladder gives the nearest threshold first and, within one, the earlier order. */
import { expect, test } from "vitest";
import { Ladder } from "./ladder.ts";
import { sampleVenueOrder } from "./samples.ts";
import type { VenueOrder } from "./venue-order.ts";

const order = (seq: number) => sampleVenueOrder({ venueOrderId: `v${seq}`, seq });

function at(ladder: Ladder, price: bigint, beyond = false): number[] {
  const found: VenueOrder[] = [];
  ladder.collect(price, found, beyond);
  return found.map((each) => each.seq);
}

test("a rising ladder is reached from below, nearest first, then in order of arrival", () => {
  const ladder = new Ladder("rising");
  for (const [threshold, seq] of [
    [30n, 1],
    [10n, 4],
    [20n, 2],
    [10n, 3],
  ] as const) {
    ladder.add(threshold, order(seq));
  }
  expect([at(ladder, 9n), at(ladder, 10n), at(ladder, 25n), at(ladder, 30n, true)]).toEqual([
    [],
    [3, 4],
    [3, 4, 2],
    [3, 4, 2],
  ]);
  ladder.remove(10n, "v4");
  ladder.remove(10n, "v1");
  expect(at(ladder, 30n)).toEqual([3, 2, 1]);
  ladder.remove(10n, "v3");
  expect(at(ladder, 10n)).toEqual([]);
});

test("a falling ladder is reached from above", () => {
  const ladder = new Ladder("falling");
  ladder.add(10n, order(1));
  ladder.add(20n, order(2));
  expect([at(ladder, 21n), at(ladder, 20n), at(ladder, 5n), at(ladder, 10n, true)]).toEqual([[], [2], [2, 1], [2]]);
});
