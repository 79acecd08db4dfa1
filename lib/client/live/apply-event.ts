/** Writes an event into the cache: quotes and orders directly, the rest as news that makes readings old. */
import type { QueryClient } from "@tanstack/react-query";
import type { QuotesView, QuoteView } from "#lib/contracts/instrument.ts";
import type { OrderPage, OrderView } from "#lib/contracts/order.ts";
import type { AccountEvent, QuotesEvent } from "#lib/contracts/stream.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import type { OrdersFilter } from "../paths.ts";
import { type Invalidations, touchedBy } from "./news.ts";
import type { ServerEvent } from "./read-events.ts";

export function applyEvent(queries: QueryClient, invalidations: Invalidations, { event, data }: ServerEvent): void {
  if (event === "quotes") {
    writeQuotes(queries, JSON.parse(data) as QuotesEvent);
    invalidations.add(touchedBy("quotes"));
  } else if (event === "account") {
    const { type, payload } = JSON.parse(data) as AccountEvent;
    if (type === "order") writeOrder(queries, payload as OrderView);
    invalidations.add(touchedBy(type));
  } else invalidations.add(touchedBy(event));
}

export function writeQuotes(queries: QueryClient, { items }: QuotesEvent): void {
  const news = new Map(items.map((quote) => [quote.symbol, quote]));
  for (const [key] of queries.getQueriesData<QuotesView>({ queryKey: ["quotes"] })) {
    const wanted = typeof key[1] === "string" && key[1] !== "" ? new Set(key[1].split(",")) : null;
    queries.setQueryData<QuotesView>(key, (old) =>
      old === undefined ? old : { items: mergeQuotes(old.items, news, wanted) },
    );
  }
}

function mergeQuotes(
  old: readonly QuoteView[],
  news: ReadonlyMap<string, QuoteView>,
  wanted: ReadonlySet<string> | null,
): QuoteView[] {
  const known = new Set(old.map(({ symbol }) => symbol));
  // A symbol that had no price until now appears where it was asked for.
  const added = [...news.values()].filter(
    ({ symbol }) => !known.has(symbol) && (wanted === null || wanted.has(symbol)),
  );
  return [...old.map((quote) => news.get(quote.symbol) ?? quote), ...added];
}

export function writeOrder(queries: QueryClient, order: OrderView): void {
  const newer = (old: OrderView) => (old.version > order.version ? old : order);
  const one = ["order", order.id];
  const reading = queries.getQueryState(one)?.fetchStatus === "fetching";
  queries.setQueryData<OrderView>(one, (old) => (old === undefined ? (reading ? order : old) : newer(old)));
  // What is on its way may have been read before this happened, and would take its place: it is asked for again.
  if (reading) void queries.invalidateQueries({ queryKey: one, exact: true });
  for (const [key] of queries.getQueriesData<OrderPage>({ queryKey: ["orders", order.accountId] })) {
    const filter = (key[2] ?? {}) as OrdersFilter;
    queries.setQueryData<OrderPage>(key, (old) =>
      old === undefined ? old : { ...old, items: placeOrder(old.items, order, filter) },
    );
  }
}

/** An exit stands under its parent where the list has it there; else it has a row of its own. */
function placeOrder(items: readonly OrderView[], order: OrderView, filter: OrdersFilter): OrderView[] {
  const parent = filter.nested === "true" ? items.find(({ id }) => id === order.parentId) : undefined;
  if (parent === undefined) return placeRow(items, order, filter);
  const legs = parent.legs ?? [];
  const known = legs.find(({ id }) => id === order.id);
  if (known !== undefined && known.version > order.version) return [...items];
  const placed = known === undefined ? [...legs, order] : legs.map((leg) => (leg.id === order.id ? order : leg));
  return items.map((item) => (item.id === parent.id ? { ...item, legs: placed } : item));
}

/** In place where it is listed; open ones come and go in the list of open orders, other lists wait for their reading. */
function placeRow(items: readonly OrderView[], order: OrderView, filter: OrdersFilter): OrderView[] {
  const listed = items.find(({ id }) => id === order.id);
  if (listed !== undefined) {
    if (listed.version > order.version) return [...items];
    // An event tells of one order; the exits that are listed under it stay with it.
    const updated = listed.legs === undefined || order.legs !== undefined ? order : { ...order, legs: listed.legs };
    const gone = filter.tab === "open" && !isOpen(order.status) && !updated.legs?.some((leg) => isOpen(leg.status));
    if (gone) return items.filter(({ id }) => id !== order.id);
    return items.map((item) => (item.id === order.id ? updated : item));
  }
  const belongs =
    filter.tab === "open" &&
    isOpen(order.status) &&
    filter.cursor === undefined &&
    filter.from === undefined &&
    filter.to === undefined &&
    (filter.status === undefined || filter.status === order.status) &&
    (filter.symbol === undefined || filter.symbol === order.symbol) &&
    (filter.side === undefined || filter.side === order.side) &&
    (filter.source === undefined || filter.source === order.source) &&
    (filter.clientOrderId === undefined || filter.clientOrderId === order.clientOrderId);
  return belongs ? [order, ...items] : [...items];
}
