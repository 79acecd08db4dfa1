// What open orders are worth while they work, so that canceling them can be asked about with a figure.
import { addDecimals, multiplyDecimals, subtractDecimals } from "#components/format/string-decimal.ts";
import type { OrderView } from "#lib/contracts/order.ts";

type Priced = Pick<
  OrderView,
  "symbol" | "leavesQuantity" | "limitPrice" | "notional" | "filledQuantity" | "averageFillPrice"
>;

/** Null where an order by quantity has neither limit nor price to value it with. */
export function openValueOf(order: Priced, lastPrice: string | undefined): string | null {
  const { leavesQuantity, limitPrice, notional, filledQuantity, averageFillPrice } = order;
  if (notional !== null) {
    return averageFillPrice === null
      ? notional
      : subtractDecimals(notional, multiplyDecimals(filledQuantity, averageFillPrice));
  }
  const price = limitPrice ?? lastPrice;
  return leavesQuantity === null || price === undefined ? null : multiplyDecimals(leavesQuantity, price);
}

/** Null as soon as one of them cannot be valued: a part of the sum would look like all of it. */
export function totalOpenValue(
  orders: readonly Priced[],
  lastPrice: (symbol: string) => string | undefined,
): string | null {
  let total = "0";
  for (const order of orders) {
    const value = openValueOf(order, lastPrice(order.symbol));
    if (value === null) return null;
    total = addDecimals(total, value);
  }
  return total;
}
