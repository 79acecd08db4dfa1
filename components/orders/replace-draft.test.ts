// What a replacement may change, and what is sent of it.
import { expect, test } from "vitest";
import { changeToSend, draftOf, mayReplace, readReplace, replaceableFields } from "./replace-draft.ts";
import { sampleOrder } from "./sample-order.ts";

const limit = sampleOrder({ quantity: "10", limitPrice: "100" });

test("only what differs is a change", () => {
  expect(readReplace(limit, { ...draftOf(limit), limitPrice: "101.50" }, "0.01")).toEqual({
    ok: true,
    changes: [{ field: "limitPrice", was: "100", becomes: "101.5" }],
  });
  expect(readReplace(limit, { ...draftOf(limit), limitPrice: "100.00" }, "0.01")).toMatchObject({
    ok: false,
    field: null,
  });
});

test("a price off its tick, a zero and less than is filled are told beside their field", () => {
  const filled = sampleOrder({ quantity: "10", filledQuantity: "4", status: "partially_filled" });
  const problem = (draft: object) => readReplace(filled, { ...draftOf(filled), ...draft }, "0.01");
  expect(problem({ limitPrice: "100.005" })).toMatchObject({ field: "limitPrice" });
  expect(problem({ limitPrice: "0" })).toMatchObject({ field: "limitPrice" });
  expect(problem({ quantity: "4" })).toMatchObject({ field: "quantity" });
  expect(problem({ quantity: "5" })).toMatchObject({ ok: true });
});

test("a trailing stop changes its trail, never the stop that follows from it", () => {
  const order = sampleOrder({ type: "trailing_stop", limitPrice: null, stopPrice: "98", trailPercent: "2" });
  expect(replaceableFields(order)).toEqual(["quantity", "trailPercent"]);
});

test("amounts, fractions and members of groups keep their size", () => {
  expect(replaceableFields(sampleOrder({ quantity: null, notional: "500", type: "market", limitPrice: null }))).toEqual(
    [],
  );
  expect(replaceableFields(sampleOrder({ quantity: "1.5" }))).toEqual(["limitPrice"]);
  expect(replaceableFields(sampleOrder({ orderClass: "oco", legRole: "take_profit" }))).toEqual(["limitPrice"]);
});

test("an order is replaced only once the venue has answered, or while it is held back", () => {
  expect(mayReplace(limit)).toBe(true);
  expect(mayReplace({ ...limit, status: "pending_new", dispatch: "sending" })).toBe(false);
  expect(mayReplace({ ...limit, dispatch: "unknown" })).toBe(false);
  expect(mayReplace({ ...limit, status: "held", dispatch: "none" })).toBe(true);
  expect(mayReplace({ ...limit, status: "pending_replace" })).toBe(false);
});

test("what earlier orders of the chain have filled is part of the quantity that is sent", () => {
  const changes = [
    { field: "quantity", was: "6", becomes: "8" },
    { field: "limitPrice", was: "100", becomes: "99" },
  ] as const;
  expect(changeToSend(changes, "4")).toEqual({ quantity: "12", limitPrice: "99" });
});
