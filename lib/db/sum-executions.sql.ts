/** Totals over every execution that a filter matches, added up by PostgreSQL. */
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
}

export function sumExecutions(database: Database, filter: ExecutionFilter): Promise<ExecutionSums> {
  const { accountId, orderId = null, symbol = null, side = null, from, before } = filter;
  return callJson(database.$queryRaw`
    select jsonb_build_object(
      'count', count(*),
      -- What takes a purchase back is no sale: it is that much less bought.
      'buyValue', coalesce(sum(case kind when 'bust' then -quantity * price else quantity * price end)
        filter (where (side = 'buy') <> (kind = 'bust')), 0)::text,
      'sellValue', coalesce(sum(case kind when 'bust' then -quantity * price else quantity * price end)
        filter (where (side = 'sell') <> (kind = 'bust')), 0)::text,
      'fee', coalesce(sum(fee), 0)::text,
      'realised', coalesce(sum(realised), 0)::text) as result
    from execution
    where account_id = ${accountId}::uuid
      and (${orderId}::uuid is null or order_id = ${orderId}::uuid)
      and (${symbol}::text is null or symbol = ${symbol}::text)
      and (${side}::text is null or side = ${side}::text)
      and (${from}::timestamptz is null or effective_at >= ${from}::timestamptz)
      and (${before}::timestamptz is null or effective_at < ${before}::timestamptz)`);
}
