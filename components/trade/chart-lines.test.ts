// Lines of orders and of the ticket on the chart, and what moving one asks for.
import { describe, expect, test } from "vitest";
import { fromCoordinate } from "#components/charts/to-coordinate.ts";
import { sampleOrder } from "#components/orders/sample-order.ts";
import { emptyDraft } from "#components/ticket/draft.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { type ChartLine, draftField, draftLines, orderLines, withProposal } from "./chart-lines.ts";
import { replacementOf } from "./move-line.ts";

function linesOf(change: Partial<OrderView>, mayReplace = true) {
  return orderLines([sampleOrder({ symbol: "AAPL", ...change })], "AAPL", mayReplace);
}

function only(lines: readonly ChartLine[]): ChartLine {
  const [line] = lines;
  if (line === undefined || lines.length !== 1) throw new Error(`There are ${lines.length} lines.`);
  return line;
}

describe("lines of orders", () => {
  test("a stop limit order has two, a market order none, another instrument's none", () => {
    const both = linesOf({ type: "stop_limit", stopPrice: "105", limitPrice: "106" });
    expect(both.map(({ label, price }) => [label, price])).toEqual([
      ["buy 10, stop", "105"],
      ["buy 10, limit", "106"],
    ]);
    expect(linesOf({ type: "market", limitPrice: null })).toEqual([]);
    expect(orderLines([sampleOrder({ symbol: "MSFT" })], "AAPL", true)).toEqual([]);
    expect(linesOf({ status: "filled" })).toEqual([]);
  });

  test("a trailing stop has its stop, which moves, and its mark, which does not", () => {
    const trailing = {
      type: "trailing_stop",
      limitPrice: null,
      stopPrice: "98",
      trailPrice: "2",
      highWaterMark: "100",
    };
    const lines = linesOf({ ...trailing, side: "sell" } as Partial<OrderView>);
    expect(lines.map(({ label, price, movable }) => [label, price, movable])).toEqual([
      ["sell 10, trailing stop", "98", true],
      ["sell 10, highest", "100", false],
    ]);
  });

  test("what is under way cannot be moved; an exit that waits can", () => {
    expect(only(linesOf({ status: "pending_new", dispatch: "queued" })).movable).toBe(false);
    expect(only(linesOf({ status: "pending_replace" })).movable).toBe(false);
    expect(only(linesOf({ status: "new", dispatch: "unknown" })).movable).toBe(false);
    expect(only(linesOf({}, false)).movable).toBe(false);
    const exit = only(linesOf({ status: "held", dispatch: "none", legRole: "take_profit", side: "sell" }));
    expect(exit).toMatchObject({ movable: true, label: "take profit sell 10, waiting, limit", kind: "waiting" });
  });
});

describe("lines of the ticket", () => {
  test("a bracket shows its entry and both exits, and nothing that cannot be read yet", () => {
    const bracket = { exits: "bracket", type: "limit", limitPrice: "100", takeProfitPrice: "102" } as const;
    const lines = draftLines({ ...emptyDraft("AAPL"), ...bracket, stopLossPrice: "9x" });
    expect(lines.map(({ id, price }) => [draftField(id), price])).toEqual([
      ["limitPrice", "100"],
      ["takeProfitPrice", "102"],
    ]);
    expect(draftField("01890a5d:limitPrice")).toBeNull();
  });
});

describe("a moved line", () => {
  test("stands where it is wanted and says so, its old place marked, until the server's word", () => {
    const lines = linesOf({});
    const line = only(lines);
    const proposal = { lineId: line.id, price: "101", y: null, phase: "sending" } as const;
    expect(withProposal(lines, proposal).map(({ price, label }) => [price, label])).toEqual([
      ["100", "buy 10, limit"],
      ["101", "buy 10, limit, sending…"],
    ]);
    expect(withProposal(lines, { ...proposal, phase: "refused" })).toBe(lines);
  });

  test("asks for that price alone, with what is left valued before and after", () => {
    expect(replacementOf(only(linesOf({ leavesQuantity: "6" })), "101.5")).toMatchObject({
      body: { limitPrice: "101.5" },
      before: "100",
      after: "101.5",
      value: { before: "600", after: "609" },
    });
    const stop = only(linesOf({ type: "stop", limitPrice: null, stopPrice: "105" }));
    expect(replacementOf(stop, "104")?.body).toEqual({ stopPrice: "104" });
    expect(replacementOf(stop, "105.00")).toBeNull();
  });

  test("of a trailing stop asks for another trail, in the kind it has, and never beyond its mark", () => {
    const trailing = { type: "trailing_stop", side: "sell", limitPrice: null, stopPrice: "98" } as const;
    const [amount] = linesOf({ ...trailing, highWaterMark: "100", trailPrice: "2" });
    const [percent] = linesOf({ ...trailing, highWaterMark: "200", stopPrice: "196", trailPercent: "2" });
    if (amount === undefined || percent === undefined) throw new Error("There is no line.");
    expect(replacementOf(amount, "97")).toMatchObject({ body: { trailPrice: "3" }, before: "2", after: "3" });
    expect(replacementOf(amount, "100.5")).toBeNull();
    expect(replacementOf(percent, "195")).toMatchObject({ body: { trailPercent: "2.5" }, unit: "percent" });
  });

  test("lands on the tick below the place where it was let go", () => {
    expect(fromCoordinate(188.0499999, "0.01")).toBe("188.05");
    expect(fromCoordinate(188.07, "0.05")).toBe("188.05");
    expect(fromCoordinate(-1, "0.01")).toBeNull();
    expect(fromCoordinate(0.001, "0.01")).toBeNull();
  });
});
