/** Several orders of one account that cover the same short position in one bar. */
import { expect, it } from "vitest";
import type { CandidateRow } from "#lib/db/venue.sql.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { sampleBarEvent } from "#lib/domain/venue/samples.ts";
import { meetBar } from "./venue-bars.ts";

const since = new Date("2026-11-20T14:30:00Z");

function cover(seq: number, differs: Partial<CandidateRow> = {}): CandidateRow {
  return {
    ...{ orderId: `o${seq}`, accountId: "a", assetId: "x", venueOrderId: `P-${seq}`, assetClass: "us_equity" },
    ...{ side: "buy", type: "limit", timeInForce: "gtc", quantity: "6", notional: null, limitPrice: "98" },
    ...{ stopPrice: null, trailPrice: null, trailPercent: null, highWaterMark: null, triggeredAt: null },
    ...{ extendedHours: false, groupId: null, auctionAt: null, filledQuantity: "0", filledValue: "0", executions: 0 },
    ...{
      seq: BigInt(seq),
      receivedAt: new Date("2026-11-19T15:00:00Z"),
      expiresAt: null,
      version: "1",
      fractionable: true,
    },
    ...{ tickSize: "0.01", slippageKind: "none", slippageValue: "0", commissionKind: "none", commissionValue: "0" },
    ...{ commissionMinimum: "0", held: "0", heldMargin: null, cashFree: "0", position: "-10", collateral: "2000" },
    ...{
      venueAt: since,
      quotedAt: null,
      tick: null,
      bid: "0",
      ask: "0",
      last: "0",
      bidSize: "0",
      askSize: "0",
      stoppedFrom: null,
    },
    ...differs,
  };
}

function met(rows: readonly CandidateRow[], volume = "1000", purse = new Map([["a", dec("0")]])) {
  const bar = { assetId: "x", openingAt: null, event: sampleBarEvent({ volume }) };
  return meetBar(rows, bar, since, purse).flatMap(({ results }) =>
    results.map(
      ({ order, after, residue }) => `${order.venueOrderId} ${after.filledQuantity.toFixed()} ${residue.state}`,
    ),
  );
}

it("each is paid from what the one before has left of the collateral, and the last one not beyond it", () => {
  // Ten short at 2,000 of collateral: six and four are covered, and two more have nothing to pay with.
  expect(met([cover(1), cover(2)])).toEqual(["P-1 6 filled", "P-2 6 filled"]);
  expect(met([cover(1), cover(2), cover(3)])).toEqual(["P-1 6 filled", "P-2 6 filled", "P-3 0 canceled"]);
});

it("they share the bar's volume in the order of their arrival", () => {
  expect(met([cover(1), cover(2)], "8")).toEqual(["P-1 6 filled", "P-2 2 working"]);
});

it("one that came after the bar had begun, or had ended before, does not take part", () => {
  expect(met([cover(1, { receivedAt: new Date("2026-11-20T14:30:01Z") }), cover(2)])).toEqual(["P-2 6 filled"]);
  expect(met([cover(1, { expiresAt: since })])).toEqual([]);
});
