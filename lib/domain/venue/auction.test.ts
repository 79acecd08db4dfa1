/** The opening and closing auctions: one price, limits at or better, and nothing of them is left working. */
import { expect, test } from "vitest";
import { dec } from "../shared/decimal.ts";
import { asLocalDate } from "../shared/local-date.ts";
import type { AuctionEvent } from "./auction.ts";
import { matchEvent } from "./run-venue.ts";
import { meetAlone, sampleAuctionEvent, sampleVenueOrder } from "./samples.ts";
import type { VenueOrder } from "./venue-order.ts";

const onOpen = (more: Partial<VenueOrder> = {}) => sampleVenueOrder({ timeInForce: "opg", ...more });
const limit = (side: "buy" | "sell", price: string) => onOpen({ side, type: "limit", limitPrice: dec(price) });

function meet(order: VenueOrder, event: Partial<AuctionEvent> = {}) {
  const { fills, residue } = meetAlone(order, sampleAuctionEvent(event));
  const end = residue.state === "canceled" ? residue.reason : residue.state;
  return [fills[0]?.price.toFixed() ?? null, fills[0]?.quantity.toFixed() ?? null, end];
}

test.each([
  ["a market order trades at the auction's price", onOpen(), {}, ["100", "10", "filled"]],
  ["a buy limit at the price trades", limit("buy", "100"), {}, ["100", "10", "filled"]],
  ["a better buy limit trades at the auction's price", limit("buy", "105"), {}, ["100", "10", "filled"]],
  ["a buy limit below it is canceled", limit("buy", "99.99"), {}, [null, null, "auction_unfilled"]],
  ["a sell limit above it is canceled", limit("sell", "100.01"), {}, [null, null, "auction_unfilled"]],
  ["nobody is filled where nothing traded", onOpen(), { price: null }, [null, null, "auction_unfilled"]],
  ["the closing auction leaves opening orders alone", onOpen(), { auction: "close" }, [null, null, "working"]],
  [
    "slippage is no part of an auction",
    onOpen({ slippage: { kind: "bps", bps: dec("50") } }),
    {},
    ["100", "10", "filled"],
  ],
  ["an order for a later day waits", onOpen({ tradingDay: asLocalDate("2026-11-23") }), {}, [null, null, "working"]],
  [
    "an order that came after the entry ended is too late",
    onOpen({ acceptedAt: new Date("2026-11-20T15:28:00.001Z") }),
    {},
    [null, null, "too_late_for_auction"],
  ],
  [
    "an order whose day has passed is too late",
    onOpen({ tradingDay: asLocalDate("2026-11-19") }),
    {},
    [null, null, "too_late_for_auction"],
  ],
] as const)("%s", (_name, order, event, expected) => {
  expect(meet(order, event)).toEqual(expected);
});

test("a bounded auction serves market orders first and cancels what is left", () => {
  const closing = (more: Partial<VenueOrder>) => sampleVenueOrder({ timeInForce: "cls", ...more });
  const orders = [
    closing({ venueOrderId: "limit", seq: 1, type: "limit", limitPrice: dec("101") }),
    closing({ venueOrderId: "market", seq: 2 }),
  ];
  const event = sampleAuctionEvent({ auction: "close", size: dec("15") });
  const results = matchEvent({ orders, event, purse: new Map() });
  expect(results.map((r) => [r.order.venueOrderId, r.fills[0]?.quantity.toFixed(), r.residue])).toEqual([
    ["market", "10", { state: "filled" }],
    ["limit", "5", { state: "canceled", reason: "auction_unfilled" }],
  ]);
});
