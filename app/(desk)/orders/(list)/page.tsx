// Orders of the account: first paint from the server, live from there on.
import type { Metadata } from "next";
import { cache } from "react";
import { BookHasNone } from "#components/orders/book-has-none.tsx";
import { hideOrders } from "#components/orders/hide-order.ts";
import { NoAccount } from "#components/orders/no-account.tsx";
import {
  countsFilter,
  openFilter,
  ordersFilter,
  ordersTitle,
  type RawSearch,
  readOrdersPlace,
} from "#components/orders/orders-address.ts";
import { OrdersDesk } from "#components/orders/orders-desk.tsx";
import { orderCountsOptions, ordersOptions } from "#lib/client/orders.ts";
import { type OrderPage, toOrderPage } from "#lib/contracts/order.ts";
import { pageContext } from "#lib/server/page-context.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { countOrders, listOrders } from "#lib/services/orders/list-orders.ts";
import { venueDays } from "#lib/services/venue-days.ts";
import { deskPage } from "../../desk-page.ts";
import { Hydrated } from "../../hydrated.tsx";
import { readTicks } from "../read-ticks.ts";

interface OrdersPageProps {
  readonly searchParams: Promise<RawSearch>;
}

/** The title says how many work, so that a tab in the background does too. */
export const generateMetadata = withRequestId(async function generateMetadata({
  searchParams,
}: OrdersPageProps): Promise<Metadata> {
  const [{ account }, search] = await Promise.all([deskPage(), searchParams]);
  if (account === null) return { title: "Orders" };
  return { title: ordersTitle((await readOpen(account.id, readOrdersPlace(search).symbol)).open) };
});

const readOpen = cache(async (accountId: string, symbol: string | undefined) => {
  const { ctx } = await pageContext();
  return countOrders({ ctx, input: { accountId, symbol, nested: true } });
});

export default withRequestId(async function OrdersPage({ searchParams }: OrdersPageProps) {
  const [{ ctx, account, may, zone, hidden }, search] = await Promise.all([deskPage(), searchParams]);
  if (account === null) return <NoAccount title="Orders" mayOpen={may("accounts:open")} />;
  if (account.kind === "book") return <BookHasNone title="Orders" name={account.name} without="no orders" />;

  const place = readOrdersPlace(search);
  const filter = ordersFilter(account.id, place);
  const counted = countsFilter(place);
  const { from, before } = venueDays(place);
  const days = { from: from ?? undefined, until: before ?? undefined };
  const [page, counts, open, ticks] = await Promise.all([
    listOrders({ ctx, input: { ...filter, ...days, nested: true } }),
    countOrders({ ctx, input: { ...counted, accountId: account.id, ...days, nested: true } }),
    readOpen(account.id, place.symbol),
    readTicks(ctx),
  ]);
  // Closed sets are plain text in the record; the answer's own schema says so too.
  const view = toOrderPage(page) as OrderPage;
  const acts = account.role !== null && account.role !== "viewer";
  return (
    <Hydrated
      queries={[
        { key: ordersOptions(filter).queryKey, data: hidden ? hideOrders(view) : view },
        { key: orderCountsOptions(account.id, counted).queryKey, data: counts },
        { key: orderCountsOptions(account.id, openFilter(place)).queryKey, data: open },
      ]}
    >
      <OrdersDesk
        accountId={account.id}
        accountName={account.name}
        currency={account.currency}
        marketSource={account.marketSource}
        zone={zone}
        hidden={hidden}
        mayTrade={acts && may("orders:submit")}
        mayCancel={acts && may("orders:cancel")}
        ticks={ticks}
      />
    </Hydrated>
  );
});
