// Orders, fills and cancels in any sequence, through the pure rules as the order path strings them together.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillPostings, type Posting } from "../ledger/postings.ts";
import { checkPreTrade } from "../risk/check-pre-trade.ts";
import { type Decimal, dec, minOf, sum, toPlain, ZERO } from "../shared/decimal.ts";
import { type AccountId, asId } from "../shared/ids.ts";
import { commissionForFill, DEFAULT_COMMISSION } from "../venue/commission.ts";
import { holdAfterFill } from "./hold.ts";
import { isOpen, type Order, type OrderType, type Side } from "./order.ts";
import { MARKET_COLLAR } from "./reference-price.ts";
import { sampleInstrument, sampleOrder, sampleQuote, sampleTicket } from "./samples.ts";
import { type OrderEvent, transition } from "./transition.ts";

const instrument = sampleInstrument({ assetClass: "crypto" });
const quote = sampleQuote();
const DEPOSIT = dec("1000");
const account = asId<AccountId>("account");
const house = { account, clearing: asId<AccountId>("clearing"), fees: asId<AccountId>("fees") };

interface Resting {
  order: Order;
  hold: { readonly assetKind: "cash" | "units"; readonly amount: Decimal };
}

class Desk {
  readonly book: Resting[] = [];
  readonly postings: Posting[] = [];

  balance(asset: "cash" | "units"): Decimal {
    const assetId = asset === "cash" ? instrument.currencyId : instrument.id;
    const own = this.postings.filter((posting) => posting.accountId === account && posting.assetId === assetId);
    return sum(own.map(({ amount }) => amount)).plus(asset === "cash" ? DEPOSIT : ZERO);
  }

  held(asset: "cash" | "units"): Decimal {
    return sum(this.book.filter(({ hold }) => hold.assetKind === asset).map(({ hold }) => hold.amount));
  }

  free(asset: "cash" | "units"): Decimal {
    return this.balance(asset).minus(this.held(asset));
  }

  submit(side: Side, type: OrderType, quantity: Decimal, price: Decimal): void {
    const ticket = sampleTicket({ side, type, quantity, limitPrice: type === "limit" ? price : null });
    const none = { openOrders: 0, ordersLastMinute: 0, openBuyQuantity: ZERO, openSellQuantity: ZERO, dayPnl: ZERO };
    const { refusal, hold } = checkPreTrade({
      ...none,
      ...{ ticket, instrument, quote, limits: [], halt: null, notionalEnabled: true },
      position: { quantity: this.balance("units"), cost: ZERO },
      ...{ window: null, resting: [], shorting: false, allowCrossZero: false, collateral: ZERO },
      cashAvailable: this.free("cash"),
      unitsAvailable: this.free("units"),
    });
    if (refusal !== null || hold === null) return;
    const kind = { assetKind: side === "buy" ? "cash" : "units", amount: hold.cash.plus(hold.units) } as const;
    this.book.push({ order: sampleOrder({ ...ticket, status: "pending_new" }), hold: kind });
  }

  /** The venue fills at any price the order allows: better than its limit, or within the collar. */
  fill(resting: Resting, wish: Decimal, share: Decimal): void {
    const { order, hold } = resting;
    const worst = order.limitPrice ?? quote.ask.times(MARKET_COLLAR);
    const price = order.side === "buy" ? worst.times(share) : worst.plus(share);
    const left = (order.quantity ?? ZERO).minus(order.filledQuantity);
    if (!isOpen(order.status)) return;
    const trade = { side: order.side, quantity: minOf(wish, left), price };
    const before = { filledQuantityBefore: order.filledQuantity, filledValueBefore: order.filledValue };
    const fee = commissionForFill(DEFAULT_COMMISSION, { ...trade, ...before, assetClass: instrument.assetClass });
    // A sell holds no cash: the venue does not fill dust whose fee could not be paid.
    if (order.side === "sell" && fee.gt(trade.quantity.times(price).plus(this.free("cash")))) return;
    this.move(resting, { type: "fill", ...trade });
    const ids = { currencyId: instrument.currencyId, instrumentId: instrument.id };
    this.postings.push(...fillPostings({ ...house, ...trade, ...ids, fee }));
    resting.hold = { ...hold, amount: holdAfterFill(resting.order, hold.amount, { ...trade, fee }) };
  }

  cancel(resting: Resting): void {
    if (!this.move(resting, { type: "cancel", reason: "requested" })) return;
    resting.hold = { ...resting.hold, amount: ZERO };
  }

  private move(resting: Resting, event: OrderEvent): boolean {
    const result = transition(resting.order, event);
    if (result.ok) resting.order = result.value.order;
    return result.ok;
  }
}

const nano = fc.bigInt({ min: 1n, max: 4n * 10n ** 9n }).map((n) => dec(n).div(1_000_000_000));
const cents = fc.bigInt({ min: 1n, max: 20_000n }).map((n) => dec(n).div(100));
const share = fc.bigInt({ min: 1n, max: 100n }).map((n) => dec(n).div(100));
const which = fc.nat({ max: 1000 });
const step = fc.oneof(
  fc.record({
    kind: fc.constant("submit" as const),
    side: fc.constantFrom<Side>("buy", "sell"),
    type: fc.constantFrom<OrderType>("market", "limit"),
    quantity: nano,
    price: cents,
  }),
  fc.record({ kind: fc.constant("fill" as const), which, quantity: nano, share }),
  fc.record({ kind: fc.constant("cancel" as const), which }),
);

describe("over any sequence of orders, fills and cancels", () => {
  it("nothing is overdrawn, holds are those of open orders, and cash and units are conserved", () => {
    let filled = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        const desk = new Desk();
        for (const next of steps) {
          if (next.kind === "submit") desk.submit(next.side, next.type, next.quantity, next.price);
          else {
            const resting = desk.book[next.which % Math.max(1, desk.book.length)];
            if (resting === undefined) continue;
            if (next.kind === "fill") desk.fill(resting, next.quantity, next.share);
            else desk.cancel(resting);
          }
          expect(desk.free("cash").gte(0) && desk.free("units").gte(0)).toBe(true);
          for (const { order, hold } of desk.book) {
            expect(isOpen(order.status) ? hold.amount.gt(0) : hold.amount.isZero()).toBe(true);
          }
        }
        for (const assetId of [instrument.currencyId, instrument.id]) {
          const amounts = desk.postings.filter((posting) => posting.assetId === assetId).map(({ amount }) => amount);
          expect(toPlain(sum(amounts))).toBe("0");
        }
        for (const resting of desk.book) desk.cancel(resting);
        expect([desk.held("cash"), desk.held("units")].map(toPlain)).toEqual(["0", "0"]);
        filled += desk.postings.length;
      }),
      { numRuns: 200 },
    );
    // The sequences are worth something only when they do trade.
    expect(filled).toBeGreaterThan(500);
  });
});
