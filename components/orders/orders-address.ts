// The orders page's address: tab, filters and the place in the list all live in it.

import { OPEN_STATUSES, ORDER_STATUSES, type OrderStatus, type Side } from "#lib/domain/orders/order.ts";
import type { OrderSource } from "#lib/domain/orders/order-record.ts";

export const ORDER_TABS = ["all", "open", "filled", "canceled", "rejected"] as const;
export type OrdersTab = (typeof ORDER_TABS)[number];

/** Statuses that one may choose between within a tab; a tab with one status offers no choice. */
export const TAB_STATUSES: { readonly [T in OrdersTab]: readonly OrderStatus[] } = {
  all: ORDER_STATUSES,
  open: OPEN_STATUSES,
  filled: ["filled"],
  canceled: ["canceled", "expired", "replaced"],
  rejected: ["rejected"],
};

export const ORDER_SOURCES = [
  "ui",
  "api",
  "cli",
  "agent",
  "gateway",
  "system",
] as const satisfies readonly OrderSource[];

export interface OrderFilters {
  readonly symbol?: string | undefined;
  readonly side?: Side | undefined;
  readonly status?: OrderStatus | undefined;
  readonly source?: OrderSource | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface OrdersPlace extends OrderFilters {
  readonly tab: OrdersTab;
  readonly cursor?: string | undefined;
}

export type RawSearch = { readonly [name: string]: string | readonly string[] | undefined };

/** An empty field of the form is no filter; one given twice counts once; what is not known is left out. */
export function readOrdersPlace(raw: RawSearch): OrdersPlace {
  const tab = oneOf(ORDER_TABS, text(raw["tab"])) ?? "all";
  return {
    tab,
    symbol: symbolOf(raw["symbol"]),
    side: sideOf(raw["side"]),
    status: oneOf(TAB_STATUSES[tab], text(raw["status"])),
    source: oneOf(ORDER_SOURCES, text(raw["source"])),
    from: dayOf(raw["from"]),
    to: dayOf(raw["to"]),
    cursor: cursorOf(raw["cursor"]),
  };
}

export function ordersHref({ tab, ...rest }: OrdersPlace): string {
  return hrefOf("/orders", { ...(tab === "all" ? {} : { tab }), ...rest });
}

export function hasFilters({ symbol, side, status, source, from, to }: OrderFilters): boolean {
  return [symbol, side, status, source, from, to].some((filter) => filter !== undefined);
}

export function hrefOf(path: string, place: { readonly [name: string]: string | undefined }): string {
  const given = Object.entries(place).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

export function text(given: RawSearch[string]): string | undefined {
  const value = (typeof given === "string" ? given : given?.[0])?.trim();
  return value === "" ? undefined : value;
}

export function oneOf<T extends string>(allowed: readonly T[], value: string | undefined): T | undefined {
  return allowed.find((each) => each === value);
}

export function symbolOf(given: RawSearch[string]): string | undefined {
  const symbol = text(given)?.toUpperCase();
  return symbol !== undefined && /^[A-Z0-9./-]{1,20}$/.test(symbol) ? symbol : undefined;
}

export function sideOf(given: RawSearch[string]): Side | undefined {
  return oneOf(["buy", "sell"] as const, text(given));
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function idOf(given: RawSearch[string]): string | undefined {
  const id = text(given)?.toLowerCase();
  return id !== undefined && ID.test(id) ? id : undefined;
}

/** A real day of these centuries; "2026-02-30" is none. */
export function dayOf(given: RawSearch[string]): string | undefined {
  const day = text(given);
  if (day === undefined || !/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(day)) return undefined;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : undefined;
}

export function cursorOf(given: RawSearch[string]): string | undefined {
  const cursor = text(given);
  return cursor !== undefined && /^[A-Za-z0-9_-]{1,500}$/.test(cursor) ? cursor : undefined;
}

/** What the list is asked for; the page on the server and the browser ask in the very same words. */
export function ordersFilter(accountId: string, { tab, cursor, ...filters }: OrdersPlace) {
  return { accountId, tab, cursor, nested: "true" as const, ...filters };
}

/** The tabs are counted under the filters that hold in each of them. */
export function countsFilter({ symbol, side, source, from, to }: OrdersPlace) {
  return { symbol, side, source, from, to, nested: "true" as const };
}

/** What the title counts: a bracket is one order to whoever looks at the list. */
export function openFilter({ symbol }: Pick<OrdersPlace, "symbol">) {
  return { ...(symbol === undefined ? {} : { symbol }), nested: "true" as const };
}

export function ordersTitle(openCount: number): string {
  return openCount === 0 ? "Orders" : `Orders (${openCount} open)`;
}
