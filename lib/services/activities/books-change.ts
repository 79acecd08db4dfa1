/** A change of an account's books beside the order path: facts that come and facts that go. */
import type { BooksOpened } from "#lib/db/books.sql.ts";
import { isTrade } from "#lib/domain/positions/replay-facts.ts";
import type { ActivityToRecord, ActivityToReverse, PreparedActivity } from "./activity-to-record.ts";

export interface BooksChange {
  readonly opened: BooksOpened;
  readonly add: readonly PreparedActivity[];
  readonly remove: readonly ActivityToReverse[];
  readonly importId: string | null;
  /** It has happened, and whoever tells it cannot help it: a floor gives way instead of refusing it. */
  readonly givesWay?: boolean;
  /** The market's price goes the other way, so that nothing is worth more or less for it. */
  readonly priceFollows?: boolean;
  /** Only lots go by another method: the history has been made under each of them. */
  readonly sameHistory?: boolean;
}

type Moving = Pick<ActivityToRecord, "type" | "assetId">;

/** Income and taxes leave the lots as they are; with nothing added or taken back, everything named is read anew. */
export function movedInstruments({ instruments }: BooksOpened, all: readonly Moving[]): BooksOpened["instruments"] {
  if (all.length === 0) return instruments;
  const moved = new Set(all.filter(changesPosition).map(({ assetId }) => assetId));
  return instruments.filter(({ id }) => moved.has(id));
}

function changesPosition({ type, assetId }: Moving): boolean {
  return assetId !== null && (type === "split" || type === "fee" || isTrade({ type }));
}

/** Whether the books are still those that a change was worked out for: everything but the hour. */
export function isSameBooks(before: BooksOpened, now: BooksOpened): boolean {
  return fingerprint(before) === fingerprint(now);
}

function fingerprint({
  venueAt: _venue,
  wallAt: _wall,
  balances,
  instruments,
  assignments,
  ...head
}: BooksOpened): string {
  const rows = [
    balances.map(({ assetId, symbol, posted, held, floor }) => [assetId, symbol, posted, held, floor]),
    instruments.map(({ id, startPrice, ...rest }) => [id, startPrice, ...Object.entries(rest).sort().flat()]),
    assignments.map(({ closingId, openingId, quantity }) => [closingId, openingId, quantity]),
  ];
  return JSON.stringify([Object.entries(head).sort(), ...rows.map((list) => list.map((row) => row.join(" ")).sort())]);
}
