"use client";
// One page of trades.
import { LiveList } from "#components/orders/live-list.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
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
  const at = (change: Partial<TradesPlace>) => tradesHref({ ...place, trade: undefined, ...change });
  return (
    <LiveList
      items={page.items}
      settling={settling}
      noun={NOUN}
      empty={<NoTrades place={place} mayTrade={mayTrade} />}
      caption={`Trades, newest first, amounts in ${currency}, times in ${zone}`}
      columns={tradeColumns({ zone, currency, hidden, tickOf: (symbol) => ticks[symbol] ?? "0.01" })}
      rowHref={({ id }) => at({ trade: id })}
      rowLabel={({ side, symbol }) => `${side === "buy" ? "Bought" : "Sold"} ${symbol}: what it is made of`}
      selectedKey={place.trade}
      firstHref={place.cursor === undefined ? null : at({ cursor: undefined })}
      nextHref={page.nextCursor === null ? null : at({ cursor: page.nextCursor })}
    />
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
