import { describe, expect, it } from "vitest";
import type { Instrument } from "../market/instrument.ts";
import { dec } from "../shared/decimal.ts";
import { sampleInstrument, sampleTicket } from "./samples.ts";
import { checkTicket, type Ticket } from "./ticket.ts";

const check = (ticket: Partial<Ticket>, instrument: Partial<Instrument> = {}, notionalEnabled = true) =>
  checkTicket(sampleTicket(ticket), sampleInstrument(instrument), { notionalEnabled });
const byAmount = (amount: string): Partial<Ticket> => ({ quantity: null, notional: dec(amount) });
const limit = (price: string): Partial<Ticket> => ({ type: "limit", limitPrice: dec(price) });

describe("a well-formed ticket", () => {
  it.each<[string, Partial<Ticket>, Partial<Instrument>]>([
    ["a whole market order", {}, {}],
    ["nine decimal places for the day", { quantity: dec("0.000000001") }, {}],
    ["a limit on the tick, good till canceled", { ...limit("0.3"), timeInForce: "gtc" }, { tickSize: dec("0.1") }],
    ["the least amount", byAmount("1.00"), {}],
    [
      "a fraction of crypto that rests",
      { quantity: dec("0.5"), ...limit("100"), timeInForce: "gtc" },
      { assetClass: "crypto" },
    ],
    ["whole units of what has no fractions", {}, { fractionable: false }],
  ])("may be %s", (_, ticket, instrument) => {
    expect(check(ticket, instrument)).toBeNull();
  });
});

describe("a malformed ticket is refused", () => {
  it.each<[string, Partial<Ticket>, Partial<Instrument>, string, string]>([
    ["with quantity and amount", { notional: dec("5") }, {}, "invalid_quantity", "quantity"],
    ["with neither", { quantity: null }, {}, "invalid_quantity", "quantity"],
    ["with nothing to trade", { quantity: dec("0") }, {}, "invalid_quantity", "quantity"],
    ["with less than nothing", { quantity: dec("-1") }, {}, "invalid_quantity", "quantity"],
    ["with a tenth place", { quantity: dec("0.0000000001") }, {}, "invalid_quantity", "quantity"],
    ["beyond what the books hold", { quantity: dec("99999999999999999999") }, {}, "invalid_quantity", "quantity"],
    [
      "fractional where there are none",
      { quantity: dec("1.5") },
      { fractionable: false },
      "not_fractionable",
      "quantity",
    ],
    ["fractional beyond the day", { quantity: dec("1.5"), timeInForce: "gtc" }, {}, "invalid_quantity", "timeInForce"],
    ["by amount with a limit", { ...byAmount("50"), ...limit("10") }, {}, "invalid_notional", "type"],
    ["by amount beyond the day", { ...byAmount("50"), timeInForce: "gtc" }, {}, "invalid_notional", "timeInForce"],
    ["by amount without fractions", byAmount("50"), { fractionable: false }, "not_fractionable", "notional"],
    ["by less than 1.00", byAmount("0.99"), {}, "invalid_notional", "notional"],
    [
      "by less than the instrument's least",
      byAmount("9.99"),
      { minNotional: dec("10") },
      "invalid_notional",
      "notional",
    ],
    ["by an amount of no money", byAmount("0"), {}, "invalid_notional", "notional"],
    ["by tenths of a cent", byAmount("5.001"), {}, "invalid_notional", "notional"],
    ["by more than the books hold", byAmount("99999999999999999999"), {}, "invalid_notional", "notional"],
    ["at market with a price", { limitPrice: dec("10") }, {}, "invalid_price", "limitPrice"],
    ["as limit without a price", { type: "limit" }, {}, "invalid_price", "limitPrice"],
    ["at a price of nothing", limit("0"), {}, "invalid_price", "limitPrice"],
    ["at a negative price", limit("-5"), {}, "invalid_price", "limitPrice"],
    ["at a price beyond the books", limit("99999999999999999999"), {}, "invalid_price", "limitPrice"],
    ["off the tick", limit("10.005"), {}, "invalid_price", "limitPrice"],
  ])("%s", (_, ticket, instrument, code, field) => {
    expect(check(ticket, instrument)).toMatchObject({ code, field });
  });

  it("when orders by amount are switched off", () => {
    expect(check(byAmount("50"), {}, false)).toMatchObject({ code: "notional_disabled", field: "notional" });
  });

  it("naming the prices on either side of one that is off the tick", () => {
    expect(check(limit("10.005"))?.message).toBe("The limit price moves in steps of 0.01: 10 or 10.01.");
  });
});
