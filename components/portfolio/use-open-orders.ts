"use client";
// The open orders at this moment, read anew whenever something is about to be closed.
import { useEffect, useState } from "react";
import type { OrderView } from "#lib/contracts/order.ts";
import { readOpenOrders } from "./close-calls.ts";

/** Null until they are known; nothing is closed before what it cancels can be named. */
export function useOpenOrders(accountId: string, symbol?: string): readonly OrderView[] | null {
  const [open, setOpen] = useState<readonly OrderView[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    readOpenOrders(accountId, symbol, stop.signal).then(setOpen, () => undefined);
    return () => stop.abort();
  }, [accountId, symbol]);
  return open;
}
