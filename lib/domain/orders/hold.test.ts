import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, dec, minOf, sum, toPlain, ZERO } from "../shared/decimal.ts";
import { feeFor, feeForFill, feeOnValue } from "./fees.ts";
import { holdAfterFill, requiredHold } from "./hold.ts";
import { sampleInstrument, sampleOrder, sampleQuote, sampleTicket } from "./samples.ts";
import type { Ticket } from "./ticket.ts";
import { transition } from "./transition.ts";

const equity = sampleInstrument();
const crypto = sampleInstrument({ assetClass: "crypto" });
const needed = (ticket: Partial<Ticket>, instrument = equity) => {
  const { assetKind, amount } = requiredHold({ ticket: sampleTicket(ticket), instrument, quote: sampleQuote() });
  return `${toPlain(amount)} ${assetKind}`;
};

describe("the fee", () => {
  it("is nothing for equities and 25 basis points, up to the cent, for crypto", () => {
    const trade = { side: "buy", quantity: dec("0.1"), price: dec("333.33") } as const;
    expect(toPlain(feeFor({ ...trade, assetClass: "us_equity" }))).toBe("0");
    expect(toPlain(feeFor({ ...trade, assetClass: "crypto" }))).toBe("0.09");
    expect(toPlain(feeFor({ ...trade, assetClass: "crypto", quantity: dec("0.000000001") }))).toBe("0.01");
  });

  it("is the same however the fill is split", () => {
    const parts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, fc.bigInt({ min: 1n, max: 10n ** 7n }), (nanos, cents) => {
        const price = dec(cents).div(100);
        let value = ZERO;
        const fees = nanos.map((nano) => {
          const quantity = dec(nano).div(1_000_000_000);
          const fee = feeForFill({ assetClass: "crypto", side: "buy", quantity, price, filledValueBefore: value });
          value = value.plus(quantity.times(price));
          expect(fee.gte(0) && fee.decimalPlaces() <= 2).toBe(true);
          return fee;
        });
        expect(toPlain(sum(fees))).toBe(toPlain(feeOnValue("crypto", value)));
      }),
    );
  });
});

describe("the hold of an order", () => {
  it("is the ask with its collar for a market buy", () => {
    expect(needed({})).toBe("1040 cash");
    expect(needed({}, crypto)).toBe("1042.6 cash");
  });

  it("is the limit for a limit buy, with the fee", () => {
    expect(needed({ type: "limit", limitPrice: dec("90") })).toBe("900 cash");
    expect(needed({ type: "limit", limitPrice: dec("90") }, crypto)).toBe("902.25 cash");
  });

  it("is the amount for a buy by amount, with the fee", () => {
    expect(needed({ quantity: null, notional: dec("250") })).toBe("250 cash");
    expect(needed({ quantity: null, notional: dec("250") }, crypto)).toBe("250.63 cash");
  });

  it("is the units for a sell, by amount too", () => {
    expect(needed({ side: "sell", quantity: dec("0.5") })).toBe("0.5 units");
    expect(needed({ side: "sell", quantity: null, notional: dec("100") })).toBe("1.000100011 units");
  });

  it("does not guess a price", () => {
    expect(() => requiredHold({ ticket: sampleTicket(), instrument: equity, quote: null })).toThrow("against a quote");
    const limit = sampleTicket({ type: "limit", limitPrice: dec("90") });
    expect(toPlain(requiredHold({ ticket: limit, instrument: equity, quote: null }).amount)).toBe("900");
  });
});

describe("the hold after a fill", () => {
  const fill = (quantity: string, price: string) => ({ quantity: dec(quantity), price: dec(price), fee: ZERO });
  const open = { status: "partially_filled", side: "buy", limitPrice: dec("100") } as const;

  it("keeps exactly the limit of what is left, and releases a better price at once", () => {
    expect(toPlain(holdAfterFill(open, dec("1000"), fill("4", "95")))).toBe("600");
  });

  it("loses what a market order has spent", () => {
    expect(toPlain(holdAfterFill({ ...open, limitPrice: null }, dec("1040"), fill("4", "101")))).toBe("636");
  });

  it("loses the units that were sold", () => {
    expect(toPlain(holdAfterFill({ ...open, side: "sell" }, dec("10"), fill("4", "95")))).toBe("6");
  });

  it("is nothing when the order is closed, and never less", () => {
    expect(toPlain(holdAfterFill({ ...open, status: "filled" }, dec("600"), fill("6", "95")))).toBe("0");
    expect(toPlain(holdAfterFill({ ...open, status: "canceled" }, dec("600"), fill("1", "95")))).toBe("0");
    expect(toPlain(holdAfterFill(open, dec("10"), fill("4", "95")))).toBe("0");
  });

  it("covers every fill of a limit buy with its fee, shrinks, and ends at exactly zero", () => {
    const steps = fc.array(
      fc.record({ nanos: fc.bigInt({ min: 1n, max: 5n * 10n ** 9n }), cents: fc.bigInt({ min: 1n, max: 10_000n }) }),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(steps, fc.constantFrom(equity, crypto), (fills, instrument) => {
        const ticket = sampleTicket({ type: "limit", limitPrice: dec("100") });
        let order = sampleOrder();
        let hold: Decimal = requiredHold({ ticket, instrument, quote: null }).amount;
        const wishes = [...fills, { nanos: 10n ** 11n, cents: 9_999n }];
        for (const { nanos, cents } of wishes) {
          if (order.status === "filled") break;
          const quantity = minOf(dec(nanos).div(1_000_000_000), dec("10").minus(order.filledQuantity));
          const price = dec(cents).div(100);
          const trade = { assetClass: instrument.assetClass, side: "buy", quantity, price } as const;
          const fee = feeForFill({ ...trade, filledValueBefore: order.filledValue });
          const spent = quantity.times(price).plus(fee);
          expect(spent.lte(hold)).toBe(true);
          const result = transition(order, { type: "fill", quantity, price });
          if (!result.ok) throw new Error("a fill is always booked");
          order = result.value.order;
          const left = holdAfterFill(order, hold, { quantity, price, fee });
          expect(left.gte(0) && left.lte(hold.minus(spent))).toBe(true);
          hold = left;
        }
        expect(order.status).toBe("filled");
        expect(toPlain(hold)).toBe("0");
      }),
    );
  });
});
