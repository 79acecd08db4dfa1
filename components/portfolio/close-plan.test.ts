// What closing a position in part or whole asks for.
import { expect, test } from "vitest";
import { sampleOrder } from "#components/orders/sample-order.ts";
import { freeUnits, ordersInTheWay, readClose, worthOfPositions } from "./close-plan.ts";

test("the whole of a long position is sold, the whole of a short one is bought back", () => {
  expect(readClose("12.5", { kind: "all" })).toEqual({
    ok: true,
    intent: { side: "sell", quantity: "12.5", body: {} },
  });
  expect(readClose("-10", { kind: "all" })).toMatchObject({ intent: { side: "buy", quantity: "10" } });
});

test("a percentage is sent as one and shown in units, never rounded up", () => {
  expect(readClose("10", { kind: "percent", percent: "25" })).toEqual({
    ok: true,
    intent: { side: "sell", quantity: "2.5", body: { percentage: "25" } },
  });
  expect(readClose("-10", { kind: "percent", percent: "25" })).toMatchObject({ intent: { quantity: "2" } });
  expect(readClose("-1", { kind: "percent", percent: "50" })).toMatchObject({ ok: false });
});

test("a quantity must be one, above zero, and within the position", () => {
  const read = (typed: string) => readClose("10", { kind: "quantity", typed });
  expect(read("4")).toMatchObject({ intent: { quantity: "4", body: { quantity: "4" } } });
  for (const typed of ["", "0", "11", "a few"]) expect(read(typed), typed).toMatchObject({ ok: false });
});

test("open orders that would close the position too are in the way, others are not", () => {
  const orders = [
    sampleOrder({ id: "exit", side: "sell" }),
    sampleOrder({ id: "add", side: "buy" }),
    sampleOrder({ id: "done", side: "sell", status: "filled" }),
  ];
  expect(ordersInTheWay(orders, "sell").map(({ id }) => id)).toEqual(["exit"]);
});

test("what open orders leave free needs none of them canceled", () => {
  const exits = { side: "sell", orderClass: "oco", quantity: "6" } as const;
  const orders = [
    sampleOrder({ id: "one", side: "sell", quantity: "3" }),
    sampleOrder({ id: "profit", ...exits, legRole: "take_profit" }),
    sampleOrder({ id: "loss", ...exits, legRole: "stop_loss", parentId: "profit" }),
    sampleOrder({ id: "waiting", side: "sell", status: "held", quantity: "5" }),
  ];
  expect(freeUnits("20", orders)).toBe("11");
  expect(ordersInTheWay(orders, "sell").map(({ id }) => id)).toEqual(["one", "profit", "loss"]);
  expect(freeUnits("20", [sampleOrder({ side: "sell", quantity: null, leavesQuantity: null })])).toBeNull();
});

test("longs and shorts add up by what closing them trades, and one without a price hides the sum", () => {
  expect(worthOfPositions([{ marketValue: "100.50" }, { marketValue: "-40" }])).toBe("140.5");
  expect(worthOfPositions([{ marketValue: "100" }, { marketValue: null }])).toBeNull();
});
