import { describe, expect, it } from "vitest";
import type { Instrument } from "../market/instrument.ts";
import { dec } from "../shared/decimal.ts";
import { checkTicket } from "./check-ticket.ts";
import { ORDER_TYPES, TIMES_IN_FORCE } from "./order.ts";
import { sampleInstrument, sampleTicket } from "./samples.ts";
import { membersOf, type Ticket } from "./ticket.ts";

type Part = Partial<Ticket>;
type Row = readonly [string, Part, Partial<Instrument>, string, string];

const check = (ticket: Part, instrument: Partial<Instrument> = {}, notionalEnabled = true) =>
  checkTicket(sampleTicket(ticket), sampleInstrument(instrument), { notionalEnabled });
const byAmount = (amount: string): Part => ({ quantity: null, notional: dec(amount) });
const limit = (price: string): Part => ({ type: "limit", limitPrice: dec(price) });
const stop = (price: string): Part => ({ type: "stop", stopPrice: dec(price) });
const stopLimit = (price: string): Part => ({ type: "stop_limit", stopPrice: dec(price), limitPrice: dec(price) });
const trail = (percent: string): Part => ({ type: "trailing_stop", trailPercent: dec(percent) });
const takeProfit = { limitPrice: dec("110") };
const stopLoss = { stopPrice: dec("90"), limitPrice: null };
const bracket: Part = { ...limit("100"), orderClass: "bracket", takeProfit, stopLoss };
const oto: Part = { orderClass: "oto", takeProfit };
const oco: Part = { side: "sell", type: "limit", orderClass: "oco", takeProfit, stopLoss };
const crypto: Partial<Instrument> = { assetClass: "crypto" };
const rests: Part = { timeInForce: "gtc" };

describe("a well-formed ticket", () => {
  it.each<[string, Part, Partial<Instrument>]>([
    ["a whole market order", {}, {}],
    ["nine decimal places for the day", { quantity: dec("0.000000001") }, {}],
    ["a limit on the tick, good till canceled", { ...limit("0.3"), ...rests }, { ...crypto, tickSize: dec("0.1") }],
    ["the least amount", byAmount("1.00"), {}],
    ["an amount with a limit", { ...byAmount("50"), ...limit("10") }, {}],
    ["an amount of crypto that rests", { ...byAmount("50"), ...limit("10"), ...rests }, crypto],
    ["a fraction of crypto that rests", { quantity: dec("0.5"), ...limit("100"), ...rests }, crypto],
    ["whole units of what has no fractions", {}, { fractionable: false }],
    ["a fraction with a stop", { quantity: dec("0.5"), ...stop("110") }, {}],
    ["a fraction outside the core session", { quantity: dec("0.5"), ...limit("100"), extendedHours: true }, {}],
    ["a limit good till canceled at all hours", { ...limit("100"), ...rests, extendedHours: true }, {}],
    ["a trailing stop by percentage", { ...trail("2.25"), ...rests }, {}],
    ["a trailing stop by price", { type: "trailing_stop", trailPrice: dec("1.50") }, {}],
    ["a price below a dollar in hundredths of a cent", limit("0.5001"), {}],
    ["a bracket", bracket, {}],
    ["a bracket with a limited stop loss", { ...bracket, stopLoss: { ...stopLoss, limitPrice: dec("89") } }, {}],
    ["an OTO", oto, {}],
    ["an OCO without a limit of its own", oco, {}],
    ["an OCO that repeats its take profit", { ...oco, limitPrice: dec("110") }, {}],
  ])("may be %s", (_, ticket, instrument) => {
    expect(check(ticket, instrument)).toBeNull();
  });
});

const SIZE: readonly Row[] = [
  ["SIZ-1 with quantity and amount", { notional: dec("5") }, {}, "invalid_quantity", "quantity"],
  ["SIZ-1 with neither", { quantity: null }, {}, "invalid_quantity", "quantity"],
  ["SIZ-2 with nothing to trade", { quantity: dec("0") }, {}, "invalid_quantity", "quantity"],
  ["SIZ-2 with less than nothing", { quantity: dec("-1") }, {}, "invalid_quantity", "quantity"],
  ["SIZ-2 with a tenth place", { quantity: dec("0.0000000001") }, {}, "invalid_quantity", "quantity"],
  ["SIZ-2 beyond what the books hold", { quantity: dec("99999999999999999999") }, {}, "invalid_quantity", "quantity"],
  ["SIZ-3 by less than 1.00", byAmount("0.99"), {}, "invalid_notional", "notional"],
  ["SIZ-3 by less than its least", byAmount("9.99"), { minNotional: dec("10") }, "invalid_notional", "notional"],
  ["SIZ-3 by an amount of no money", byAmount("0"), {}, "invalid_notional", "notional"],
  ["SIZ-3 by tenths of a cent", byAmount("5.001"), {}, "invalid_notional", "notional"],
  ["SIZ-3 by more than the books hold", byAmount("99999999999999999999"), {}, "invalid_notional", "notional"],
  ["FRA-1 fractional", { quantity: dec("1.5") }, { fractionable: false }, "not_fractionable", "quantity"],
  ["FRA-1 by amount", byAmount("50"), { fractionable: false }, "not_fractionable", "notional"],
  ["FRA-2 fractional with exits", { ...bracket, quantity: dec("1.5") }, {}, "invalid_quantity", "quantity"],
  ["FRA-2 by amount with exits", { ...oto, ...byAmount("50") }, {}, "invalid_notional", "notional"],
  ["FRA-3 fractional and trailing", { ...trail("2"), quantity: dec("1.5") }, {}, "invalid_quantity", "type"],
  ["FRA-4 fractional beyond the day", { quantity: dec("1.5"), ...rests }, {}, "invalid_quantity", "timeInForce"],
  ["FRA-4 by amount beyond the day", { ...byAmount("50"), ...rests }, {}, "invalid_notional", "timeInForce"],
];

const TERMS: readonly Row[] = [
  ["TYP-1 crypto with a stop", stop("110"), crypto, "invalid_type", "type"],
  ["TYP-1 crypto that trails", trail("2"), crypto, "invalid_type", "type"],
  ["TIF-1 crypto at an auction", { timeInForce: "opg" }, crypto, "invalid_time_in_force", "timeInForce"],
  ["TIF-1 crypto all or nothing", { timeInForce: "fok" }, crypto, "invalid_time_in_force", "timeInForce"],
  ["TIF-2 a stop at the open", { ...stop("110"), timeInForce: "opg" }, {}, "invalid_time_in_force", "timeInForce"],
  ["TIF-2 a stop at the close", { ...stopLimit("9"), timeInForce: "cls" }, {}, "invalid_time_in_force", "timeInForce"],
  ["TIF-3 a trailing stop at once", { ...trail("2"), timeInForce: "ioc" }, {}, "invalid_time_in_force", "timeInForce"],
  ["TIF-3 a stop whole or not", { ...stop("110"), timeInForce: "fok" }, {}, "invalid_time_in_force", "timeInForce"],
  ["EXT-1 a market order at all hours", { extendedHours: true }, {}, "invalid_extended_hours", "type"],
  [
    "EXT-2 an immediate limit at all hours",
    { ...limit("9"), timeInForce: "ioc", extendedHours: true },
    {},
    "invalid_extended_hours",
    "timeInForce",
  ],
  [
    "EXT-3 crypto at all hours",
    { ...limit("9"), extendedHours: true },
    crypto,
    "invalid_extended_hours",
    "extendedHours",
  ],
];

const CLASSES: readonly Row[] = [
  ["CLS-1 a simple order with an exit", { takeProfit }, {}, "invalid_order_class", "orderClass"],
  ["CLS-2 a bracket without a profit", { ...bracket, takeProfit: null }, {}, "invalid_order_class", "takeProfit"],
  ["CLS-2 a bracket without a stop", { ...bracket, stopLoss: null }, {}, "invalid_order_class", "stopLoss"],
  ["CLS-2 an OCO without a stop", { ...oco, stopLoss: null }, {}, "invalid_order_class", "stopLoss"],
  ["CLS-3 an OTO with both exits", { ...oto, stopLoss }, {}, "invalid_order_class", "takeProfit"],
  ["CLS-3 an OTO with no exit", { ...oto, takeProfit: null }, {}, "invalid_order_class", "stopLoss"],
  ["CLS-4 an OCO at market", { ...oco, type: "market" }, {}, "invalid_order_class", "type"],
  ["CLS-4 an OCO with another limit", { ...oco, limitPrice: dec("111") }, {}, "invalid_price", "limitPrice"],
  ["CLS-5 a bracket at once", { ...bracket, timeInForce: "ioc" }, {}, "invalid_time_in_force", "timeInForce"],
  ["CLS-6 a bracket at all hours", { ...bracket, extendedHours: true }, {}, "invalid_extended_hours", "extendedHours"],
  ["CLS-7 a bracket of crypto", bracket, crypto, "invalid_order_class", "orderClass"],
  ["CLS-8 a bracket that trails", { ...bracket, ...trail("2"), limitPrice: null }, {}, "invalid_order_class", "type"],
];

const PRICES: readonly Row[] = [
  ["PRC-1 a limit order without its price", { type: "limit" }, {}, "invalid_price", "limitPrice"],
  ["PRC-1 a stop order without its price", { type: "stop" }, {}, "invalid_price", "stopPrice"],
  ["PRC-1 a stop limit without its stop", { ...limit("9"), type: "stop_limit" }, {}, "invalid_price", "stopPrice"],
  ["PRC-1 a stop limit without its limit", { ...stop("9"), type: "stop_limit" }, {}, "invalid_price", "limitPrice"],
  ["PRC-2 a market order with a limit", { limitPrice: dec("10") }, {}, "invalid_price", "limitPrice"],
  ["PRC-2 a market order with a stop", { stopPrice: dec("10") }, {}, "invalid_price", "stopPrice"],
  ["PRC-2 a limit order with a stop", { ...limit("9"), stopPrice: dec("9") }, {}, "invalid_price", "stopPrice"],
  ["PRC-2 a stop order with a limit", { ...stop("9"), limitPrice: dec("9") }, {}, "invalid_price", "limitPrice"],
  ["PRC-2 a trailing stop with a stop", { ...trail("2"), stopPrice: dec("9") }, {}, "invalid_price", "stopPrice"],
  ["PRC-3 at a price of nothing", limit("0"), {}, "invalid_price", "limitPrice"],
  ["PRC-3 at a negative price", limit("-5"), {}, "invalid_price", "limitPrice"],
  ["PRC-3 at a price beyond the books", limit("99999999999999999999"), {}, "invalid_price", "limitPrice"],
  ["PRC-4 in tenths of a cent above a dollar", limit("10.005"), {}, "invalid_price", "limitPrice"],
  ["PRC-4 finer than that below a dollar", stop("0.50001"), {}, "invalid_price", "stopPrice"],
  [
    "PRC-4 off the instrument's tick",
    limit("10.05"),
    { ...crypto, tickSize: dec("0.1") },
    "invalid_price",
    "limitPrice",
  ],
  [
    "PRC-4 an exit off its step",
    { ...oto, takeProfit: { limitPrice: dec("110.001") } },
    {},
    "invalid_price",
    "takeProfit.limitPrice",
  ],
  ["TRL-1 a trailing stop without a trail", { type: "trailing_stop" }, {}, "invalid_price", "trailPercent"],
  ["TRL-1 a trailing stop with two trails", { ...trail("2"), trailPrice: dec("1") }, {}, "invalid_price", "trailPrice"],
  ["TRL-2 a stop order with a trail", { ...stop("9"), trailPercent: dec("1") }, {}, "invalid_price", "trailPercent"],
  ["TRL-3 a trail of nothing", trail("0"), {}, "invalid_price", "trailPercent"],
  ["TRL-3 a trail of all of it", trail("100"), {}, "invalid_price", "trailPercent"],
  ["TRL-3 a trail with three decimal places", trail("1.125"), {}, "invalid_price", "trailPercent"],
  [
    "TRL-4 a trail price off its step",
    { ...trail("2"), trailPercent: null, trailPrice: dec("1.001") },
    {},
    "invalid_price",
    "trailPrice",
  ],
];

describe("a malformed ticket is refused", () => {
  it.each([...SIZE, ...TERMS, ...CLASSES, ...PRICES])("%s", (_, ticket, instrument, code, field) => {
    const refusal = check(ticket, instrument);
    expect(refusal).toMatchObject({ code, field });
    expect(refusal?.message).toMatch(/\.$/);
  });

  it("SIZ-4 when orders by amount are switched off", () => {
    expect(check(byAmount("50"), {}, false)).toMatchObject({ code: "notional_disabled", field: "notional" });
  });

  it("naming the prices on either side of one that is off the tick", () => {
    expect(check(limit("10.005"))?.message).toBe("The limit price moves in steps of 0.01: 10 or 10.01.");
  });
});

describe("types and times", () => {
  const prices: { readonly [T in (typeof ORDER_TYPES)[number]]: Part } = {
    market: {},
    limit: limit("100"),
    stop: stop("110"),
    stop_limit: stopLimit("110"),
    trailing_stop: trail("2"),
  };
  const taken = (instrument: Partial<Instrument>) =>
    ORDER_TYPES.flatMap((type) =>
      TIMES_IN_FORCE.flatMap((timeInForce) =>
        check({ ...prices[type], type, timeInForce }, instrument) === null ? [`${type} ${timeInForce}`] : [],
      ),
    );

  it("go together as the table in docs/orders.md says", () => {
    expect(taken({})).toEqual([
      ...TIMES_IN_FORCE.map((time) => `market ${time}`),
      ...TIMES_IN_FORCE.map((time) => `limit ${time}`),
      ...["stop day", "stop gtc", "stop_limit day", "stop_limit gtc", "trailing_stop day", "trailing_stop gtc"],
    ]);
    const times = ["day", "gtc", "ioc"];
    expect(taken(crypto)).toEqual([
      ...times.map((time) => `market ${time}`),
      ...times.map((time) => `limit ${time}`),
      ...["stop_limit day", "stop_limit gtc"],
    ]);
  });

  it("make one, two or three orders by their class", () => {
    const classes = ["simple", "oto", "oco", "bracket"] as const;
    expect(classes.map((orderClass) => membersOf({ orderClass }))).toEqual([1, 2, 2, 3]);
  });
});
