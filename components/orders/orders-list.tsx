"use client";
// One page of orders: shown rows stay in place and up to date, new ones wait behind a pill.
import { useCallback } from "react";
import { storyWords } from "#components/order-story/story-words.ts";
import { cx } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { NewPill } from "#components/ui/new-pill.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { Table } from "#components/ui/table.tsx";
import type { OrderPage, OrderView } from "#lib/contracts/order.ts";
import type { OrdersDeskProps } from "./desk-props.ts";
import { orderColumns } from "./order-columns.tsx";
import { hasFilters, type OrdersPlace, ordersHref } from "./orders-address.ts";
import { PageLinks } from "./page-links.tsx";
import type { CancelHandle } from "./use-cancel-order.ts";
import { useHeldRows } from "./use-held-rows.ts";

interface OrdersListProps extends OrdersDeskProps {
  readonly place: OrdersPlace;
  readonly page: OrderPage;
  /** The list of the question before, while this one's answer is on its way. */
  readonly settling: boolean;
  readonly cancels: CancelHandle;
}

const NOUN = { one: "order", many: "orders" };
const keyOf = ({ id }: OrderView) => id;

export function OrdersList(props: OrdersListProps) {
  const { place, page, settling, cancels, ticks, zone, currency, hidden, mayTrade, mayCancel } = props;
  const { rows, waiting, show } = useHeldRows(page.items);
  const tickOf = useCallback((symbol: string) => ticks[symbol] ?? "0.01", [ticks]);
  if (rows.length === 0) return <NoOrders place={place} mayTrade={mayTrade} />;
  return (
    <div className={cx(settling && "opacity-60")} aria-busy={settling || undefined}>
      <NewPill count={waiting} noun={NOUN} onShow={show} />
      <Table
        caption={`Orders, newest first, times in ${zone}`}
        columns={orderColumns({
          zone,
          currency,
          hidden,
          tickOf,
          onCancel: mayCancel ? cancels.cancel : null,
          canceling: cancels.canceling,
        })}
        rows={rows}
        rowKey={keyOf}
        rowHref={({ id }) => `/orders/${id}`}
        rowLabel={(order) => `${storyWords(order, { tick: tickOf(order.symbol), currency, hidden })}: its story`}
      />
      <ShallowLinks>
        <PageLinks
          label="Pages of orders"
          firstHref={place.cursor === undefined ? null : ordersHref({ ...place, cursor: undefined })}
          nextHref={page.nextCursor === null ? null : ordersHref({ ...place, cursor: page.nextCursor })}
        />
      </ShallowLinks>
    </div>
  );
}

function NoOrders({ place, mayTrade }: { place: OrdersPlace; mayTrade: boolean }) {
  const { tab, cursor } = place;
  if (hasFilters(place) || cursor !== undefined) {
    return (
      <EmptyState
        kind="filtered"
        title="No order matches"
        action={{ href: ordersHref({ tab }), label: "Clear the filters" }}
      >
        There are no orders with these filters in this tab.
      </EmptyState>
    );
  }
  if (tab !== "all") {
    return (
      <EmptyState
        kind="filtered"
        title={`No ${EMPTY_TAB[tab]} orders`}
        action={{ href: "/orders", label: "Show all orders" }}
      />
    );
  }
  return (
    <EmptyState
      kind="unused"
      title="No orders yet"
      action={
        mayTrade ? { href: "/trade", label: "Place your first order" } : { href: "/trade", label: "Look at the market" }
      }
    >
      {mayTrade
        ? "Every order that is sent appears here, refused ones too, each with its story."
        : "Orders of this account appear here. On this account you may look, not trade."}
    </EmptyState>
  );
}

const EMPTY_TAB = { open: "open", filled: "filled", canceled: "canceled", rejected: "refused" } as const;
