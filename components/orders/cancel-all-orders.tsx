"use client";
// Cancels every open order of the account; what is named before is counted by the server at that moment, not read off the page.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatMoney } from "#components/format/money.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { getJson, sendJson } from "#lib/client/fetch.ts";
import { paths } from "#lib/client/paths.ts";
import type { QuotesView } from "#lib/contracts/instrument.ts";
import type { CancelAllView, OrderPage, OrderView } from "#lib/contracts/order.ts";
import { countOrders, worthOf } from "./cancel-plan.ts";
import { wordsFor } from "./use-cancel-order.ts";

interface CancelAllOrdersProps {
  readonly accountId: string;
  readonly accountName: string;
  readonly currency: string;
  /** Only orders of this symbol, where the page is filtered by one. */
  readonly symbol: string | undefined;
  readonly openCount: number;
  readonly hidden: boolean;
}

interface Asked {
  readonly count: number;
  /** Null when an order has no price to value it with. */
  readonly value: string | null;
}

export function CancelAllOrders(props: CancelAllOrdersProps) {
  const { accountId, accountName, currency, symbol, openCount, hidden } = props;
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [counting, setCounting] = useState(false);
  const [said, setSaid] = useState<string | null>(null);

  async function ask() {
    setCounting(true);
    setSaid(null);
    try {
      setAsked(await countOpen(accountId, symbol));
    } catch (error) {
      setSaid(wordsFor(error).sentence);
    }
    setCounting(false);
  }

  async function cancelAll(): Promise<string | null> {
    try {
      const { value } = await sendJson<CancelAllView>(paths.cancelAllOrders(), {
        method: "POST",
        body: { accountId, ...(symbol === undefined ? {} : { symbol }) },
      });
      const late = value.tooLate.length;
      setSaid(
        `${countOrders(value.count)} canceled${late === 0 ? "" : `; ${countOrders(late)} closed otherwise first`}.`,
      );
      return null;
    } catch (error) {
      return wordsFor(error).sentence;
    } finally {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["orders", accountId] }),
        queries.invalidateQueries({ queryKey: ["order-counts", accountId] }),
      ]);
    }
  }

  const of = symbol === undefined ? accountName : `${symbol} in ${accountName}`;
  const worth = asked?.value == null || hidden ? "" : ` worth ${formatMoney(asked.value, { currency })}`;
  return (
    <>
      {openCount > 0 && (
        <Button onClick={ask} busyText={counting ? "Counting…" : undefined}>
          Cancel all{symbol === undefined ? "" : ` ${symbol}`}
        </Button>
      )}
      <span role="status" className="text-muted text-xs empty:sr-only">
        {said}
      </span>
      <ConfirmDialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={`Cancel all open orders of ${of}`}
        effect={`${asked?.count === 1 ? "1 open order" : `${asked?.count ?? 0} open orders`}${worth} will be canceled. What is already filled stays, and a fill may still come first.`}
        confirmLabel={`Cancel ${countOrders(asked?.count ?? 0)}`}
        busyLabel="Canceling…"
        onConfirm={cancelAll}
      />
    </>
  );
}

async function countOpen(accountId: string, symbol: string | undefined): Promise<Asked> {
  const [open, quotes] = await Promise.all([readOpen(accountId, symbol), getJson<QuotesView>(paths.quotes({}))]);
  const last = new Map(quotes.items.map((quote) => [quote.symbol, quote.last]));
  return { count: open.length, value: worthOf(open, (each) => last.get(each)) };
}

async function readOpen(accountId: string, symbol: string | undefined): Promise<readonly OrderView[]> {
  const open: OrderView[] = [];
  let cursor: string | undefined;
  do {
    const page: OrderPage = await getJson(paths.orders({ accountId, tab: "open", symbol, limit: 200, cursor }));
    open.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return open;
}
