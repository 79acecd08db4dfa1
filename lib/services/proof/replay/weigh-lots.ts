/**
 * In which instruments what is stored may not be what the fills give. Each lot and each close has a weight, drawn anew for every look, and sums
 * over both sides are compared instead of a million rows.
 */
import type { Tx } from "#lib/db/client.ts";
import { drawWeight } from "../draw-weight.ts";
import { type Instrument, keyOf, readFills, readMethods, readStoredSums, type StoredSums } from "./read-fills.ts";
import { WeighedBook } from "./weigh-fills.ts";

const NOTHING = { lots: "", closes: "", position: "" };

export async function weighLots(
  tx: Tx,
  accounts: readonly string[] | null,
  signal?: AbortSignal,
): Promise<Instrument[]> {
  const salt = await drawWeight(tx);
  const methods = await readMethods(tx, accounts);
  const stored = new Map((await readStoredSums(tx, accounts, salt)).map((sums) => [keyOf(sums), sums]));
  const suspects: Instrument[] = [];
  const end = (at: Instrument, book: WeighedBook) => {
    if (!book.agreesWith(stored.get(keyOf(at)) ?? NOTHING)) suspects.push(at);
    stored.delete(keyOf(at));
  };
  let open: { readonly at: Instrument; readonly book: WeighedBook } | null = null;
  for await (const { accountId, assetId, lines } of readFills(tx, accounts, salt)) {
    signal?.throwIfAborted();
    if (open?.at.accountId !== accountId || open.at.assetId !== assetId) {
      if (open !== null) end(open.at, open.book);
      const at: Instrument = { accountId, assetId };
      open = { at, book: new WeighedBook(methods.of(at)) };
    }
    for (const line of lines.split("\n")) open.book.fill(line);
  }
  if (open !== null) end(open.at, open.book);
  return [...suspects, ...[...stored.values()].map(instrumentOf)];
}

/** Something is stored that no fill is behind. */
function instrumentOf({ accountId, assetId }: StoredSums): Instrument {
  return { accountId, assetId };
}
