// Where one stands on the trade page, as it is written in the address: instrument, interval and tab.
import type { CandleInterval } from "#components/charts/candle.ts";

export const INTERVALS: readonly CandleInterval[] = ["1m", "5m", "1h", "1D"];
export const TABS = ["open", "filled", "all"] as const;
export type OrdersTab = (typeof TABS)[number];

export interface DeskPlace {
  readonly symbol: string;
  readonly interval: CandleInterval;
  readonly tab: OrdersTab;
}

/** As the API names them. */
export const API_INTERVALS = { "1m": "1m", "5m": "5m", "1h": "1h", "1D": "1d" } as const satisfies Record<
  CandleInterval,
  string
>;

export const DEFAULT_INTERVAL: CandleInterval = "5m";

/** An address is anybody's text: what is not known becomes the default. */
export function readPlace(get: (name: string) => string | null, symbols: readonly string[]): DeskPlace {
  const wanted = get("symbol")?.toUpperCase();
  return {
    symbol: symbols.find((symbol) => symbol === wanted) ?? symbols[0] ?? "",
    interval: INTERVALS.find((interval) => interval === get("interval")) ?? DEFAULT_INTERVAL,
    tab: TABS.find((tab) => tab === get("tab")) ?? "open",
  };
}

export function placeHref({ symbol, interval, tab }: DeskPlace): string {
  const query = new URLSearchParams({ symbol });
  if (interval !== DEFAULT_INTERVAL) query.set("interval", interval);
  if (tab !== "open") query.set("tab", tab);
  return `/trade?${query}`;
}

/** The questions behind the page, the same on the server and in the browser, so that the first paint is not asked for twice. */
export function deskFilters(accountId: string, { symbol, interval, tab }: DeskPlace) {
  return {
    bars: { symbol, interval: API_INTERVALS[interval], limit: 300 },
    executions: { accountId, symbol, limit: 100 },
    openOrders: { accountId, tab: "open", limit: 200 },
    orders: { accountId, tab, limit: tab === "open" ? 200 : 50 },
  } as const;
}
