// An order in one line, for the head of its story and the title of the page.
import { orderInWords, statusLook } from "#components/ticket/order-words.ts";
import type { OrderView } from "#lib/contracts/order.ts";

interface StoryWordsOptions {
  readonly tick: string;
  readonly currency: string;
  readonly hidden: boolean;
}

/** Without its size when balances are hidden. */
export function storyWords(order: OrderView, { tick, currency, hidden }: StoryWordsOptions): string {
  if (!hidden) return orderInWords(order, { tick, currency });
  return `${order.side === "buy" ? "Buy" : "Sell"} ${order.symbol}, ${order.type}`;
}

/** The state is part of the title, so that a tab in the background tells of the fill. */
export function storyTitle(words: string, { status }: Pick<OrderView, "status">): string {
  return `${words}: ${statusLook(status).word}`;
}
