/** What executions realised as their lots are now, and totals over all that a filter matches, added up by PostgreSQL. */
import { Prisma } from "#prisma/generated/client.ts";
import type { Database } from "./client.ts";
import { callJson } from "./named-statement.ts";

export interface ExecutionFilter {
  readonly accountId: string;
  readonly orderId?: string | undefined;
  readonly symbol?: string | undefined;
  readonly side?: string | undefined;
  readonly from: Date | null;
  readonly before: Date | null;
}

export interface ExecutionSums {
  readonly count: number;
  readonly buyValue: string;
  readonly sellValue: string;
  readonly fee: string;
  readonly realised: string;
  readonly realisedNow: string;
}

/** Lots that were read anew close otherwise than when the fill was booked; all others are as they were. */
const REALISED_NOW = Prisma.sql`case when p.rebuilt
  then coalesce((select sum(c.realised) from lot_close c where c.execution_id = e.id), 0) else e.realised end`;
const WITH_POSITION = Prisma.sql`left join position p on p.account_id = e.account_id and p.asset_id = e.asset_id`;

/** By execution. */
export async function loadRealisedNow(
  database: Database,
  executionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (executionIds.length === 0) return new Map();
  const rows = await database.$queryRaw<{ id: string; realised: string }[]>`
    select e.id, (${REALISED_NOW})::text as realised from execution e ${WITH_POSITION} where e.id = any(${[...executionIds]}::uuid[])`;
  return new Map(rows.map(({ id, realised }) => [id, realised]));
}

export function sumExecutions(database: Database, filter: ExecutionFilter): Promise<ExecutionSums> {
  const { accountId, orderId = null, symbol = null, side = null, from, before } = filter;
  return callJson(database.$queryRaw`
    select jsonb_build_object(
      'count', count(*),
      -- What takes a purchase back is no sale: it is that much less bought.
      'buyValue', coalesce(sum(case e.kind when 'bust' then -e.quantity * e.price else e.quantity * e.price end)
        filter (where (e.side = 'buy') <> (e.kind = 'bust')), 0)::text,
      'sellValue', coalesce(sum(case e.kind when 'bust' then -e.quantity * e.price else e.quantity * e.price end)
        filter (where (e.side = 'sell') <> (e.kind = 'bust')), 0)::text,
      'fee', coalesce(sum(e.fee), 0)::text,
      'realised', coalesce(sum(e.realised), 0)::text,
      'realisedNow', coalesce(sum(${REALISED_NOW}), 0)::text) as result
    from execution e ${WITH_POSITION}
    where e.account_id = ${accountId}::uuid
      and (${orderId}::uuid is null or e.order_id = ${orderId}::uuid)
      and (${symbol}::text is null or e.symbol = ${symbol}::text)
      and (${side}::text is null or e.side = ${side}::text)
      and (${from}::timestamptz is null or e.effective_at >= ${from}::timestamptz)
      and (${before}::timestamptz is null or e.effective_at < ${before}::timestamptz)`);
}
