// Trade: what the prices do, what one's orders do, and the ticket beside them.
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { type DeskPlace, deskFilters, readPlace } from "#components/trade/desk-place.ts";
import { TradeDesk } from "#components/trade/trade-desk.tsx";
import { PageHead } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { executionsOptions } from "#lib/client/executions.ts";
import { barsOptions, quotesOptions } from "#lib/client/market.ts";
import { ordersOptions } from "#lib/client/orders.ts";
import { toExecutionPage } from "#lib/contracts/execution.ts";
import { toBarSeriesView, toQuotesView } from "#lib/contracts/instrument.ts";
import { type OrderPage, toOrderPage } from "#lib/contracts/order.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import type { PageContext } from "#lib/server/page-context.ts";
import { signInHereAction } from "#lib/server/sign-in-action.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listBars } from "#lib/services/bars/list-bars.ts";
import { listExecutions } from "#lib/services/executions/list-executions.ts";
import { listInstruments } from "#lib/services/instruments/list-instruments.ts";
import { listOrders } from "#lib/services/orders/list-orders.ts";
import { listQuotes } from "#lib/services/quotes/list-quotes.ts";
import { deskPage, readSearch, type SearchParams } from "../desk-page.ts";
import { submitOrderAction } from "./actions.ts";

export const metadata: Metadata = { title: "Trade" };

type Ctx = PageContext["ctx"];

/** Everything that can be traded, in the few columns the page needs. */
async function readInstruments(ctx: Ctx) {
  const { items } = await listInstruments({ ctx, input: { limit: 200 } });
  return items
    .filter(({ tradable }) => tradable)
    .map(({ symbol, name, assetClass, tickSize }) => ({ symbol, name, assetClass, tickSize: toPlain(tickSize) }));
}

/** The closed sets of an order are CHECK constraints of its table. */
function ordersView(page: Parameters<typeof toOrderPage>[0]): OrderPage {
  return toOrderPage(page) as OrderPage;
}

async function readDesk(ctx: Ctx, accountId: string, place: DeskPlace): Promise<QueryClient> {
  const filters = deskFilters(accountId, place);
  const [quotes, bars, executions, open, orders] = await Promise.all([
    listQuotes({ ctx, input: {} }),
    listBars({ ctx, input: filters.bars }),
    listExecutions({ ctx, input: filters.executions }),
    listOrders({ ctx, input: filters.openOrders }),
    place.tab === "open" ? null : listOrders({ ctx, input: filters.orders }),
  ]);
  const cache = new QueryClient();
  cache.setQueryData(quotesOptions().queryKey, toQuotesView(quotes));
  cache.setQueryData(barsOptions(filters.bars).queryKey, toBarSeriesView(bars));
  cache.setQueryData(executionsOptions(filters.executions).queryKey, toExecutionPage(executions));
  cache.setQueryData(ordersOptions(filters.openOrders).queryKey, ordersView(open));
  if (orders !== null) cache.setQueryData(ordersOptions(filters.orders).queryKey, ordersView(orders));
  return cache;
}

export default withRequestId(async function TradePage({ searchParams }: { searchParams: SearchParams }) {
  const [{ ctx, account, may, zone, hidden }, search] = await Promise.all([deskPage(), readSearch(searchParams)]);
  if (account === null) return <NoAccount mayOpen={may("accounts:open")} />;
  if (account.kind === "book") return <NoOrders name={account.name} />;
  const instruments = await readInstruments(ctx);
  const symbols = instruments.map(({ symbol }) => symbol);
  const place = readPlace((name) => search[name] ?? null, symbols);
  if (place.symbol === "") return <NoInstruments />;
  const cache = await readDesk(ctx, account.id, place);
  const mayTrade = account.role !== "viewer";
  return (
    <HydrationBoundary state={dehydrate(cache)}>
      <TradeDesk
        account={{ id: account.id, currency: account.currency, marketSource: account.marketSource }}
        instruments={instruments}
        zone={zone}
        hidden={hidden}
        maySubmit={mayTrade && may("orders:submit")}
        mayCancel={mayTrade && may("orders:cancel")}
        amountAllowed={await ctx.flags.isOn("trading.notional_orders", account.id)}
        submit={submitOrderAction}
        signIn={signInHereAction}
      />
    </HydrationBoundary>
  );
});

function NoOrders({ name }: { name: string }) {
  return (
    <>
      <PageHead title="Trade" />
      <EmptyState
        kind="forbidden"
        title={`${name} is a book, which has no orders`}
        action={{ href: "/imports", label: "Import its history" }}
      >
        Choose a paper account above to trade.
      </EmptyState>
    </>
  );
}

function NoAccount({ mayOpen }: { mayOpen: boolean }) {
  return (
    <>
      <PageHead title="Trade" />
      {mayOpen ? (
        <EmptyState
          kind="unused"
          title="No account yet"
          action={{ href: "/accounts?open=new", label: "Open a paper account" }}
        >
          Orders are placed on an account. Open one with a deposit, and trade.
        </EmptyState>
      ) : (
        <EmptyState
          kind="forbidden"
          title="No account to look at"
          action={{ href: "/accounts", label: "Go to accounts" }}
        >
          Ask an account's owner to make you a member.
        </EmptyState>
      )}
    </>
  );
}

function NoInstruments() {
  return (
    <>
      <PageHead title="Trade" />
      <EmptyState kind="unused" title="Nothing to trade yet" action={{ href: "/about", label: "About this desk" }}>
        This desk has no instruments. Import bars with: npm run ballast -- market import FILE.csv --symbol GOOG
      </EmptyState>
    </>
  );
}
