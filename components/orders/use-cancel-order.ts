"use client";
// Cancels one order by its route handler, so that nothing else that is being sent can delay it; never optimistic.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { ApiProblem, sendJson } from "#lib/client/fetch.ts";
import { writeOrder } from "#lib/client/live/apply-event.ts";
import { paths } from "#lib/client/paths.ts";
import type { OrderView } from "#lib/contracts/order.ts";

export interface CancelHandle {
  readonly canceling: ReadonlySet<string>;
  /** What went wrong with the last one; null when nothing did. */
  readonly trouble: CancelTrouble | null;
  readonly cancel: (order: OrderView) => void;
  readonly dismiss: () => void;
}

export interface CancelTrouble {
  readonly order: OrderView;
  readonly sentence: string;
  readonly requestId: string | null;
}

export function useCancelOrder(accountId: string): CancelHandle {
  const queries = useQueryClient();
  const [canceling, setCanceling] = useState<ReadonlySet<string>>(new Set());
  const [trouble, setTrouble] = useState<CancelTrouble | null>(null);
  const cancel = useCallback(
    async (order: OrderView) => {
      setTrouble(null);
      setCanceling((ids) => new Set([...ids, order.id]));
      try {
        const { value } = await sendJson<OrderView>(paths.order(order.id), { method: "DELETE" });
        writeOrder(queries, value);
      } catch (error) {
        setTrouble({ order, ...wordsFor(error) });
      }
      setCanceling((ids) => new Set([...ids].filter((id) => id !== order.id)));
      // Whatever was answered, what the server lists is the truth.
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["orders", accountId] }),
        queries.invalidateQueries({ queryKey: ["order-counts", accountId] }),
        queries.invalidateQueries({ queryKey: ["order-story", order.id] }),
      ]);
    },
    [accountId, queries],
  );
  const dismiss = useCallback(() => setTrouble(null), []);
  return { canceling, trouble, cancel, dismiss };
}

export function wordsFor(error: unknown): Pick<CancelTrouble, "sentence" | "requestId"> {
  if (!(error instanceof ApiProblem)) throw error;
  const { status, message, requestId } = error;
  if (status !== 0) return { sentence: message, requestId };
  return { sentence: "No answer came. Asking again is safe: an order is canceled at most once.", requestId };
}
