/** Looks into the desk's database from outside: what is committed, and whether anything is still on its way. */
import pg from "pg";
import type { CommittedOrder } from "./judge.ts";

async function query<R extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(text, values)).rows;
  } finally {
    await client.end();
  }
}

export function readCommitted(url: string, accounts: readonly string[]): Promise<CommittedOrder[]> {
  return query<CommittedOrder>(
    url,
    "select id::text, trim_scale(quantity)::text as quantity, status, dispatch from orders where account_id = any($1::uuid[])",
    [accounts],
  );
}

export interface OnTheWay {
  readonly orders: number;
  /** Sent, and never seen at the venue: given up after a minute. */
  readonly unknown: number;
  readonly cancels: number;
  readonly reports: number;
  readonly halts: number;
}

export async function readOnTheWay(url: string): Promise<OnTheWay> {
  const [row] = await query<{ readonly [name in keyof OnTheWay]: number }>(
    url,
    `select
      (select count(*) from orders where dispatch in ('queued', 'sending') and closed_at is null)::int as orders,
      (select count(*) from orders where dispatch = 'unknown' and closed_at is null)::int as unknown,
      (select count(*) from orders where status = 'pending_cancel' and dispatch <> 'unknown')::int as cancels,
      ((select count(*) from venue_execution where reported_at is null)
        + (select count(*) from venue_order where status <> 'open' and reported_at is null))::int as reports,
      (select count(*) from halt where lifted_at is null)::int as halts`,
  );
  if (row === undefined) throw new Error("Counting answers with one row.");
  return row;
}
