"use client";
// Everything the trade page shows and does over the API: quotes, bars, own orders and fills, cancel and look-up.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FoundOrder } from "#components/ticket/use-ticket.ts";
import { executionsOptions } from "#lib/client/executions.ts";
import { ApiProblem, getJson, sendJson } from "#lib/client/fetch.ts";
import { barsOptions, quotesOptions } from "#lib/client/market.ts";
import { orderOptions, ordersOptions } from "#lib/client/orders.ts";
import { paths } from "#lib/client/paths.ts";
import type { ExecutionView } from "#lib/contracts/execution.ts";
import type { BarSeriesView, QuoteView } from "#lib/contracts/instrument.ts";
import type { CancelAllView, OrderPage, OrderView } from "#lib/contracts/order.ts";
import { type DeskPlace, deskFilters } from "./desk-place.ts";

export interface DeskData {
  readonly quotes: ReadonlyMap<string, QuoteView>;
  readonly bars: BarSeriesView | undefined;
  readonly executions: readonly ExecutionView[];
  readonly openOrders: readonly OrderView[];
  readonly orders: readonly OrderView[] | undefined;
  readonly barsFailed: boolean;
  readonly ordersFailed: boolean;
}

const BARS_AGAIN_MS = 60_000;
const NO_EXECUTIONS: readonly ExecutionView[] = [];
const NO_ORDERS: readonly OrderView[] = [];

export function useDeskData(accountId: string, place: DeskPlace): DeskData {
  const filters = deskFilters(accountId, place);
  const quotes = useQuery(quotesOptions());
  const bars = useQuery({ ...barsOptions(filters.bars), refetchInterval: BARS_AGAIN_MS });
  const executions = useQuery(executionsOptions(filters.executions));
  const open = useQuery(ordersOptions(filters.openOrders));
  const listed = useQuery(ordersOptions(filters.orders));
  const bySymbol = useMemo(
    () => new Map((quotes.data?.items ?? []).map((quote) => [quote.symbol, quote])),
    [quotes.data],
  );
  return {
    quotes: bySymbol,
    // While the next instrument loads, the figures of the last one are not its own.
    bars: bars.data?.symbol === place.symbol && bars.data.interval === filters.bars.interval ? bars.data : undefined,
    executions: executions.isPlaceholderData ? NO_EXECUTIONS : (executions.data?.items ?? NO_EXECUTIONS),
    openOrders: open.data?.items ?? NO_ORDERS,
    orders: listed.isPlaceholderData ? undefined : listed.data?.items,
    barsFailed: bars.isError,
    ordersFailed: listed.isError,
  };
}

/** An order as it stands now: the stream and the lists move it on from what the answer said. */
export function useLiveOrder(order: OrderView | null): OrderView | null {
  const { data } = useQuery({ ...orderOptions(order?.id ?? ""), enabled: order !== null });
  if (order === null) return null;
  return data !== undefined && data.id === order.id && data.version >= order.version ? data : order;
}

export interface DeskActions {
  readonly findOrder: (clientOrderId: string, signal: AbortSignal) => Promise<FoundOrder>;
  readonly onOrder: () => void;
  /** Resolves when the account's orders are read again. */
  readonly reread: () => Promise<void>;
  readonly cancel: (orderId: string) => Promise<string | null>;
  readonly cancelAll: () => Promise<string | null>;
  /** Everything again: after an error, or after signing in anew. */
  readonly retry: () => void;
}

export function useDeskActions(accountId: string): DeskActions {
  const cache = useQueryClient();
  return useMemo(() => {
    // Figures that an order moves; the stream says so too, but it may be off.
    const reread = async () => {
      for (const root of ["order-counts", "executions", "order-preview", "trading-status"]) {
        void cache.invalidateQueries({ queryKey: [root, accountId] });
      }
      void cache.invalidateQueries({ queryKey: ["order"] });
      await cache.invalidateQueries({ queryKey: ["orders", accountId] });
    };
    return {
      findOrder: (clientOrderId, signal) => findOrder(accountId, clientOrderId, signal),
      onOrder: () => void reread(),
      reread,
      async cancel(orderId) {
        const trouble = await troubleOf(sendJson<OrderView>(paths.order(orderId), { method: "DELETE" }));
        void reread();
        return trouble;
      },
      async cancelAll() {
        const body = { accountId };
        const trouble = await troubleOf(sendJson<CancelAllView>(paths.cancelAllOrders(), { method: "POST", body }));
        void reread();
        return trouble;
      },
      retry: () => void cache.invalidateQueries(),
    };
  }, [accountId, cache]);
}

async function findOrder(accountId: string, clientOrderId: string, signal: AbortSignal): Promise<FoundOrder> {
  try {
    const page = await getJson<OrderPage>(paths.orders({ accountId, clientOrderId, limit: 1 }), signal);
    const [order] = page.items;
    return order === undefined ? { kind: "absent" } : { kind: "found", order };
  } catch (error) {
    return error instanceof ApiProblem && error.status === 401 ? { kind: "signed_out" } : { kind: "unreachable" };
  }
}

async function troubleOf(sent: Promise<unknown>): Promise<string | null> {
  try {
    await sent;
    return null;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.status === 0) return "No answer came. The orders below show what became of it; canceling again is safe.";
    if (error.status === 401) return "Your session has ended, nothing was canceled. Sign in and cancel again.";
    return error.requestId === null ? error.message : `${error.message} (request ${error.requestId})`;
  }
}
