// What the address of the trades page says.
import { expect, test } from "vitest";
import { hasTradeFilters, readTradesPlace, tradesHref } from "./trades-address.ts";

const ID = "01a200ab-87e1-7098-a1c8-eaa8a149859d";

test("filters, cursor and the open trade survive the way through the address", () => {
  const href = `/trades?symbol=AAPL&side=sell&from=2026-11-01&to=2026-11-20&orderId=${ID}&cursor=abc&trade=${ID}`;
  const raw = Object.fromEntries(new URL(href, "http://desk").searchParams);
  expect(tradesHref(readTradesPlace(raw))).toBe(href);
});

test("an open trade and a place in the list are no filters", () => {
  expect(hasTradeFilters(readTradesPlace({ trade: ID, cursor: "abc" }))).toBe(false);
  expect(hasTradeFilters(readTradesPlace({ orderId: ID }))).toBe(true);
});

test("ids that are none are left out", () => {
  expect(tradesHref(readTradesPlace({ orderId: "1 or 1=1", trade: "x" }))).toBe("/trades");
});
