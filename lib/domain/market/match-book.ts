/** All of a symbol's orders against one quote: its size is shared in price and time priority. */
import { type Decimal, ZERO } from "#lib/domain/shared/decimal.ts";
import { type MatchableQuote, type MatchResult, match, type VenueOrder } from "./match.ts";

export type BookInput = {
  orders: readonly VenueOrder[];
  quote: MatchableQuote;
  /** Free cash by account id; an account that is missing has none. */
  cashFree: ReadonlyMap<string, Decimal>;
};

export type BookMatch = MatchResult & { order: VenueOrder };

/** Market orders first, then the better limit, then the earlier acceptance, then the id, so that the order is total. */
export function byPriority(a: VenueOrder, b: VenueOrder): number {
  if (a.limitPrice === null || b.limitPrice === null) {
    if (a.limitPrice !== null) return 1;
    if (b.limitPrice !== null) return -1;
  } else if (!a.limitPrice.eq(b.limitPrice)) {
    const better = a.side === "buy" ? a.limitPrice.gt(b.limitPrice) : a.limitPrice.lt(b.limitPrice);
    return better ? -1 : 1;
  }
  const earlier = a.acceptedAt.getTime() - b.acceptedAt.getTime();
  if (earlier !== 0) return earlier;
  return a.venueOrderId < b.venueOrderId ? -1 : a.venueOrderId > b.venueOrderId ? 1 : 0;
}

/** Results in order of priority; orders that nothing happened to are left out. */
export function matchBook({ orders, quote, cashFree }: BookInput): BookMatch[] {
  const cash = new Map(cashFree);
  const results: BookMatch[] = [];
  for (const side of ["buy", "sell"] as const) {
    let size = side === "buy" ? quote.askSize : quote.bidSize;
    for (const order of orders.filter((o) => o.side === side).sort(byPriority)) {
      const free = cash.get(order.accountId) ?? ZERO;
      const result = match({ order, quote, cashFree: free, tickVolumeLeft: size });
      if (result.fills.length === 0 && result.residue.state === "working") continue;
      for (const fill of result.fills) {
        size = size.minus(fill.quantity);
        cash.set(order.accountId, free.minus(freeCashUsed(order, fill.quantity.times(fill.price), fill.fee)));
      }
      results.push({ ...result, order });
    }
  }
  return results;
}

/** What a fill takes from the account beyond its own hold; proceeds are not lent to the orders of the same quote. */
export function freeCashUsed(order: VenueOrder, value: Decimal, fee: Decimal): Decimal {
  const beyond = order.side === "buy" ? value.plus(fee).minus(order.held) : fee.minus(value);
  return beyond.gt(ZERO) ? beyond : ZERO;
}
