import { describe, expect, it } from "vitest";
import { sampleInstrument, sampleQuote, sampleTicket } from "../orders/samples.ts";
import { Decimal, dec, toPlain, ZERO } from "../shared/decimal.ts";
import { checkPreTrade, type PreTradeInput } from "./check-pre-trade.ts";
import type { RiskLimit, RiskRule } from "./limits.ts";

const limit = (rule: RiskRule, value: string): RiskLimit => ({ rule, value: dec(value), version: 1 });
const generous = [
  limit("max_order_value", "5000"),
  limit("max_position_value", "20000"),
  limit("max_open_orders", "10"),
  limit("max_orders_per_minute", "30"),
  limit("max_daily_loss", "1000"),
];

function check(differs: Partial<PreTradeInput> = {}) {
  return checkPreTrade({
    ticket: sampleTicket(),
    instrument: sampleInstrument(),
    quote: sampleQuote(),
    limits: generous,
    halt: null,
    openOrders: 0,
    ordersLastMinute: 0,
    position: { quantity: ZERO, cost: ZERO },
    openBuyQuantity: ZERO,
    openSellQuantity: ZERO,
    dayPnl: ZERO,
    cashAvailable: dec("10000"),
    unitsAvailable: ZERO,
    notionalEnabled: true,
    ...differs,
  });
}

/** Decimals as text, so that figures are compared as they are shown. */
function refusal(differs: Partial<PreTradeInput>) {
  const refused = check(differs).refusal;
  if (refused === null) return null;
  return Object.fromEntries(
    Object.entries(refused).map(([key, value]) => [key, value instanceof Decimal ? toPlain(value) : value]),
  );
}

const long = { position: { quantity: dec("100"), cost: dec("9000") }, unitsAvailable: dec("100") };
const sell = sampleTicket({ side: "sell" });
const restingBuy = sampleTicket({ type: "limit", limitPrice: dec("100") });

describe("the pre-trade check", () => {
  it("lets a good order pass, with a verdict for every rule and the hold it needs", () => {
    const { verdicts, refusal, hold } = check();
    expect(refusal).toBeNull();
    expect(verdicts.map(({ rule, ok }) => `${rule} ${ok}`)).toEqual([
      "max_order_value true",
      "max_position_value true",
      "max_open_orders true",
      "max_orders_per_minute true",
      "max_daily_loss true",
      "funds true",
    ]);
    expect(hold?.assetKind).toBe("cash");
    expect(toPlain(hold?.amount ?? ZERO)).toBe("1040");
  });

  it("lets an order reach a limit exactly", () => {
    const limits = [limit("max_order_value", "1000"), limit("max_position_value", "1000")];
    expect(check({ limits, openOrders: 9, ordersLastMinute: 29 }).refusal).toBeNull();
    expect(check({ openOrders: 9, ordersLastMinute: 29 }).refusal).toBeNull();
  });
});

describe("an order is refused", () => {
  it.each(["desk", "account"] as const)("while trading is halted: %s", (scope) => {
    const halt = { scope, reason: "Feed looks wrong", since: new Date("2026-01-05T14:00:00Z") };
    expect(refusal({ halt })).toMatchObject({ code: "halted", message: expect.stringContaining("Feed looks wrong") });
  });

  it("when the instrument cannot be traded", () => {
    const code = { code: "symbol_not_tradable", field: "symbol" };
    expect(refusal({ instrument: sampleInstrument({ tradable: false }) })).toMatchObject(code);
    expect(refusal({ instrument: sampleInstrument({ status: "inactive" }) })).toMatchObject(code);
  });

  it("at market when there is no price on its side", () => {
    expect(refusal({ quote: null })).toMatchObject({ code: "no_quote", field: "symbol" });
    expect(refusal({ quote: sampleQuote({ ask: ZERO }) })).toMatchObject({ code: "no_quote" });
    expect(refusal({ ...long, ticket: sell, quote: sampleQuote({ bid: ZERO }) })).toMatchObject({ code: "no_quote" });
  });

  it("when its shape is wrong", () => {
    const ticket = sampleTicket({ quantity: dec("-1") });
    expect(refusal({ ticket })).toMatchObject({ code: "invalid_quantity", field: "quantity" });
    const byAmount = sampleTicket({ quantity: null, notional: dec("50") });
    expect(refusal({ ticket: byAmount, notionalEnabled: false })).toMatchObject({ code: "notional_disabled" });
  });

  it("above the value of one order", () => {
    const limits = [limit("max_order_value", "999.99")];
    const figures = { limit: "999.99", observed: "1000", headroom: "999.99" };
    expect(refusal({ limits })).toMatchObject({ code: "max_order_value", ...figures });
  });

  it("above the value of a position, what is held and what rests counted", () => {
    const position = { quantity: dec("150"), cost: dec("15000") };
    const figures = { limit: "20000", observed: "20500", headroom: "500" };
    expect(refusal({ position, openBuyQuantity: dec("45") })).toMatchObject({ code: "max_position_value", ...figures });
  });

  it("above the number of open orders", () => {
    const figures = { limit: "10", observed: "11", headroom: "0" };
    expect(refusal({ openOrders: 10 })).toMatchObject({ code: "max_open_orders", ...figures });
  });

  it("above the number of orders in a minute", () => {
    const figures = { limit: "30", observed: "31", headroom: "0" };
    expect(refusal({ ordersLastMinute: 30 })).toMatchObject({ code: "max_orders_per_minute", ...figures });
  });

  it("when it adds to a position on a day that lost all it may", () => {
    const figures = { limit: "1000", observed: "1000", headroom: "0" };
    expect(refusal({ dayPnl: dec("-1000") })).toMatchObject({ code: "max_daily_loss", ...figures });
    expect(refusal({ dayPnl: dec("-999.99") })).toBeNull();
    expect(refusal({ dayPnl: dec("1000") })).toBeNull();
  });

  it("without the cash for its hold", () => {
    const figures = { limit: "1039.99", observed: "1040", headroom: "1039.99" };
    expect(refusal({ cashAvailable: dec("1039.99") })).toMatchObject({ code: "insufficient_funds", ...figures });
    expect(refusal({ cashAvailable: dec("1040") })).toBeNull();
    expect(refusal({ cashAvailable: dec("-5") })).toMatchObject({ limit: "0", headroom: "0" });
  });

  it("without the units, those of resting sells taken away", () => {
    const figures = { field: "quantity", limit: "9.5", observed: "10", headroom: "9.5" };
    const few = { ...long, ticket: sell, unitsAvailable: dec("9.5") };
    expect(refusal(few)).toMatchObject({ code: "insufficient_quantity", ...figures });
  });

  it("when it would sell what the account does not have", () => {
    expect(refusal({ ticket: sell })).toMatchObject({ code: "short_not_allowed", field: "quantity", headroom: "0" });
  });
});

describe("among several causes", () => {
  it("the first in the order of the checks is named, and the verdicts are still shown", () => {
    const halt = { scope: "desk", reason: "Drill", since: new Date("2026-01-05T14:00:00Z") } as const;
    const instrument = sampleInstrument({ tradable: false });
    const bad = { halt, instrument, quote: null, ticket: sampleTicket({ quantity: ZERO }) };
    expect(refusal(bad)).toMatchObject({ code: "halted" });
    expect(refusal({ ...bad, halt: null })).toMatchObject({ code: "symbol_not_tradable" });
    expect(refusal({ ...bad, halt: null, instrument: sampleInstrument() })).toMatchObject({ code: "no_quote" });
    expect(refusal({ ticket: bad.ticket, openOrders: 10 })).toMatchObject({ code: "invalid_quantity" });
    expect(refusal({ openOrders: 10, cashAvailable: ZERO })).toMatchObject({ code: "max_open_orders" });
    expect(check({ halt }).verdicts).toHaveLength(6);
  });
});

describe("an order that reduces a position", () => {
  it("passes when the position is too large or the day too bad", () => {
    const limits = [limit("max_position_value", "1"), limit("max_daily_loss", "1")];
    expect(check({ ...long, ticket: sell, limits, dayPnl: dec("-500") }).refusal).toBeNull();
  });

  it("is held in units and not in cash", () => {
    const { hold } = check({ ...long, ticket: sell, cashAvailable: ZERO });
    expect(hold?.assetKind).toBe("units");
    expect(toPlain(hold?.amount ?? ZERO)).toBe("10");
  });
});

describe("a limit order", () => {
  it("is judged at its own price when there is no quote", () => {
    expect(check({ ticket: restingBuy, quote: null }).refusal).toBeNull();
    const limits = [limit("max_order_value", "900")];
    expect(refusal({ ticket: restingBuy, quote: null, limits })).toMatchObject({ observed: "1000" });
  });

  it("to sell is valued at the bid when it asks for less", () => {
    const ticket = sampleTicket({ side: "sell", type: "limit", limitPrice: dec("0.01") });
    const limits = [limit("max_order_value", "500")];
    expect(refusal({ ...long, ticket, limits })).toMatchObject({ code: "max_order_value", observed: "999.9" });
  });
});
