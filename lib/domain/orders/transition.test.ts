import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec, toPlain } from "../shared/decimal.ts";
import { asId, type OrderId } from "../shared/ids.ts";
import {
  averageFillPrice,
  CLOSED_STATUSES,
  isOpen,
  leavesQuantity,
  ORDER_STATUSES,
  type Order,
  type OrderStatus,
} from "./order.ts";
import { sampleOrder } from "./samples.ts";
import { type Moved, type OrderEvent, type OrderEventType, transition } from "./transition.ts";

const at = new Date("2026-01-05T15:00:05Z");
const fill = (quantity: string, price: string): OrderEvent => ({
  type: "fill",
  quantity: dec(quantity),
  price: dec(price),
});

const EVENTS: { readonly [T in OrderEventType]: OrderEvent } = {
  acknowledge: { type: "acknowledge" },
  fill: fill("4", "100"),
  request_cancel: { type: "request_cancel" },
  cancel: { type: "cancel", reason: "requested" },
  expire: { type: "expire" },
  reject: { type: "reject", reason: "venue_rejected" },
  request_replace: { type: "request_replace" },
  replaced: { type: "replaced", byId: asId<OrderId>("order-2") },
  replace_refused: { type: "replace_refused" },
  activate: { type: "activate" },
  reduce: { type: "reduce", by: dec("3") },
  bust: { type: "bust", quantity: dec("1"), price: dec("100") },
  correct: {
    type: "correct",
    was: { quantity: dec("1"), price: dec("100") },
    is: { quantity: dec("1"), price: dec("99") },
  },
};

const no = "refused" as const;
type Row = { readonly [T in OrderEventType]: OrderStatus | typeof no };
const commandsRefused = {
  acknowledge: no,
  request_cancel: no,
  cancel: no,
  expire: no,
  reject: no,
  request_replace: no,
  replaced: no,
  replace_refused: no,
  activate: no,
  reduce: no,
} as const;
/** What every closed order answers: commands are refused, facts are booked without moving it. */
const closed = (status: OrderStatus): Row => ({ ...commandsRefused, fill: status, bust: status, correct: status });

/** The whole machine, status by event, written out a second time; every order here has filled 1 of 10, or nothing. */
const TABLE: { readonly [S in OrderStatus]: Row } = {
  pending_new: {
    ...commandsRefused,
    acknowledge: "new",
    request_cancel: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    reject: "rejected",
    reduce: "pending_new",
    fill: "partially_filled",
    bust: "pending_new",
    correct: "partially_filled",
  },
  new: {
    ...commandsRefused,
    request_cancel: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    request_replace: "pending_replace",
    reduce: "new",
    fill: "partially_filled",
    bust: "new",
    correct: "partially_filled",
  },
  partially_filled: {
    ...commandsRefused,
    request_cancel: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    request_replace: "pending_replace",
    reduce: "partially_filled",
    fill: "partially_filled",
    bust: "new",
    correct: "partially_filled",
  },
  pending_cancel: {
    ...commandsRefused,
    acknowledge: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    reject: "rejected",
    reduce: "pending_cancel",
    fill: "pending_cancel",
    bust: "pending_cancel",
    correct: "pending_cancel",
  },
  pending_replace: {
    ...commandsRefused,
    cancel: "canceled",
    expire: "expired",
    replaced: "replaced",
    replace_refused: "new",
    reduce: "pending_replace",
    fill: "pending_replace",
    bust: "pending_replace",
    correct: "pending_replace",
  },
  held: {
    ...commandsRefused,
    cancel: "canceled",
    expire: "expired",
    replaced: "replaced",
    activate: "pending_new",
    reduce: "held",
    fill: "partially_filled",
    bust: "held",
    correct: "partially_filled",
  },
  filled: closed("filled"),
  canceled: closed("canceled"),
  expired: closed("expired"),
  rejected: closed("rejected"),
  replaced: closed("replaced"),
};

const cells = ORDER_STATUSES.flatMap((status) =>
  Object.values(EVENTS).map((event) => ({ status, event, type: event.type, expected: TABLE[status][event.type] })),
);

function moved(order: Order, event: OrderEvent): Moved {
  const result = transition(order, event, at);
  if (!result.ok) throw new Error(`refused: ${result.error.event} in ${result.error.from}`);
  return result.value;
}

describe("the order state machine", () => {
  it.each(cells)("$status + $type: $expected", ({ status, event, expected }) => {
    // A bust and a correction need a fill to speak of.
    const fact = event.type === "bust" || event.type === "correct";
    const order = sampleOrder({ status, ...(fact ? { filledQuantity: dec("1"), filledValue: dec("100") } : {}) });
    const result = transition(order, event, at);
    if (expected === no) {
      expect(result).toEqual({ ok: false, error: { code: "illegal_move", from: status, event: event.type } });
      return;
    }
    expect(result.ok && result.value.order.status).toBe(expected);
    const closes = isOpen(status) && !isOpen(expected);
    expect(result.ok && result.value.order.closedAt).toEqual(closes ? at : null);
  });

  it("keeps the reason of a cancel and of a rejection", () => {
    expect(moved(sampleOrder(), { type: "cancel", reason: "never_arrived" }).order.cancelReason).toBe("never_arrived");
    const rejected = moved(sampleOrder({ status: "pending_new" }), EVENTS.reject).order;
    expect(rejected.rejectReason).toBe("venue_rejected");
  });

  it("does not reject what has already traded", () => {
    const order = moved(sampleOrder({ status: "pending_cancel" }), fill("1", "100")).order;
    expect(transition(order, EVENTS.reject)).toMatchObject({ ok: false });
  });

  it("fills in parts, to the end, with an exact average", () => {
    const part = moved(sampleOrder(), fill("4", "99.5")).order;
    expect(part.status).toBe("partially_filled");
    expect(toPlain(leavesQuantity(part) ?? dec("-1"))).toBe("6");
    const whole = moved(part, fill("6", "99.6")).order;
    expect(whole).toMatchObject({ status: "filled", closedAt: at });
    expect(toPlain(whole.filledValue)).toBe("995.6");
    expect(toPlain(averageFillPrice(whole) ?? dec("-1"))).toBe("99.56");
    expect(toPlain(leavesQuantity(whole) ?? dec("-1"))).toBe("0");
  });

  it("goes back to what it was when the venue refuses to replace it", () => {
    const part = sampleOrder({ status: "partially_filled", filledQuantity: dec("1"), filledValue: dec("100") });
    const asked = moved(part, EVENTS.request_replace).order;
    expect(moved(asked, EVENTS.replace_refused).order.status).toBe("partially_filled");
    expect(moved(asked, EVENTS.replaced).order).toMatchObject({ status: "replaced", replacedById: "order-2" });
  });

  it("lets a fill win against a replace under way", () => {
    const asked = moved(sampleOrder(), EVENTS.request_replace).order;
    const filled = moved(asked, fill("10", "100")).order;
    expect(filled.status).toBe("filled");
    expect(transition(filled, EVENTS.replaced, at)).toMatchObject({ ok: false });
  });

  it("sends a held exit on its way when it is activated", () => {
    const exit = sampleOrder({ status: "held", dispatch: "none", legRole: "stop_loss" });
    expect(moved(exit, EVENTS.activate).order).toMatchObject({ status: "pending_new", dispatch: "queued" });
  });

  it("shrinks, and closes when its fills reach what is left of it", () => {
    const part = moved(sampleOrder(), fill("4", "100")).order;
    const shrunk = moved(part, EVENTS.reduce).order;
    expect(toPlain(shrunk.quantity ?? dec("0"))).toBe("7");
    const done = moved(shrunk, EVENTS.reduce);
    expect(done).toMatchObject({ order: { status: "filled", closedAt: at }, overfilled: false });
    expect(toPlain(done.order.quantity ?? dec("0"))).toBe("4");
  });

  it("is canceled when it shrinks to nothing, and says so when it shrinks below its fills", () => {
    const nothing = moved(sampleOrder(), { type: "reduce", by: dec("10") }).order;
    expect(nothing).toMatchObject({ status: "canceled", cancelReason: "nothing_left", closedAt: at });
    expect(toPlain(nothing.quantity ?? dec("0"))).toBe("10");
    const part = moved(sampleOrder(), fill("4", "100")).order;
    const both = moved(part, { type: "reduce", by: dec("10") });
    expect(both).toMatchObject({ order: { status: "filled" }, overfilled: true });
    expect(toPlain(both.order.quantity ?? dec("0"))).toBe("4");
  });

  it("does not shrink by nothing, nor by amount", () => {
    expect(() => transition(sampleOrder(), { type: "reduce", by: dec("0") })).toThrow("positive quantity");
    const byAmount = sampleOrder({ quantity: null, notional: dec("100") });
    expect(() => transition(byAmount, EVENTS.reduce)).toThrow("with a quantity");
  });

  it("takes back a busted fill without opening the order again", () => {
    const filled = moved(sampleOrder(), fill("10", "100")).order;
    const busted = moved(filled, { type: "bust", quantity: dec("10"), price: dec("100") });
    expect(busted).toMatchObject({ late: true, order: { status: "filled", closedAt: at } });
    expect([busted.order.filledQuantity, busted.order.filledValue].map(toPlain)).toEqual(["0", "0"]);
    expect(() => transition(busted.order, EVENTS.bust)).toThrow("only what was filled");
  });

  it("corrects a fill, and is filled when the correction reaches its quantity", () => {
    const part = moved(sampleOrder(), fill("4", "100")).order;
    const was = { quantity: dec("4"), price: dec("100") };
    const right = moved(part, { type: "correct", was, is: { quantity: dec("10"), price: dec("99") } });
    expect(right).toMatchObject({ late: false, order: { status: "filled", closedAt: at } });
    expect(toPlain(right.order.filledValue)).toBe("990");
  });

  it("lets a fill win against a cancel under way", () => {
    const order = sampleOrder({ status: "pending_cancel" });
    expect(moved(order, fill("10", "100")).order.status).toBe("filled");
  });

  it("books a late fill on a canceled order without opening it again, even to the full quantity", () => {
    const canceled = moved(sampleOrder(), EVENTS.cancel).order;
    const late = moved(canceled, fill("10", "100"));
    expect(late).toMatchObject({ late: true, overfilled: false });
    expect(late.order).toMatchObject({ status: "canceled", closedAt: canceled.closedAt });
    expect(toPlain(late.order.filledQuantity)).toBe("10");
  });

  it("books more than was asked for, and says so", () => {
    const over = moved(sampleOrder(), fill("11", "100"));
    expect(over).toMatchObject({ late: false, overfilled: true, order: { status: "filled" } });
    expect(toPlain(over.order.filledQuantity)).toBe("11");
  });

  it("completes an order by amount when the rest buys nothing", () => {
    const order = sampleOrder({ quantity: null, notional: dec("100"), type: "market", limitPrice: null });
    const part = moved(order, fill("0.333333333", "150")).order;
    expect(part.status).toBe("partially_filled");
    expect(leavesQuantity(part)).toBeNull();
    const whole = moved(part, fill("0.333333333", "150"));
    expect(whole).toMatchObject({ order: { status: "filled" }, overfilled: false });
    expect(moved(order, fill("1", "100.01")).overfilled).toBe(true);
  });

  it("holds a fill of nothing for a broken invariant", () => {
    expect(() => transition(sampleOrder(), fill("0", "100"))).toThrow("positive quantity");
    expect(() => transition(sampleOrder(), fill("1", "-1"))).toThrow("positive price");
  });
});

describe("any sequence of events", () => {
  const anyEvent: fc.Arbitrary<OrderEvent> = fc.oneof(
    fc.constantFrom(
      ...Object.values(EVENTS).filter(({ type }) => !["fill", "bust", "correct", "reduce"].includes(type)),
    ),
    fc
      .tuple(fc.integer({ min: 1, max: 9_000_000 }), fc.integer({ min: 1, max: 20_000 }))
      .map(([units, cents]) =>
        fill(dec(BigInt(units)).div(1_000_000).toFixed(), dec(BigInt(cents)).div(100).toFixed()),
      ),
  );

  it("never moves a closed order by a command, and books every fill", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 25 }), fc.constantFrom(...ORDER_STATUSES), (events, status) => {
        let order = sampleOrder({ status });
        let quantity = dec("0");
        let value = dec("0");
        for (const event of events) {
          const before = order;
          const result = transition(order, event, at);
          if (event.type === "fill") {
            quantity = quantity.plus(event.quantity);
            value = value.plus(event.quantity.times(event.price));
            expect(result.ok && result.value.late).toBe(!isOpen(before.status));
          }
          if (!isOpen(before.status)) expect(result.ok).toBe(event.type === "fill");
          if (!result.ok) continue;
          order = result.value.order;
          if (!isOpen(before.status)) expect(order.status).toBe(before.status);
          expect(result.value.overfilled).toBe(event.type === "fill" && quantity.gt(10));
        }
        expect(order.filledQuantity.eq(quantity) && order.filledValue.eq(value)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("counts every closed status as closed", () => {
    expect(CLOSED_STATUSES.some(isOpen)).toBe(false);
  });
});
