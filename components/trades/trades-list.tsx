"use client";
// One page of trades: shown rows stay in place, new ones wait behind a pill.
import { PageLinks } from "#components/orders/page-links.tsx";
import { useHeldRows } from "#components/orders/use-held-rows.ts";
import { cx } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { NewPill } from "#components/ui/new-pill.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { Table } from "#components/ui/table.tsx";
import type { ExecutionPage } from "#lib/contracts/execution.ts";
import type { TradesDeskProps } from "./desk-props.ts";
import { tradeColumns } from "./trade-columns.tsx";
import { hasTradeFilters, type TradesPlace, tradesHref } from "./trades-address.ts";

interface TradesListProps extends TradesDeskProps {
  readonly place: TradesPlace;
  readonly page: ExecutionPage;
  /** The list of the question before, while this one's answer is on its way. */
  readonly settling: boolean;
}

const NOUN = { one: "trade", many: "trades" };

export function TradesList({ place, page, settling, ticks, zone, currency, hidden, mayTrade }: TradesListProps) {
  const { rows, waiting, show } = useHeldRows(page.items);
  if (rows.length === 0) return <NoTrades place={place} mayTrade={mayTrade} />;
  return (
    <div className={cx(settling && "opacity-60")} aria-busy={settling || undefined}>
      <NewPill count={waiting} noun={NOUN} onShow={show} />
      <ShallowLinks>
        <Table
          caption={`Trades, newest first, amounts in ${currency}, times in ${zone}`}
          columns={tradeColumns({ zone, currency, hidden, tickOf: (symbol) => ticks[symbol] ?? "0.01" })}
          rows={rows}
          rowKey={({ id }) => id}
          rowHref={({ id }) => tradesHref({ ...place, trade: id })}
          rowLabel={({ side, symbol }) => `${side === "buy" ? "Bought" : "Sold"} ${symbol}: what it is made of`}
          selectedKey={place.trade}
        />
        <PageLinks
          label="Pages of trades"
          firstHref={place.cursor === undefined ? null : tradesHref({ ...place, trade: undefined, cursor: undefined })}
          nextHref={
            page.nextCursor === null ? null : tradesHref({ ...place, trade: undefined, cursor: page.nextCursor })
          }
        />
      </ShallowLinks>
    </div>
  );
}

function NoTrades({ place, mayTrade }: { place: TradesPlace; mayTrade: boolean }) {
  if (hasTradeFilters(place) || place.cursor !== undefined) {
    return (
      <EmptyState kind="filtered" title="No trade matches" action={{ href: "/trades", label: "Clear the filters" }}>
        There are no fills with these filters.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="unused"
      title="No trades yet"
      action={
        mayTrade
          ? { href: "/trade", label: "Place your first order" }
          : { href: "/orders", label: "Look at the orders" }
      }
    >
      Each fill of an order appears here, with its price, its fee and what it realised.
    </EmptyState>
  );
}
