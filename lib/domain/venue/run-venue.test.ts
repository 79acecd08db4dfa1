/** The laws of the paper venue, over generated books and events of every kind; and that the book's index misses nobody. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Decimal, dec, sum, ZERO } from "../shared/decimal.ts";
import { VenueBook } from "./book.ts";
import { ALPACA_RATES_2024, type CommissionModel } from "./commission.ts";
import { matchEvent, type VenueEvent, type VenueResult } from "./run-venue.ts";
import { sampleAuctionEvent, sampleBarEvent, sampleQuoteEvent, sampleVenueOrder } from "./samples.ts";
import type { SlippageModel } from "./slippage.ts";
import type { VenueOrder } from "./venue-order.ts";

const cents = (min: number, max: number) => fc.integer({ min, max }).map((c) => dec(BigInt(c)).div(100));
const whole = (max: number) => fc.integer({ min: 0, max }).map((n) => dec(BigInt(n)));
const parts = (max: number) => fc.integer({ min: 1, max: max * 1_000 }).map((n) => dec(BigInt(n)).div(1_000));
const near = cents(9_500, 10_500);
const until = sampleAuctionEvent().entryUntil;

const orderArb = fc
  .record({
    side: fc.constantFrom("buy" as const, "sell" as const),
    type: fc.constantFrom(
      "market" as const,
      "limit" as const,
      "stop" as const,
      "stop_limit" as const,
      "trailing_stop" as const,
    ),
    timeInForce: fc.constantFrom("day", "gtc", "gtc", "ioc", "fok", "opg", "cls" as const) as fc.Arbitrary<
      VenueOrder["timeInForce"]
    >,
    accountId: fc.constantFrom("a1", "a2"),
    assetClass: fc.constantFrom("us_equity" as const, "crypto" as const),
    wholeUnits: fc.boolean(),
    count: whole(40).map((n) => n.plus(1)),
    part: parts(40),
    byAmount: fc.boolean(),
    limitPrice: near,
    stopPrice: near,
    trail: cents(1, 300),
    percent: fc.boolean(),
    mark: fc.option(near),
    triggered: fc.boolean(),
    held: cents(0, 400_000),
    heldUnits: parts(40),
    heldMargin: fc.option(cents(0, 300_000)),
    cover: fc.option(fc.record({ quantity: whole(20).map((n) => n.plus(1)), collateral: cents(1, 300_000) })),
    extendedHours: fc.boolean(),
    dormant: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    slippage: fc.constantFrom<SlippageModel>(
      { kind: "none" },
      { kind: "per_share", amount: dec("0.03") },
      { kind: "bps", bps: dec("7") },
    ),
    commission: fc.constantFrom<CommissionModel>(
      { kind: "none" },
      { kind: "alpaca_crypto" },
      { kind: "per_share", amount: dec("0.01"), minimum: dec("1") },
      { kind: "alpaca", rates: ALPACA_RATES_2024 },
    ),
  })
  .map((o): Partial<VenueOrder> => {
    const byAmount = o.byAmount && (o.type === "market" || o.type === "limit") && !o.wholeUnits;
    const trailing = o.type === "trailing_stop";
    const isStop = trailing || o.type === "stop" || o.type === "stop_limit";
    const away = o.side === "buy" ? o.trail : o.trail.neg();
    return {
      side: o.side,
      type: o.type,
      timeInForce: o.timeInForce,
      accountId: o.accountId,
      assetClass: o.assetClass,
      wholeUnits: o.wholeUnits,
      extendedHours: o.extendedHours,
      dormant: o.dormant,
      slippage: o.slippage,
      commission: o.commission,
      quantity: byAmount ? null : o.wholeUnits ? o.count : o.part,
      notional: byAmount ? o.part.times(100) : null,
      limitPrice: o.type === "limit" || o.type === "stop_limit" ? o.limitPrice : null,
      stopPrice: trailing ? (o.mark?.plus(away) ?? null) : isStop ? o.stopPrice : null,
      trailPrice: trailing && !o.percent ? o.trail : null,
      trailPercent: trailing && o.percent ? o.trail : null,
      highWaterMark: trailing ? o.mark : null,
      triggeredAt: isStop && o.triggered && (!trailing || o.mark !== null) ? new Date(0) : null,
      held: o.side === "buy" ? o.held : o.heldUnits,
      heldMargin: o.side === "sell" ? o.heldMargin : null,
      cover: o.side === "buy" ? o.cover : null,
    };
  });

const ordersArb = fc
  .array(orderArb, { minLength: 1, maxLength: 12 })
  .map((list) => list.map((order, i) => sampleVenueOrder({ ...order, venueOrderId: `v${i}`, seq: i })));

const quoteArb = fc
  .record({
    bid: near,
    spread: cents(0, 40),
    last: fc.option(near),
    bidSize: parts(60),
    askSize: parts(60),
    extended: fc.boolean(),
  })
  .map(({ spread, extended, ...q }) =>
    sampleQuoteEvent({ ...q, ask: q.bid.plus(spread), session: extended ? "extended" : "core" }),
  );
const barArb = fc
  .record({
    prices: fc.array(near, { minLength: 4, maxLength: 4 }),
    volume: whole(80),
    swap: fc.boolean(),
    ends: fc.boolean(),
  })
  .map(({ prices, volume, swap, ends }) => {
    const [low = "95", a = "95", b = "95", high = "95"] = prices.sort((x, y) => x.cmp(y)).map((p) => p.toFixed());
    const [open, close] = swap ? [b, a] : [a, b];
    const auctions = { openingUntil: ends ? until : null, closingUntil: ends ? until : null };
    return sampleBarEvent({ open, high, low, close, volume: volume.toFixed() }, auctions);
  });
const auctionArb = fc
  .record({
    auction: fc.constantFrom("open" as const, "close" as const),
    price: fc.option(near),
    size: fc.option(whole(60)),
  })
  .map((event) => sampleAuctionEvent(event));
const eventArb: fc.Arbitrary<VenueEvent> = fc.oneof(quoteArb, quoteArb, barArb, auctionArb);
const purseArb = fc
  .record({ a1: cents(-10_000, 300_000), a2: cents(0, 100_000) })
  .map((free) => new Map(Object.entries(free)));

const total = (result: VenueResult) => sum(result.fills.map((fill) => fill.quantity));
const overAll = (law: (orders: VenueOrder[], event: VenueEvent, purse: Map<string, Decimal>) => void) =>
  fc.assert(fc.property(ordersArb, eventArb, purseArb, law), { numRuns: 1_500 });

describe("whatever the book and the event", () => {
  test("no fill is beyond its limit, outside its bar, or of another price than the auction's", () => {
    overAll((orders, event, purse) => {
      for (const { order, fills } of matchEvent({ orders, event, purse })) {
        for (const { price } of fills) {
          const limit = order.limitPrice ?? price;
          expect(order.side === "buy" ? price.lte(limit) : price.gte(limit)).toBe(true);
          if (event.kind === "bar") expect(price.gte(event.bar.low) && price.lte(event.bar.high)).toBe(true);
          else if (event.kind === "auction") expect(event.price?.eq(price)).toBe(true);
          else expect(order.side === "buy" ? price.gte(event.ask) : price.lte(event.bid)).toBe(true);
        }
      }
    });
  });

  test("a side takes no more than its size, and an order no more than what is left of it, in its units", () => {
    overAll((orders, event, purse) => {
      const results = matchEvent({ orders, event, purse });
      for (const side of ["buy", "sell"] as const) {
        const taken = sum(results.filter((r) => r.order.side === side).map(total));
        const quoted = event.kind === "quote" && (side === "buy" ? event.askSize : event.bidSize);
        const size = quoted || (event.kind === "bar" ? event.bar.volume : event.kind === "auction" ? event.size : null);
        if (size) expect(taken.lte(size)).toBe(true);
      }
      for (const result of results) {
        const { order, after, fills } = result;
        if (order.quantity) expect(total(result).lte(order.quantity)).toBe(true);
        if (order.notional) expect(after.filledValue.lte(order.notional)).toBe(true);
        for (const { quantity } of fills) {
          expect(quantity.gt(ZERO) && quantity.decimalPlaces() <= (order.wholeUnits ? 0 : 9)).toBe(true);
        }
        const done = after.quantity ? after.filledQuantity.eq(after.quantity) : result.residue.state === "filled";
        expect(result.residue.state === "filled").toBe(done);
      }
    });
  });

  test("nobody spends or delivers what is neither held nor free, and free cash is spent once", () => {
    overAll((orders, event, purse) => {
      const results = matchEvent({ orders, event, purse });
      for (const { order, fills, cashUsed } of results) {
        for (const { quantity, price, fee } of fills) {
          const value = quantity.times(price);
          expect(fee.gte(ZERO) && cashUsed.gte(ZERO)).toBe(true);
          if (order.side === "buy") {
            const most = order.held.plus(order.cover?.collateral ?? ZERO).plus(cashUsed);
            expect(value.plus(fee).lte(most)).toBe(true);
            continue;
          }
          const short = quantity.minus(order.held);
          if (order.heldMargin === null) expect(short.lte(ZERO) && fee.lte(value.plus(cashUsed))).toBe(true);
          else if (short.gt(ZERO)) expect(short.times(price).lte(order.heldMargin.plus(cashUsed))).toBe(true);
        }
      }
      for (const [account, free] of purse) {
        const used = sum(results.filter((r) => r.order.accountId === account).map((r) => r.cashUsed));
        expect(used.isZero() || used.lte(free)).toBe(true);
      }
    });
  });

  test("what must trade at once leaves nothing working, and fill or kill is all or nothing", () => {
    overAll((orders, event, purse) => {
      const results = new Map(matchEvent({ orders, event, purse }).map((r) => [r.order.venueOrderId, r]));
      for (const order of orders.filter((o) => o.timeInForce === "ioc" || o.timeInForce === "fok")) {
        const result = results.get(order.venueOrderId);
        if (event.kind === "auction" || order.dormant) expect(result).toBeUndefined();
        else expect(result && result.residue.state !== "working").toBe(true);
        if (order.timeInForce === "fok")
          expect(result?.residue.state === "filled").toBe((result?.fills.length ?? 0) > 0);
      }
    });
  });

  test("a trailing stop never loosens, and a trigger is never taken back", () => {
    overAll((orders, event, purse) => {
      for (const { order, after } of matchEvent({ orders, event, purse })) {
        if (order.triggeredAt !== null) expect(after.triggeredAt).toEqual(order.triggeredAt);
        if (order.type !== "trailing_stop" || order.stopPrice === null) continue;
        const [was, is] = [order.stopPrice, after.stopPrice ?? ZERO];
        expect(order.side === "buy" ? is.lte(was) : is.gte(was)).toBe(true);
      }
    });
  });

  test("the same orders in any sequence give the same results", () => {
    const told = (orders: readonly VenueOrder[], event: VenueEvent, purse: Map<string, Decimal>) =>
      JSON.stringify(matchEvent({ orders, event, purse }));
    overAll((orders, event, purse) => {
      const once = told(orders, event, purse);
      expect(told(orders.toReversed(), event, purse)).toBe(once);
      expect(told([...orders.slice(1), ...orders.slice(0, 1)], event, purse)).toBe(once);
    });
  });
});

describe("the book's index", () => {
  const bookOf = (orders: readonly VenueOrder[]) => {
    const book = new VenueBook();
    for (const order of orders) book.add(order);
    return book;
  };
  const ids = (orders: readonly VenueOrder[]) => orders.map((order) => order.venueOrderId);

  test("finds everybody to whom something happens, and matching them alone gives the same", () => {
    overAll((orders, event, purse) => {
      const reached = bookOf(orders).reached(event);
      expect(new Set(ids(reached)).size).toBe(reached.length);
      const results = matchEvent({ orders, event, purse });
      expect(JSON.stringify(matchEvent({ orders: reached, event, purse }))).toBe(JSON.stringify(results));
    });
  });

  test("answers nobody exactly when nobody is reached, whatever sizes and money there are", () => {
    const rich = { held: dec("1000000000"), cover: null, heldMargin: dec("1000000000") };
    overAll((orders, event) => {
      if (event.kind === "auction") return;
      const endless = dec("1000000");
      const plenty: VenueEvent =
        event.kind === "quote"
          ? { ...event, bidSize: endless, askSize: endless }
          : { ...event, bar: { ...event.bar, volume: endless } };
      const able = orders.map((order) => ({ ...order, ...rich }));
      const results = matchEvent({ orders: able, event: plenty, purse: new Map() });
      expect(bookOf(able).reached(plenty).length === 0).toBe(results.length === 0);
    });
  });

  test("forgets who leaves and knows who changes", () => {
    overAll((orders, event) => {
      const book = bookOf(orders);
      for (const order of orders) book.add({ ...order, limitPrice: order.limitPrice?.plus("1") ?? null });
      for (const order of orders) book.add(order);
      expect(ids(book.reached(event))).toEqual(ids(bookOf(orders).reached(event)));
      for (const order of orders) expect(book.remove(order.venueOrderId)).toBe(true);
      expect([book.size, book.reached(event), book.remove("v0")]).toEqual([0, [], false]);
    });
  });

  test("leaves a trailing stop alone until a price goes beyond its mark", () => {
    const trailing = { type: "trailing_stop", trailPrice: dec("2"), highWaterMark: dec("100") } as const;
    const sell = sampleVenueOrder({ ...trailing, venueOrderId: "sell", side: "sell", stopPrice: dec("98") });
    const buy = sampleVenueOrder({ ...trailing, venueOrderId: "buy", stopPrice: dec("102") });
    const at = (last: string) => ids(bookOf([sell, buy]).reached(sampleQuoteEvent({ last: dec(last) })));
    expect([at("100"), at("100.01"), at("99.99")]).toEqual([[], ["sell"], ["buy"]]);
    expect([at("98"), at("102")]).toEqual([
      ["buy", "sell"],
      ["buy", "sell"],
    ]);
  });

  test("brings the whole group of whoever is reached", () => {
    const exit = (id: string, more: Partial<VenueOrder>) =>
      sampleVenueOrder({ venueOrderId: id, side: "sell", ...more });
    const profit = exit("profit", { type: "limit", limitPrice: dec("99"), groupId: "g" });
    const loss = exit("loss", { type: "stop", stopPrice: dec("90"), groupId: "g" });
    const other = exit("other", { type: "stop", stopPrice: dec("90"), groupId: "h" });
    const book = bookOf([profit, loss, other]);
    expect(ids(book.reached(sampleQuoteEvent()))).toEqual(["profit", "loss"]);
    book.remove("profit");
    expect(book.reached(sampleQuoteEvent())).toEqual([]);
  });
});
