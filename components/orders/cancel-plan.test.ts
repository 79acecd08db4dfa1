// What canceling several orders asks for and comes to.
import { expect, test } from "vitest";
import type { OrderView } from "#lib/contracts/order.ts";
import { planCancel, worthOf } from "./cancel-plan.ts";
import { orderRows } from "./order-rows.ts";
import { runBounded } from "./run-bounded.ts";
import { sampleOrder } from "./sample-order.ts";

const entry = sampleOrder({ id: "entry", orderClass: "bracket", legRole: "entry", limitPrice: "100", quantity: "10" });
const leg = (id: string, change: Partial<OrderView>) =>
  sampleOrder({
    id,
    orderClass: "bracket",
    parentId: "entry",
    side: "sell",
    status: "held",
    quantity: "10",
    ...change,
  });
const profit = leg("profit", { legRole: "take_profit", limitPrice: "120" });
const loss = leg("loss", { legRole: "stop_loss", type: "stop", limitPrice: null, stopPrice: "90" });
const bracket: OrderView = { ...entry, legs: [profit, loss] };
const simple = sampleOrder({ id: "simple", limitPrice: "50", quantity: "2" });
const rows = orderRows([bracket, simple]);
const ids = (orders: readonly OrderView[]) => orders.map(({ id }) => id);

test("exits stand directly under their parent", () => {
  expect(rows.map(({ order, nested }) => [order.id, nested])).toEqual([
    ["entry", false],
    ["profit", true],
    ["loss", true],
    ["simple", false],
  ]);
});

test("one member of a group is asked for, and all of its open members are named", () => {
  const plan = planCancel([loss, profit, simple], rows);
  expect(ids(plan.asked)).toEqual(["loss", "simple"]);
  expect(ids(plan.canceled)).toEqual(["entry", "profit", "loss", "simple"]);
  expect(plan.added).toBe(1);
});

test("what has closed meanwhile is neither asked for nor counted", () => {
  const plan = planCancel([{ ...simple, status: "filled" }], rows);
  expect(plan).toEqual({ asked: [], canceled: [], added: 0 });
});

test("a group is worth its entry, two exits are worth one of them", () => {
  const last = () => undefined;
  expect(worthOf([loss, profit, entry, simple], last)).toBe("1100");
  expect(worthOf([loss, profit], last)).toBe("1200");
});

test("an order without any price makes the whole sum unknown, unless the market has one", () => {
  const market = sampleOrder({ id: "market", type: "market", limitPrice: null, quantity: "3" });
  expect(worthOf([simple, market], () => undefined)).toBeNull();
  expect(worthOf([simple, market], () => "10")).toBe("130");
});

test("never more than so many run at once, results keep their order, and progress is told", async () => {
  let running = 0;
  let most = 0;
  const told: number[] = [];
  const run = async (item: number) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    await Promise.resolve();
    running -= 1;
    return item * 10;
  };
  const results = await runBounded([1, 2, 3, 4, 5], 2, run, (done) => told.push(done));
  expect(results).toEqual([10, 20, 30, 40, 50]);
  expect(most).toBe(2);
  expect(told).toEqual([1, 2, 3, 4, 5]);
});
