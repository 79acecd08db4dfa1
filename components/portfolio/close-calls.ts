// Sends what closes positions, and makes the readings that it changes old.
import type { QueryClient } from "@tanstack/react-query";
import { answerOf, type Outcome } from "#lib/client/acting.ts";
import { getJson, sendJson } from "#lib/client/fetch.ts";
import { paths } from "#lib/client/paths.ts";
import type { OrderPage, OrderView } from "#lib/contracts/order.ts";

export interface ClosedPositions {
  readonly items: readonly {
    readonly symbol: string;
    readonly order: OrderView | null;
    readonly problem: { readonly code: string; readonly message: string } | null;
  }[];
}

export interface CloseBody {
  readonly accountId: string;
  readonly quantity?: string;
  readonly percentage?: string;
  readonly cancelOrders: boolean;
}

export function closePosition(symbol: string, body: CloseBody, idempotencyKey: string): Promise<Outcome<OrderView>> {
  const path = paths.closePosition(symbol);
  return answerOf(async () => (await sendJson<OrderView>(path, { method: "POST", body, idempotencyKey })).value);
}

export function closeAllPositions(
  body: Pick<CloseBody, "accountId" | "cancelOrders">,
  idempotencyKey: string,
): Promise<Outcome<ClosedPositions>> {
  const path = paths.closeAllPositions();
  return answerOf(async () => (await sendJson<ClosedPositions>(path, { method: "POST", body, idempotencyKey })).value);
}

/** Every open order of the account, or of one symbol, exits as rows of their own. */
export async function readOpenOrders(
  accountId: string,
  symbol: string | undefined,
  signal?: AbortSignal,
): Promise<readonly OrderView[]> {
  const open: OrderView[] = [];
  let cursor: string | undefined;
  do {
    const path = paths.orders({ accountId, tab: "open", symbol, limit: 200, cursor });
    const page: OrderPage = await getJson(path, signal);
    open.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return open;
}

export function forgetFigures(queries: QueryClient, accountId: string): void {
  for (const head of ["orders", "order-counts", "portfolio", "positions"])
    void queries.invalidateQueries({ queryKey: [head, accountId] });
}
