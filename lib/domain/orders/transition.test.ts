import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec, toPlain } from "../shared/decimal.ts";
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
};

const no = "refused" as const;
type Row = { readonly [T in OrderEventType]: OrderStatus | typeof no };
const closed = (status: OrderStatus): Row => ({
  acknowledge: no,
  fill: status,
  request_cancel: no,
  cancel: no,
  expire: no,
  reject: no,
});

/** The whole machine, status by event, written out a second time. */
const TABLE: { readonly [S in OrderStatus]: Row } = {
  pending_new: {
    acknowledge: "new",
    fill: "partially_filled",
    request_cancel: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    reject: "rejected",
  },
  new: {
    acknowledge: no,
    fill: "partially_filled",
    request_cancel: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    reject: no,
  },
  partially_filled: {
    acknowledge: no,
    fill: "partially_filled",
    request_cancel: "pending_cancel",
    cancel: "canceled",
    expire: "expired",
    reject: no,
  },
  pending_cancel: {
    acknowledge: "pending_cancel",
    fill: "pending_cancel",
    request_cancel: no,
    cancel: "canceled",
    expire: "expired",
    reject: "rejected",
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
    const order = sampleOrder({ status });
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
    fc.constantFrom(EVENTS.acknowledge, EVENTS.request_cancel, EVENTS.cancel, EVENTS.expire, EVENTS.reject),
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
