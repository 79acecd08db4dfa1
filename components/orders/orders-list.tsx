"use client";
// One page of orders: shown rows stay in place and up to date, new ones wait behind a pill; what is chosen can be canceled at once.
import { useQuery } from "@tanstack/react-query";
import { Suspense, useCallback, useState } from "react";
import { zoneName } from "#components/format/time.ts";
import { storyWords } from "#components/order-story/story-words.ts";
import { cx } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { NewPill } from "#components/ui/new-pill.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { Table } from "#components/ui/table.tsx";
import { marketNowOptions } from "#lib/client/calendar.ts";
import type { OrderPage, OrderView } from "#lib/contracts/order.ts";
import { type CancelPlan, planCancel } from "./cancel-plan.ts";
import { ChosenBar } from "./chosen-bar.tsx";
import type { OrdersDeskProps } from "./desk-props.ts";
import { mayCancel as mayCancelOne } from "./order-cells.tsx";
import { orderColumns } from "./order-columns.tsx";
import { groupMembers, orderRows, rowKey } from "./order-rows.ts";
import { hasFilters, type OrdersPlace, ordersHref } from "./orders-address.ts";
import { PageLinks } from "./page-links.tsx";
import type { CancelHandle } from "./use-cancel-order.ts";
import { useChoice } from "./use-choice.ts";
import { useHeldRows } from "./use-held-rows.ts";
import { useReplace } from "./use-replace.ts";

// Both come with the first press that needs them.
const CancelChosenDialog = lazyPart(async () => (await import("./cancel-chosen-dialog.tsx")).CancelChosenDialog);
const ReplaceDialog = lazyPart(async () => (await import("./replace-dialog.tsx")).ReplaceDialog);

interface OrdersListProps extends OrdersDeskProps {
  readonly place: OrdersPlace;
  readonly page: OrderPage;
  /** The list of the question before, while this one's answer is on its way. */
  readonly settling: boolean;
  readonly cancels: CancelHandle;
}

const NOUN = { one: "order", many: "orders" };

export function OrdersList(props: OrdersListProps) {
  const { place, page, settling, cancels, accountId, ticks, zone, currency, hidden, mayTrade, mayCancel } = props;
  const { rows: held, waiting, show } = useHeldRows(page.items);
  const { data: market } = useQuery(marketNowOptions());
  const rows = orderRows(held);
  const open = rows.map(({ order }) => order).filter(mayCancelOne);
  const choice = useChoice(open.map(({ id }) => id));
  const replace = useReplace();
  const [plan, setPlan] = useState<CancelPlan | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const tickOf = useCallback((symbol: string) => ticks[symbol] ?? "0.01", [ticks]);
  const wordsOf = (order: OrderView) => storyWords(order, { tick: tickOf(order.symbol), currency, hidden });
  if (rows.length === 0) return <NoOrders place={place} mayTrade={mayTrade} />;

  /** An order by itself is canceled at once; a group says first how many it is. */
  function cancel(order: OrderView) {
    if (groupMembers(order, rows).length > 1) setPlan(planCancel([order], rows));
    else cancels.cancel(order);
  }
  const { editing } = replace;
  return (
    <div className={cx(settling && "opacity-60")} aria-busy={settling || undefined}>
      <NewPill count={waiting} noun={NOUN} onShow={show} />
      <ChosenBar
        count={choice.chosen.size}
        said={said}
        onCancel={() => {
          const chosen = open.filter(({ id }) => choice.chosen.has(id));
          setPlan(planCancel(chosen, rows));
        }}
        onClear={() => choice.set([])}
      />
      <Table
        caption={`Orders, newest first, times in ${zone}`}
        columns={orderColumns({
          zone,
          zoneWord: zoneName(zone, rows[0]?.order.submittedAt ?? ""),
          currency,
          hidden,
          tickOf,
          wordsOf,
          market,
          onCancel: mayCancel ? cancel : null,
          onChoose: mayCancel ? choice.toggle : null,
          onChooseAll: mayCancel ? (all) => choice.set(all ? open.map(({ id }) => id) : []) : null,
          // With hidden balances there is nothing to compare a new quantity with.
          replace: mayTrade && !hidden ? replace : null,
          chosen: choice.chosen,
          choosable: open.length,
          canceling: cancels.canceling,
        })}
        rows={rows}
        rowKey={rowKey}
        rowHref={({ order }) => `/orders/${order.id}`}
        rowLabel={({ order }) => `${wordsOf(order)}: its story`}
        selectedKey={editing?.id}
      />
      <ShallowLinks>
        <PageLinks
          label="Pages of orders"
          firstHref={place.cursor === undefined ? null : ordersHref({ ...place, cursor: undefined })}
          nextHref={page.nextCursor === null ? null : ordersHref({ ...place, cursor: page.nextCursor })}
        />
      </ShallowLinks>
      <Suspense fallback={null}>
        {plan !== null && (
          <CancelChosenDialog
            accountId={accountId}
            plan={plan}
            currency={currency}
            hidden={hidden}
            wordsOf={wordsOf}
            onDone={() => choice.set([])}
            onClose={() => setPlan(null)}
          />
        )}
        {editing !== null && replace.asked && (
          <ReplaceDialog
            order={editing}
            words={wordsOf(editing)}
            tick={tickOf(editing.symbol)}
            replace={replace}
            onReplaced={(order) => {
              replace.stop();
              setSaid(`Sent in its place: ${wordsOf(order)}.`);
            }}
          />
        )}
      </Suspense>
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
