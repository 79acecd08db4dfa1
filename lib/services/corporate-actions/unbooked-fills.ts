/** Fills that the venue has made and no books have yet: who holds what, and in which units, follows from them. */
import type { Tx } from "#lib/db/client.ts";

interface Filled {
  readonly from?: Date;
  readonly before?: Date;
}

/** At any time, unless a bound is given. */
export async function hasUnbookedFills(db: Tx, assetId: string, { from, before }: Filled = {}): Promise<boolean> {
  const waiting = await db.$queryRaw<unknown[]>`
    select 1 from venue_execution x join venue_order v on v.order_id = x.order_id
    where x.reported_at is null and v.asset_id = ${assetId}::uuid
      and x.executed_at >= coalesce(${from ?? null}::timestamptz, '-infinity')
      and x.executed_at < coalesce(${before ?? null}::timestamptz, 'infinity') limit 1`;
  return waiting.length > 0;
}
