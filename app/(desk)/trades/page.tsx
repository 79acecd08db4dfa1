// Trades (executions) of the account: first paint from the server, live from there on.
import type { Metadata } from "next";
import { BookHasNone } from "#components/orders/book-has-none.tsx";
import { NoAccount } from "#components/orders/no-account.tsx";
import type { RawSearch } from "#components/orders/orders-address.ts";
import { hideTrades } from "#components/trades/hide-trades.ts";
import { readTradesPlace, tradesFilter } from "#components/trades/trades-address.ts";
import { TradesDesk } from "#components/trades/trades-desk.tsx";
import { executionsOptions } from "#lib/client/executions.ts";
import { type ExecutionPage, toExecutionPage } from "#lib/contracts/execution.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { listExecutions } from "#lib/services/executions/list-executions.ts";
import { deskPage } from "../desk-page.ts";
import { Hydrated } from "../hydrated.tsx";
import { readTicks } from "../orders/read-ticks.ts";

export const metadata: Metadata = { title: "Trades" };

export default withRequestId(async function TradesPage({
  searchParams,
}: {
  readonly searchParams: Promise<RawSearch>;
}) {
  const [{ ctx, account, may, zone, hidden }, search] = await Promise.all([deskPage(), searchParams]);
  if (account === null) return <NoAccount title="Trades" mayOpen={may("accounts:open")} />;
  if (account.kind === "book") return <BookHasNone title="Trades" name={account.name} without="no fills" />;

  const place = readTradesPlace(search);
  const filter = tradesFilter(account.id, place);
  // The totals come with the first page only.
  const first = tradesFilter(account.id, { ...place, cursor: undefined });
  const read = async (input: typeof filter): Promise<ExecutionPage> => {
    const view = toExecutionPage(await listExecutions({ ctx, input }));
    return hidden ? hideTrades(view) : view;
  };
  const [page, head, ticks] = await Promise.all([
    read(filter),
    place.cursor === undefined ? null : read(first),
    readTicks(ctx),
  ]);
  return (
    <Hydrated
      queries={[
        { key: executionsOptions(filter).queryKey, data: page },
        ...(head === null ? [] : [{ key: executionsOptions(first).queryKey, data: head }]),
      ]}
    >
      <TradesDesk
        accountId={account.id}
        accountName={account.name}
        currency={account.currency}
        marketSource={account.marketSource}
        zone={zone}
        hidden={hidden}
        mayTrade={account.role !== null && account.role !== "viewer" && may("orders:submit")}
        ticks={ticks}
      />
    </Hydrated>
  );
});
