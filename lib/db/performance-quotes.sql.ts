/** The quotes by which an account's positions are worth something right now. */
import { type Fixed, toFixed18 } from "#lib/domain/shared/fixed.ts";
import type { Database } from "./client.ts";

export interface LiveQuote {
  readonly last: Fixed;
  readonly previousClose: Fixed;
  readonly currencyId: string;
}

/** Of the account's own market only. */
export async function readLiveQuotes(
  db: Database,
  { source, assetIds }: { readonly source: string; readonly assetIds: readonly string[] },
): Promise<ReadonlyMap<string, LiveQuote>> {
  if (assetIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; last: string; previousClose: string; currencyId: string }[]>`
    select q.asset_id as id, q.last::text as last, q.previous_close::text as "previousClose", a.currency_id as "currencyId"
    from quote q join asset a on a.id = q.asset_id
    where q.asset_id = any(${[...assetIds]}::uuid[]) and q.source = ${source}`;
  return new Map(
    rows.map(({ id, last, previousClose, currencyId }) => [
      id,
      { last: toFixed18(last), previousClose: toFixed18(previousClose), currencyId },
    ]),
  );
}
