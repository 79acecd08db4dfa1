import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, dec, minOf, toPlain, ZERO } from "../shared/decimal.ts";
import { commissionForFill, DEFAULT_COMMISSION } from "../venue/commission.ts";
import { feeFor } from "./fees.ts";
import { type HoldParts, holdAfterFill, holdsAfterFill, largerHold, NO_HOLD, requiredHold } from "./hold.ts";
import { sampleInstrument, sampleOrder, sampleQuote, sampleTicket } from "./samples.ts";
import type { Ticket } from "./ticket.ts";
import { transition } from "./transition.ts";

const equity = sampleInstrument();
const crypto = sampleInstrument({ assetClass: "crypto" });
const needed = (ticket: Partial<Ticket>, instrument = equity) => {
  const { cash, units, margin } = requiredHold({ ticket: sampleTicket(ticket), instrument, quote: sampleQuote() });
  const parts = [`${toPlain(cash)} cash`, `${toPlain(units)} units`, `${toPlain(margin)} margin`];
  return parts.filter((part) => !part.startsWith("0 ")).join(" + ");
};

describe("the fee", () => {
  it("is nothing for equities and 25 basis points, up to the cent, for crypto", () => {
    const trade = { side: "buy", quantity: dec("0.1"), price: dec("333.33") } as const;
    expect(toPlain(feeFor({ ...trade, assetClass: "us_equity" }))).toBe("0");
    expect(toPlain(feeFor({ ...trade, assetClass: "crypto" }))).toBe("0.09");
    expect(toPlain(feeFor({ ...trade, assetClass: "crypto", quantity: dec("0.000000001") }))).toBe("0.01");
  });
});

describe("the hold of an order", () => {
  it("HLD-1 is the ask with its collar for a market buy", () => {
    expect(needed({})).toBe("1040 cash");
    expect(needed({}, crypto)).toBe("1042.6 cash");
  });

  it("HLD-2 is the limit for a limit buy, with the fee", () => {
    expect(needed({ type: "limit", limitPrice: dec("90") })).toBe("900 cash");
    expect(needed({ type: "limit", limitPrice: dec("90") }, crypto)).toBe("902.25 cash");
  });

  it("HLD-3 is the amount for a buy by amount, with the fee", () => {
    expect(needed({ quantity: null, notional: dec("250") })).toBe("250 cash");
    expect(needed({ quantity: null, notional: dec("250") }, crypto)).toBe("250.63 cash");
  });

  it("is the units for a sell, by amount too", () => {
    expect(needed({ side: "sell", quantity: dec("0.5") })).toBe("0.5 units");
    expect(needed({ side: "sell", quantity: null, notional: dec("100") })).toBe("1.000100011 units");
  });

  it("HLD-3 of a buy by amount with a limit is still the amount", () => {
    expect(needed({ quantity: null, notional: dec("250"), type: "limit", limitPrice: dec("90") })).toBe("250 cash");
    const sale = { side: "sell", quantity: null, notional: dec("100"), type: "limit", limitPrice: dec("50") } as const;
    expect(needed(sale)).toBe("2 units");
  });

  it("HLD-4 of a stop buy is the stop or the ask with the collar, of a stop limit its limit", () => {
    expect(needed({ type: "stop", stopPrice: dec("110") })).toBe("1144 cash");
    expect(needed({ type: "stop", stopPrice: dec("90") })).toBe("1040 cash");
    expect(needed({ type: "stop_limit", stopPrice: dec("110"), limitPrice: dec("111") })).toBe("1110 cash");
  });

  it("HLD-4 of a trailing buy is where its stop begins, with the collar", () => {
    expect(needed({ type: "trailing_stop", trailPrice: dec("5") })).toBe("1092 cash");
    expect(needed({ type: "trailing_stop", trailPercent: dec("10") })).toBe("1144 cash");
    expect(needed({ type: "trailing_stop", trailPercent: dec("10"), side: "sell" })).toBe("10 units");
  });

  it("HLD-5 of what is sold short is its limit or 1.03 times the ask, beside the units that are owned", () => {
    const short = (ticket: Partial<Ticket>, closing: string) => {
      const sale = sampleTicket({ side: "sell", ...ticket });
      return plain(requiredHold({ ticket: sale, instrument: equity, quote: sampleQuote(), closing: dec(closing) }));
    };
    expect(short({}, "0")).toEqual(["0", "0", "1030"]);
    expect(short({ type: "limit", limitPrice: dec("120") }, "0")).toEqual(["0", "0", "1200"]);
    expect(short({ type: "stop", stopPrice: dec("90") }, "4")).toEqual(["0", "4", "618"]);
  });

  it("HLD-6 of a cover is what its collateral does not pay", () => {
    const cover = (collateral: string, closing = "10", limitPrice = "120") => {
      const ticket = sampleTicket({ type: "limit", limitPrice: dec(limitPrice) });
      const part = { closing: dec(closing), collateral: dec(collateral) };
      return plain(requiredHold({ ticket, instrument: equity, quote: null, ...part }))[0];
    };
    expect(cover("2000")).toBe("0");
    expect(cover("1000")).toBe("200");
    expect(cover("2000", "6")).toBe("480");
  });

  it("HLD-7 of an OCO is one for both exits, at the dearer of the two", () => {
    const exits = { takeProfit: { limitPrice: dec("80") }, stopLoss: { stopPrice: dec("110"), limitPrice: null } };
    const oco = { type: "limit", orderClass: "oco", ...exits } as const;
    expect(needed(oco)).toBe("1144 cash");
    expect(needed({ ...oco, stopLoss: { stopPrice: dec("110"), limitPrice: dec("112") } })).toBe("1120 cash");
    expect(needed({ ...oco, side: "sell" })).toBe("10 units");
  });

  it("HLD-8 of an order and the one that replaces it is the larger of both, part by part", () => {
    const one = parts("100", "0", "7");
    expect(plain(largerHold(one, parts("90", "3", "0")))).toEqual(["100", "3", "7"]);
  });

  it("does not guess a price", () => {
    expect(() => requiredHold({ ticket: sampleTicket(), instrument: equity, quote: null })).toThrow("against a quote");
    const limit = sampleTicket({ type: "limit", limitPrice: dec("90") });
    expect(toPlain(requiredHold({ ticket: limit, instrument: equity, quote: null }).cash)).toBe("900");
  });
});

const parts = (cash: string, units: string, margin: string): HoldParts => ({
  cash: dec(cash),
  units: dec(units),
  margin: dec(margin),
});
const plain = ({ cash, units, margin }: HoldParts): string[] => [cash, units, margin].map(toPlain);

describe("the parts of a hold", () => {
  const fill = { quantity: dec("4"), price: dec("110"), fee: ZERO };
  const sale = sampleOrder({ side: "sell", type: "market", limitPrice: null });
  const sold = (filled: string) => ({ ...sale, status: "partially_filled" as const, filledQuantity: dec(filled) });

  it("HLD-9 deliver what is owned first, then free the margin of what was sold short", () => {
    const first = holdsAfterFill(sale, sold("4"), parts("0", "6", "412"), fill);
    expect(plain(first)).toEqual(["0", "2", "412"]);
    expect(plain(holdsAfterFill(sold("4"), sold("8"), first, fill))).toEqual(["0", "0", "206"]);
    expect(holdsAfterFill(sold("8"), { ...sale, status: "filled" }, first, fill)).toBe(NO_HOLD);
  });

  it("HLD-9 of a cover lose only what the freed collateral did not pay", () => {
    const cover = sampleOrder({ limitPrice: dec("120") });
    const filled = { ...cover, status: "partially_filled" as const, filledQuantity: dec("4") };
    const left = holdsAfterFill(cover, filled, parts("200", "0", "0"), { ...fill, collateralReleased: dec("400") });
    expect(plain(left)).toEqual(["120", "0", "0"]);
  });

  it("are gone with the last fill, however a short sale is split, and never less than nothing", () => {
    const splits = fc.array(fc.bigInt({ min: 1n, max: 40n }), { maxLength: 10 });
    fc.assert(
      fc.property(splits, fc.bigInt({ min: 0n, max: 100n }), (fills, owned) => {
        let order = sampleOrder({ side: "sell", quantity: dec("100") });
        let holds = parts(
          "0",
          dec(owned).toFixed(),
          dec(100n - owned)
            .times("103")
            .toFixed(),
        );
        for (const wish of [...fills, 100n]) {
          if (order.status === "filled") break;
          const quantity = minOf(dec(wish), dec("100").minus(order.filledQuantity));
          const moved = transition(order, { type: "fill", quantity, price: dec("100") });
          if (!moved.ok) throw new Error("a fill is always booked");
          const next = holdsAfterFill(order, moved.value.order, holds, { quantity, price: dec("100"), fee: ZERO });
          order = moved.value.order;
          holds = next;
          const left = dec("100").minus(order.filledQuantity);
          expect(holds.margin.eq(minOf(left, dec(100n - owned)).times("103"))).toBe(true);
        }
        expect(plain(holds)).toEqual(["0", "0", "0"]);
      }),
    );
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
        let hold: Decimal = requiredHold({ ticket, instrument, quote: null }).cash;
        const wishes = [...fills, { nanos: 10n ** 11n, cents: 9_999n }];
        for (const { nanos, cents } of wishes) {
          if (order.status === "filled") break;
          const quantity = minOf(dec(nanos).div(1_000_000_000), dec("10").minus(order.filledQuantity));
          const price = dec(cents).div(100);
          const trade = { assetClass: instrument.assetClass, side: "buy", quantity, price } as const;
          const before = { filledQuantityBefore: order.filledQuantity, filledValueBefore: order.filledValue };
          const fee = commissionForFill(DEFAULT_COMMISSION, { ...trade, ...before });
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
