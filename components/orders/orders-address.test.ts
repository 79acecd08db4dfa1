// What the address says and what it does not.
import { expect, test } from "vitest";
import { hasFilters, ordersHref, readOrdersPlace } from "./orders-address.ts";

test("an address that says nothing shows all orders without a filter", () => {
  const place = readOrdersPlace({});
  expect(place.tab).toBe("all");
  expect(hasFilters(place)).toBe(false);
  expect(ordersHref(place)).toBe("/orders");
});

test("tab, filters and cursor survive the way through the address", () => {
  const href =
    "/orders?tab=open&symbol=BTC%2FUSD&side=buy&status=new&source=api&from=2026-11-01&to=2026-11-20&cursor=abc_-";
  const raw = Object.fromEntries(new URL(href, "http://desk").searchParams);
  expect(ordersHref(readOrdersPlace(raw))).toBe(href);
});

test("what is not known is no filter", () => {
  const place = readOrdersPlace({
    tab: "nonsense",
    side: "hold",
    source: "fax",
    status: "maybe",
    symbol: "<script>",
    from: "2026-02-30",
    to: "yesterday",
    cursor: "../..",
  });
  expect(ordersHref(place)).toBe("/orders");
});

test("a status counts only in a tab that has it", () => {
  expect(readOrdersPlace({ tab: "filled", status: "canceled" }).status).toBeUndefined();
  expect(readOrdersPlace({ tab: "canceled", status: "expired" }).status).toBe("expired");
});

test("a symbol may be typed in small letters", () => {
  expect(readOrdersPlace({ symbol: " aapl " }).symbol).toBe("AAPL");
});
