/** Reads the facts of some instruments anew: lots, closes and positions as their order and the account's method have them. */
import { openBooks } from "#lib/db/books.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { changeBooks } from "../activities/change-books.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";

export interface InstrumentsToRebuild {
  readonly accountId: string;
  readonly assetIds: readonly string[];
  /** Only lots go by another method, and reports stay as they are. */
  readonly sameHistory?: boolean;
}

/** In the caller's transaction, under the account's lock. True when there was less than what had to go, and a floor gave way. */
export async function rebuildInstruments(
  tx: Transaction,
  ctx: Context,
  { accountId, assetIds, sameHistory = false }: InstrumentsToRebuild,
): Promise<boolean> {
  const opened = await openBooks(tx, accountId, assetIds);
  if (opened === null) throw notFound("account");
  const { gaveWay } = await changeBooks(tx, ctx, { opened, add: [], remove: [], importId: null, sameHistory });
  return gaveWay;
}
