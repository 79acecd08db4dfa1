// Where an order stands, in words, for the states that ask for patience.
import { expect, test } from "vitest";
import { sampleOrder } from "#components/orders/sample-order.ts";
import { orderInWords, standing } from "./order-words.ts";

const TERMS = { tick: "0.01", currency: "USD" };

test("an order that was sent and not answered says that it is being checked, whatever its status", () => {
  expect(standing(sampleOrder({ status: "pending_new", dispatch: "unknown" }), TERMS)).toBe(
    "Sent, no answer yet; checking.",
  );
  expect(standing(sampleOrder({ status: "canceled", dispatch: "unknown" }), TERMS)).toContain("Canceled");
});

test("a trailing stop says where its stop is now", () => {
  const trailing = sampleOrder({ type: "trailing_stop", limitPrice: null, stopPrice: "98.5", trailPrice: "2" });
  expect(standing(trailing, TERMS)).toBe("Working at the venue; the stop follows, now 98.50.");
  expect(orderInWords(trailing, TERMS)).toBe("Buy 10 AAPL, trailing stop 2.00, day");
});

test("an exit waits for its entry, a changed order for the venue", () => {
  expect(standing(sampleOrder({ status: "held", dispatch: "none" }), TERMS)).toBe("Waits for its entry to fill.");
  const changing = { status: "pending_replace", filledQuantity: "4", averageFillPrice: "100" } as const;
  expect(standing(sampleOrder(changing), TERMS)).toContain("Change requested; a fill may still come first. 4 of 10");
});
