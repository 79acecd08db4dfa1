import { describe, expect, it } from "vitest";
import { sampleInstrument, sampleQuote, sampleResting, sampleTicket } from "../orders/samples.ts";
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
    window: null,
    resting: [],
    shorting: false,
    allowCrossZero: false,
    collateral: ZERO,
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
    expect(hold && [hold.cash, hold.units, hold.margin].map(toPlain)).toEqual(["1040", "0", "0"]);
  });

  it("lets an order reach a limit exactly", () => {
    const limits = [limit("max_order_value", "1000"), limit("max_position_value", "1000")];
    expect(check({ limits, openOrders: 9, ordersLastMinute: 29 }).refusal).toBeNull();
    expect(check({ openOrders: 9, ordersLastMinute: 29 }).refusal).toBeNull();
  });
});

describe("an order is refused", () => {
  it.each(["desk", "account"] as const)("HLT-1 while trading is halted: %s", (scope) => {
    const halt = { scope, reason: "Feed looks wrong", since: new Date("2026-01-05T14:00:00Z") };
    expect(refusal({ halt })).toMatchObject({ code: "halted", message: expect.stringContaining("Feed looks wrong") });
  });

  it("TRD-1 when the instrument cannot be traded", () => {
    const code = { code: "symbol_not_tradable", field: "symbol" };
    expect(refusal({ instrument: sampleInstrument({ tradable: false }) })).toMatchObject(code);
    expect(refusal({ instrument: sampleInstrument({ status: "inactive" }) })).toMatchObject(code);
  });

  it("QTE-1 at market when there is no price on its side", () => {
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

  it("RSK-1 above the value of one order", () => {
    const limits = [limit("max_order_value", "999.99")];
    const figures = { limit: "999.99", observed: "1000", headroom: "999.99" };
    expect(refusal({ limits })).toMatchObject({ code: "max_order_value", ...figures });
  });

  it("in words with amounts as people read them", () => {
    const ticket = sampleTicket({ quantity: dec("12345.6"), type: "limit", limitPrice: dec("100") });
    const limits = [limit("max_order_value", "50000")];
    expect(refusal({ ticket, limits })?.message).toBe(
      "The order is worth 1,234,560.00 USD; one order may be worth 50,000.00 USD.",
    );
  });

  it("RSK-2 above the value of a position, what is held and what rests counted", () => {
    const position = { quantity: dec("150"), cost: dec("15000") };
    const figures = { limit: "20000", observed: "20500", headroom: "500" };
    expect(refusal({ position, openBuyQuantity: dec("45") })).toMatchObject({ code: "max_position_value", ...figures });
  });

  it("RSK-3 above the number of open orders", () => {
    const figures = { limit: "10", observed: "11", headroom: "0" };
    expect(refusal({ openOrders: 10 })).toMatchObject({ code: "max_open_orders", ...figures });
  });

  it("RSK-4 above the number of orders in a minute", () => {
    const figures = { limit: "30", observed: "31", headroom: "0" };
    expect(refusal({ ordersLastMinute: 30 })).toMatchObject({ code: "max_orders_per_minute", ...figures });
  });

  it("RSK-5 when it adds to a position on a day that lost all it may", () => {
    const figures = { limit: "1000", observed: "1000", headroom: "0" };
    expect(refusal({ dayPnl: dec("-1000") })).toMatchObject({ code: "max_daily_loss", ...figures });
    expect(refusal({ dayPnl: dec("-999.99") })).toBeNull();
    expect(refusal({ dayPnl: dec("1000") })).toBeNull();
  });

  it("FND-1 without the cash for its hold", () => {
    const figures = { limit: "1039.99", observed: "1040", headroom: "1039.99" };
    expect(refusal({ cashAvailable: dec("1039.99") })).toMatchObject({ code: "insufficient_funds", ...figures });
    expect(refusal({ cashAvailable: dec("1040") })).toBeNull();
    expect(refusal({ cashAvailable: dec("-5") })).toMatchObject({ limit: "0", headroom: "0" });
  });

  it("POS-1 without the units, those of resting sells taken away", () => {
    const figures = { field: "quantity", limit: "9.5", observed: "10", headroom: "9.5" };
    const few = { ...long, ticket: sell, unitsAvailable: dec("9.5") };
    expect(refusal(few)).toMatchObject({ code: "insufficient_quantity", ...figures });
  });

  it("SHT-1 when it would sell what the account does not have", () => {
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
  it("RSK-6 passes when the position is too large or the day too bad", () => {
    const limits = [limit("max_position_value", "1"), limit("max_daily_loss", "1")];
    expect(check({ ...long, ticket: sell, limits, dayPnl: dec("-500") }).refusal).toBeNull();
  });

  it("is held in units and not in cash", () => {
    const { hold } = check({ ...long, ticket: sell, cashAvailable: ZERO });
    expect(hold && [hold.cash, hold.units, hold.margin].map(toPlain)).toEqual(["0", "10", "0"]);
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

describe("a short sale", () => {
  const shorting = { shorting: true, instrument: sampleInstrument({ shortable: true }) };

  it("FND-2 is held in cash by its margin, and refused without it", () => {
    const { hold, refusal: refused } = check({ ...shorting, ticket: sell });
    expect(refused).toBeNull();
    expect(hold && [hold.cash, hold.units, hold.margin].map(toPlain)).toEqual(["0", "0", "1030"]);
    const figures = { observed: "1030", limit: "1029.99", headroom: "1029.99" };
    const poor = { ...shorting, ticket: sell, cashAvailable: dec("1029.99") };
    expect(refusal(poor)).toMatchObject({ code: "insufficient_funds", ...figures });
  });

  it("QTE-1 needs an ask, also with a limit", () => {
    const ticket = sampleTicket({ side: "sell", type: "limit", limitPrice: dec("120") });
    expect(refusal({ ...shorting, ticket, quote: null })).toMatchObject({ code: "no_quote" });
    expect(refusal({ ...shorting, ticket })).toBeNull();
  });

  it("RSK-2 adds to a short position, whose value counts without its sign", () => {
    const limits = [limit("max_position_value", "1500")];
    const short = { ...shorting, limits, position: { quantity: dec("-10"), cost: dec("-1000") }, ticket: sell };
    expect(refusal(short)).toMatchObject({ code: "max_position_value", observed: "1999.8", headroom: "500.1" });
    expect(refusal({ ...short, dayPnl: dec("-5000"), limits: generous })).toMatchObject({ code: "max_daily_loss" });
  });

  it("RSK-6 is covered on a bad day and beyond the limits, by what its collateral pays", () => {
    const limits = [limit("max_position_value", "1"), limit("max_daily_loss", "1")];
    const short = { ...shorting, limits, position: { quantity: dec("-10"), cost: dec("-1000") }, dayPnl: dec("-500") };
    const cover = { ...short, collateral: dec("2000"), cashAvailable: ZERO };
    expect(refusal(cover)).toBeNull();
    expect(toPlain(check(cover).hold?.cash ?? dec("-1"))).toBe("0");
    expect(refusal({ ...cover, openBuyQuantity: dec("1") })).toMatchObject({ code: "max_position_value" });
  });

  it("ZRO-1 does not begin with a long position", () => {
    const crossing = { ...long, ...shorting, position: { quantity: dec("5"), cost: ZERO }, unitsAvailable: dec("5") };
    expect(refusal({ ...crossing, ticket: sell })).toMatchObject({ code: "crosses_zero", limit: "5", observed: "10" });
    const { hold } = check({ ...crossing, ticket: sell, allowCrossZero: true });
    expect(hold && [hold.cash, hold.units, hold.margin].map(toPlain)).toEqual(["0", "5", "515"]);
  });
});

describe("the venue and one's own orders", () => {
  it("TIF-5 refuse an order outside its window", () => {
    const window = { code: "opg_window", message: "Too late for the open." } as const;
    expect(refusal({ window })).toEqual(window);
  });

  it("STP-1 refuse a stop on the wrong side, LEG-2 an exit on the wrong side", () => {
    const ticket = sampleTicket({ type: "stop", stopPrice: dec("99") });
    expect(refusal({ ticket })).toMatchObject({ code: "stop_price_wrong_side", observed: "99", limit: "100" });
    const oto = sampleTicket({ orderClass: "oto", takeProfit: { limitPrice: dec("99") } });
    expect(refusal({ ticket: oto })).toMatchObject({ code: "invalid_price", field: "takeProfit.limitPrice" });
  });

  it("WSH-1 refuse an order that could trade with another of the account", () => {
    const resting = [sampleResting({ side: "sell", type: "stop", limitPrice: null })];
    expect(refusal({ ...long, resting })).toMatchObject({ code: "wash_trade", blockedBy: ["resting-1"] });
  });

  it("RSK-7 count an order with its exits", () => {
    const exits = { takeProfit: { limitPrice: dec("110") }, stopLoss: { stopPrice: dec("90"), limitPrice: null } };
    const ticket = sampleTicket({ orderClass: "bracket", ...exits });
    expect(refusal({ ticket, openOrders: 7 })).toBeNull();
    expect(refusal({ ticket, openOrders: 8 })).toMatchObject({ code: "max_open_orders", observed: "11" });
  });
});
