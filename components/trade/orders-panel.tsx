"use client";
// The account's orders under the chart: open ones with cancel, filled ones, all of them; the server's word, never a guess.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { OrderView } from "#lib/contracts/order.ts";
import { CancelAll } from "./cancel-all.tsx";
import { type DeskPlace, type OrdersTab, placeHref, TABS } from "./desk-place.ts";
import { OrdersTable } from "./orders-table.tsx";

interface OrdersPanelProps {
  readonly place: DeskPlace;
  readonly orders: readonly OrderView[] | undefined;
  readonly failed: boolean;
  readonly onRetry: () => void;
  readonly openOrders: readonly OrderView[];
  readonly mayCancel: boolean;
  readonly zone: string;
  readonly currency: string;
  readonly tickOf: (symbol: string) => string;
  readonly lastPrice: (symbol: string) => string | undefined;
  /** Both resolve to a sentence when something went wrong. */
  readonly cancel: (orderId: string) => Promise<string | null>;
  readonly cancelAll: () => Promise<string | null>;
}

const NAMES: Record<OrdersTab, string> = { open: "Open orders", filled: "Filled", all: "All" };
const EMPTY: Record<OrdersTab, string> = {
  open: "No open orders",
  filled: "No order has been filled yet",
  all: "No orders yet",
};

export function OrdersPanel(props: OrdersPanelProps) {
  const { place, openOrders, mayCancel, cancel, cancelAll, currency, lastPrice } = props;
  const [canceling, setCanceling] = useState<ReadonlySet<string>>(new Set());
  const [trouble, setTrouble] = useState<string | null>(null);

  async function cancelOne({ id }: OrderView) {
    setCanceling((before) => new Set(before).add(id));
    setTrouble(null);
    const refused = await cancel(id);
    setTrouble(refused);
    setCanceling((before) => new Set([...before].filter((each) => each !== id)));
  }

  return (
    <Card flush>
      <div className="flex items-center justify-between gap-2 pr-2">
        <ShallowLinks>
          <div className="min-w-0 flex-1 [&>nav]:border-b-0">
            <Tabs
              label="Orders"
              items={TABS.map((tab) => ({
                href: placeHref({ ...place, tab }),
                label: NAMES[tab],
                count: tab === "open" ? openOrders.length : undefined,
                current: tab === place.tab,
              }))}
            />
          </div>
        </ShallowLinks>
        {mayCancel && (
          <CancelAll orders={openOrders} currency={currency} lastPrice={lastPrice} onCancelAll={cancelAll} />
        )}
      </div>
      {trouble !== null && (
        <p role="alert" className="border-line border-t bg-halt-soft px-3 py-2 text-halt">
          {trouble}
        </p>
      )}
      <div className="border-line border-t">
        <Rows {...props} canceling={canceling} onCancel={mayCancel ? (order) => void cancelOne(order) : null} />
      </div>
    </Card>
  );
}

interface RowsProps extends OrdersPanelProps {
  readonly canceling: ReadonlySet<string>;
  readonly onCancel: ((order: OrderView) => void) | null;
}

function Rows({ place, orders, failed, onRetry, zone, currency, tickOf, canceling, onCancel }: RowsProps) {
  if (orders === undefined) {
    if (!failed) return <TableSkeleton rows={3} columns={6} label="Loading orders" />;
    return (
      <div role="alert" className="flex flex-col items-start gap-2 p-3">
        <p>The orders could not be loaded. Nothing was changed.</p>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    );
  }
  if (orders.length === 0) {
    return (
      <EmptyState kind="unused" title={EMPTY[place.tab]} action={{ href: "/orders", label: "Look at all orders" }}>
        What the ticket places shows up here.
      </EmptyState>
    );
  }
  return (
    <>
      <OrdersTable
        orders={orders}
        caption={NAMES[place.tab]}
        zone={zone}
        currency={currency}
        tickOf={tickOf}
        canceling={canceling}
        onCancel={onCancel}
      />
      {place.tab !== "open" && (
        <p className="border-line border-t px-3 py-2 text-xs">
          The newest {orders.length}.{" "}
          <TextLink href={place.tab === "filled" ? "/orders?tab=filled" : "/orders"}>All orders, with filters</TextLink>
        </p>
      )}
    </>
  );
}
