// Takes the amounts out of an order before it leaves for the page: what is hidden is not in the HTML at all.
import type { LegView, OrderPage, OrderView } from "#lib/contracts/order.ts";

export function hideOrder(order: OrderView): OrderView {
  const { legs } = order;
  return { ...hideSizes(order), ...(legs === undefined ? {} : { legs: legs.map(hideSizes) }) };
}

function hideSizes<T extends LegView>(order: T): T {
  const { quantity, notional, leavesQuantity, rejectDetail } = order;
  const none = (value: string | null) => (value === null ? null : "0");
  return {
    ...order,
    quantity: none(quantity),
    notional: none(notional),
    leavesQuantity: none(leavesQuantity),
    filledQuantity: "0",
    rejectDetail: rejectDetail === null ? null : { message: "Refused; the figures are hidden." },
  };
}

export function hideOrders({ items, nextCursor }: OrderPage): OrderPage {
  return { items: items.map(hideOrder), nextCursor };
}
