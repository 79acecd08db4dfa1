import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec, toPlain, ZERO } from "../shared/decimal.ts";
import { ORDER_STATUSES, type Order } from "./order.ts";
import { checkReplacedLeg, planReplace, type Replacement, settleReplacement } from "./replace.ts";
import { sampleOrder } from "./samples.ts";

const refused = (order: Partial<Order>, change: Replacement, filledBefore = ZERO) => {
  const plan = planReplace(sampleOrder(order), change, filledBefore);
  return plan.ok ? null : [plan.error.code, plan.error.field ?? null];
};
const cheaper: Replacement = { limitPrice: dec("99") };

describe("replacing an order", () => {
  it("RPL-1 is possible while it works at the venue, or waits here for its entry", () => {
    const possible = ORDER_STATUSES.filter((status) => refused({ status }, cheaper) === null);
    expect(possible).toEqual(["new", "partially_filled", "held"]);
    expect(refused({ status: "filled" }, cheaper)).toEqual(["not_replaceable", null]);
    expect(refused({ dispatch: "unknown" }, cheaper)).toEqual(["not_replaceable", null]);
    const held = planReplace(sampleOrder({ status: "held", dispatch: "none" }), cheaper, ZERO);
    expect(held.ok && held.value.atVenue).toBe(false);
  });

  it("RPL-2 changes only what its type has, and never the kind of its trail", () => {
    expect(refused({}, { stopPrice: dec("99") })).toEqual(["not_changeable", "stopPrice"]);
    const trailing = { type: "trailing_stop", limitPrice: null, trailPercent: dec("2") } as const;
    expect(refused(trailing, { trailPrice: dec("2") })).toEqual(["not_changeable", "trailPrice"]);
    expect(refused(trailing, { trailPercent: dec("3") })).toBeNull();
  });

  it("RPL-3 leaves fractional quantities and amounts alone", () => {
    expect(refused({ quantity: dec("1.5") }, { quantity: dec("2") })).toEqual(["not_changeable", "quantity"]);
    expect(refused({}, { quantity: dec("2.5") })).toEqual(["not_changeable", "quantity"]);
    const byAmount = { quantity: null, notional: dec("100") };
    expect(refused(byAmount, { quantity: dec("2") })).toEqual(["not_changeable", "quantity"]);
    expect(refused(byAmount, cheaper)).toBeNull();
  });

  it("RPL-4 asks for more than is filled, the whole chain counted", () => {
    const part = { status: "partially_filled", filledQuantity: dec("4") } as const;
    expect(refused(part, { quantity: dec("4") })).toEqual(["below_filled", "quantity"]);
    expect(refused(part, { quantity: dec("5") }, dec("1"))).toEqual(["below_filled", "quantity"]);
    expect(refused(part, { quantity: dec("6") }, dec("1"))).toBeNull();
  });

  it("RPL-5 changes something", () => {
    expect(refused({}, {})).toEqual(["unchanged", null]);
    expect(refused({}, { limitPrice: dec("100.00"), quantity: dec("10"), timeInForce: "day" })).toEqual([
      "unchanged",
      null,
    ]);
    expect(refused({}, { quantity: dec("13") }, dec("3"))).toEqual(["unchanged", null]);
  });

  it("RPL-6 keeps the quantity and the time of a group", () => {
    const exit = { orderClass: "oco", legRole: "take_profit" } as const;
    expect(refused(exit, { quantity: dec("5") })).toEqual(["not_changeable", "quantity"]);
    expect(refused(exit, { timeInForce: "gtc" })).toEqual(["not_changeable", "timeInForce"]);
    expect(refused(exit, cheaper)).toBeNull();
  });

  it("RPL-7 moves an exit up to the other one, not past it", () => {
    const stop = { side: "sell", legRole: "stop_loss", limitPrice: null, stopPrice: dec("90") } as const;
    const profit = (price: string) =>
      ({ side: "sell", legRole: "take_profit", limitPrice: dec(price), stopPrice: null }) as const;
    expect(checkReplacedLeg(profit("90.01"), [stop])).toBeNull();
    expect(checkReplacedLeg(profit("90"), [stop])).toMatchObject({ code: "invalid_price", field: "limitPrice" });
    expect(checkReplacedLeg({ ...stop, stopPrice: dec("111") }, [profit("110")])).toMatchObject({ field: "stopPrice" });
  });

  it("makes an order for what the chain has not filled, with everything else as it was", () => {
    const order = sampleOrder({ status: "partially_filled", filledQuantity: dec("4") });
    const plan = planReplace(order, { quantity: dec("20"), timeInForce: "gtc" }, dec("5"));
    if (!plan.ok) throw new Error(plan.error.message);
    const { quantity, ...terms } = plan.value.terms;
    expect(toPlain(quantity ?? ZERO)).toBe("11");
    expect(terms).toEqual({
      limitPrice: order.limitPrice,
      stopPrice: null,
      trailPrice: null,
      trailPercent: null,
      timeInForce: "gtc",
    });
  });
});

describe("a fill that raced the replacement", () => {
  it("RPL-8 shrinks the new order, or refuses it when nothing is left", () => {
    expect(settleReplacement(dec("6"), dec("4"), dec("4"))).toEqual({ kind: "works", reduceBy: null });
    expect(settleReplacement(dec("6"), dec("4"), dec("5"))).toEqual({ kind: "works", reduceBy: dec("1") });
    expect(settleReplacement(dec("6"), dec("4"), dec("10"))).toEqual({ kind: "too_late" });
    expect(settleReplacement(null, ZERO, dec("1"))).toEqual({ kind: "too_late" });
  });

  it("never lets the chain fill more than was asked for", () => {
    const count = fc.bigInt({ min: 0n, max: 50n });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 100n }), count, count, count, (asked, before, own, raced) => {
        const order = sampleOrder({ quantity: dec("100"), filledQuantity: dec(own), status: "partially_filled" });
        const plan = planReplace(order, { quantity: dec(asked), ...cheaper }, dec(before));
        if (!plan.ok) {
          expect(plan.error.code).toBe("below_filled");
          return;
        }
        const { quantity } = plan.value.terms;
        const settled = settleReplacement(quantity, dec(own), dec(own + raced));
        if (settled.kind === "too_late" || quantity === null) return;
        const left = quantity.minus(settled.reduceBy ?? ZERO);
        expect(left.gt(0) && left.plus(dec(before + own + raced)).eq(dec(asked))).toBe(true);
      }),
    );
  });
});
