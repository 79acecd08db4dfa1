/** The round trips of changing the books beside the order path: lock and load; then journals, activities and lots in one go. The SQL is in prisma/functions/books.sql. */
import type { Database, Tx } from "./client.ts";
import { callJson } from "./named-statement.ts";

/** Amounts are plain decimal strings as PostgreSQL prints them, instants ISO 8601. */
export interface BooksOpened {
  readonly id: string;
  readonly kind: "paper" | "book";
  readonly status: "active" | "closed";
  readonly currencyId: string;
  readonly timeZone: string;
  readonly lotMethod: string;
  readonly multiplier: number;
  readonly eventSeq: string;
  readonly version: number;
  readonly venueAt: string;
  readonly wallAt: string;
  /** Of the venue, and its first instant. */
  readonly today: string;
  readonly todayFrom: string;
  readonly balances: readonly OpenedBalance[];
  readonly instruments: readonly OpenedInstrument[];
  readonly assignments: readonly {
    readonly closingId: string;
    readonly openingId: string;
    readonly quantity: string;
  }[];
}

export interface OpenedBalance {
  readonly assetId: string;
  readonly symbol: string;
  readonly posted: string;
  readonly held: string;
  readonly floor: string | null;
}

export interface OpenedInstrument {
  readonly id: string;
  readonly symbol: string;
  readonly currencyId: string;
  readonly currency: string;
  readonly ownerAccountId: string | null;
  readonly quantity: string;
  readonly cost: string;
  readonly rebuilt: boolean;
  /** Its own while the account's changes, instrument by instrument. */
  readonly lotMethod?: string | null;
  readonly collateralHoldId: string | null;
  readonly collateral: string;
  /** The previous close, at which the day began. */
  readonly startPrice: string | null;
  readonly openOrders: number;
}

/** Locks the account. Null when there is no such account. */
export function openBooks(
  tx: Database | Tx,
  accountId: string,
  assetIds: readonly string[],
): Promise<BooksOpened | null> {
  return callJson(tx.$queryRaw`select books_open(${accountId}::uuid, ${[...assetIds]}::uuid[]) as result`);
}

export type Row = { readonly [column: string]: unknown };

export interface ActivitiesWrite {
  readonly accountId: string;
  readonly importId: string | null;
  readonly accountSeq: string;
  readonly journals: readonly Row[];
  readonly activities: readonly Row[];
  /** Money put on or taken off, in the account's currency. */
  readonly deposits: readonly { readonly at: string; readonly amount: string }[];
  readonly today: string;
  /** What the day would have begun with beside what it did, had this been known. */
  readonly startShift: string;
}

/** The places of its two postings, who gives, who takes, and of what. */
export interface MoveKind {
  readonly seq: number;
  readonly from: string;
  readonly to: string;
  readonly asset: string;
}

/** By the journal's place in the list and the kind's: two postings each. */
export interface Moves {
  readonly kinds: readonly MoveKind[];
  readonly moves: readonly { readonly journal: number; readonly kind: number; readonly amount: string }[];
}

/** As it goes to PostgreSQL: writing this down takes longer than sending it, and may be done before the account is locked. */
export interface ActivitiesText extends MovesText {
  readonly head: string;
  readonly journals: string;
  readonly activities: string;
}

export interface MovesText {
  readonly kinds: string;
  readonly moves: { readonly journals: string; readonly kinds: string; readonly amounts: string };
}

export function activitiesText(write: ActivitiesWrite, moves: Moves): ActivitiesText {
  const { journals, activities, ...head } = write;
  return {
    head: JSON.stringify(head),
    journals: JSON.stringify(journals),
    activities: JSON.stringify(activities),
    ...movesText(moves),
  };
}

/** Columns of words: read several times as fast as a list of objects. */
export function movesText({ kinds, moves }: Moves): MovesText {
  return {
    kinds: JSON.stringify(kinds),
    moves: {
      journals: moves.map(({ journal }) => journal).join(" "),
      kinds: moves.map(({ kind }) => kind).join(" "),
      amounts: moves.map(({ amount }) => amount).join(" "),
    },
  };
}

/** What is given is written, and what the draft holds. */
export async function writeActivities(tx: Tx, text: ActivitiesText, draftId: string | null = null): Promise<void> {
  const { head, journals, activities, kinds, moves } = text;
  await tx.$queryRaw`select activities_write(${head}::json, ${journals}::json, ${activities}::json, ${kinds}::json, ${moves.journals},
    ${moves.kinds}, ${moves.amounts}, ${draftId}::uuid)::text`;
}

export interface LotsHead {
  readonly accountId: string;
  readonly assetIds: readonly string[];
  readonly positions: readonly Row[];
  /** Of no fact at all any more: no position is left, or an empty one where there were fills. */
  readonly forgotten: readonly string[];
}

/** The long lists by themselves: a part of a large document is found by reading all of it. */
export interface LotsText {
  readonly head: string;
  readonly lots: string;
  readonly closes: string;
}

/** What is given is written, and what the draft holds. */
export async function writeLots(tx: Tx, text: LotsText, draftId: string | null = null): Promise<void> {
  const { head, lots, closes } = text;
  await tx.$queryRaw`select lots_write(${head}::json, ${lots}::json, ${closes}::json, ${draftId}::uuid)::text`;
}
