/** Puts facts into the books, takes facts out of them, or only reads them anew: journals, lots, positions and the day's figure in one transaction. */
import { readFacts } from "#lib/db/book-facts.sql.ts";
import {
  type ActivitiesText,
  type ActivitiesWrite,
  activitiesText,
  type BooksOpened,
  type LotsText,
  type MoveKind,
  type Moves,
  writeActivities,
  writeLots,
} from "#lib/db/books.sql.ts";
import type { DraftCounts } from "#lib/db/books-draft.sql.ts";
import type { Database, Tx } from "#lib/db/client.ts";
import { lowerFloor } from "#lib/db/execution.sql.ts";
import { requestRebuild } from "#lib/db/performance-requests.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { BookFact } from "#lib/domain/books/fact.ts";
import { inOrder } from "#lib/domain/books/fact-order.ts";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import { toLocalDate } from "#lib/domain/shared/local-date.ts";
import { recordCredit } from "../accounts/record-credit.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import {
  lotsToWrite,
  type PreparedLots,
  prepareLots,
  type ReplayedInstrument,
  replayInstruments,
} from "../lots/replay-instruments.ts";
import { appendStreamEvent } from "../stream-event.ts";
import type { ActivityToRecord, ActivityToReverse, PreparedActivity } from "./activity-to-record.ts";
import { type BooksChange, movedInstruments } from "./books-change.ts";
import { moveCollateral, type ReleasedCollateral } from "./collateral.ts";
import { dayFigure } from "./day-figure.ts";
import {
  type JournalToWrite,
  journalOf,
  type PostingsByJournal,
  type ReversalToWrite,
  readPostings,
  reversalsOf,
  unitsJournals,
} from "./journals.ts";
import { refuseBelowFloors, type Shortfall } from "./refuse-below-floors.ts";

export interface BooksChanged {
  readonly accountSeq: bigint;
  readonly instrumentIds: readonly string[];
  /** There was less than what had to go, and a floor gave way: only to facts that nobody can help. */
  readonly gaveWay: boolean;
}

/** What of the books a change needs beside what was opened. */
export interface BooksRead {
  /** Of the instruments whose lots it touches, in their order. */
  readonly facts: readonly BookFact[];
  readonly postings: PostingsByJournal;
  /** Of the instruments as they are now, worked out before the account was locked; without them the facts are read. */
  readonly lots?: PreparedLots;
}

/** Everything a change writes, worked out; it holds as long as the books are those that were opened. */
export interface BooksPlan {
  readonly change: BooksChange;
  readonly accountSeq: bigint;
  readonly activities: PlannedActivities;
  readonly lots: LotsText | null;
  /** Null where activities and lots go to PostgreSQL only as they are written. */
  readonly draft: BooksDraft | null;
  readonly units: readonly JournalToWrite[];
  readonly released: readonly ReleasedCollateral[];
  readonly lacking: readonly Shortfall[];
  readonly at: string;
}

export interface PlannedActivities {
  readonly head: Omit<ActivitiesWrite, "journals" | "activities">;
  readonly rows: readonly PlannedActivity[];
}

export type PlannedActivity = ReturnType<typeof activityRow> | ReturnType<typeof reversalRow>;

/** Kept in rows already: so many. */
export interface BooksDraft {
  readonly id: string;
  readonly counts: DraftCounts;
}

type Touched = readonly Pick<ActivityToRecord, "type" | "assetId">[];

export async function readBooks(
  tx: Database | Tx,
  opened: BooksOpened,
  { add, remove }: { readonly add: Touched; readonly remove: readonly ActivityToReverse[] },
): Promise<BooksRead> {
  const instrumentIds = movedInstruments(opened, [...add, ...remove]).map(({ id }) => id);
  const facts = instrumentIds.length === 0 ? [] : await readFacts(tx, { accountId: opened.id, instrumentIds });
  return { facts, postings: await readPostings(tx, opened.id, remove) };
}

/** The account is locked: `opened` names every instrument that the change touches. */
export async function changeBooks(tx: Transaction, ctx: Context, change: BooksChange): Promise<BooksChanged> {
  return writeBooks(tx, ctx, planBooks(ctx, change, await readBooks(tx, change.opened, change)));
}

/** Refuses what the account may not do. */
export function planBooks(ctx: Context, change: BooksChange, { facts, postings, lots }: BooksRead): BooksPlan {
  const { opened, add, remove, importId } = change;
  const accountSeq = BigInt(opened.eventSeq) + 1n;
  const prepared = lots ?? prepareLots(ctx, replayChanged(change, facts));
  const { replayed } = prepared;
  const added = add.map((activity) => ({ activity, journal: journalOf(ctx, opened, activity, replayed) }));
  const reversed = reversalsOf(ctx, remove, postings);
  const own = [...reversed, ...added].map(({ journal }) => journal).filter((journal) => journal.postings.length > 0);
  const units = unitsJournals(ctx, opened, replayed, own);
  const journals = [...own, ...units];
  const collateral = moveCollateral(change, facts, replayed);
  const lacking = refuseBelowFloors(change, { added, reversed, units }, collateral);
  const at = opened.kind === "paper" ? opened.venueAt : opened.wallAt;
  const head = { accountId: opened.id, importId, accountSeq: accountSeq.toString() };
  return {
    ...{ change, accountSeq, units, released: collateral.released, lacking, at, draft: null },
    activities: {
      head: { ...head, ...dayFigure(change, replayed, journals) },
      rows: [...reversed.map(reversalRow), ...added.map(activityRow)],
    },
    lots: replayed.length === 0 ? null : lotsToWrite(opened.id, prepared, { holdIds: collateral.holdIds, at }),
  };
}

export async function writeBooks(tx: Transaction, ctx: Context, plan: BooksPlan): Promise<BooksChanged> {
  const { change, accountSeq, lots, draft, units, released, lacking, at } = plan;
  const { opened } = change;
  const [frees, takes] = [released.filter(({ freed }) => !freed.lt(0)), released.filter(({ freed }) => freed.lt(0))];
  for (const { holdId, amount } of frees) await setAside(tx, holdId, amount, at);
  let gaveWay = false;
  for (const { assetId, needed } of lacking) gaveWay = (await lowerFloor(tx, opened.id, assetId, needed)) || gaveWay;
  await writeActivities(tx, textOf(plan), draft?.id);
  // Of money that has only come back with them.
  for (const { holdId, amount } of takes) await setAside(tx, holdId, amount, at);
  if (lots !== null) await writeLots(tx, draft === null ? lots : { ...lots, lots: "[]", closes: "[]" }, draft?.id);
  await auditUnits(tx, ctx, opened, units);
  await tell(tx, ctx, change, new Date(at));
  await askForHistory(tx, change, new Date(at));
  return { accountSeq, instrumentIds: opened.instruments.map(({ id }) => id), gaveWay };
}

/** Of what is drafted, nothing but what is not in the draft. */
function textOf({ activities: { head, rows }, units, draft }: BooksPlan): ActivitiesText {
  const given = draft === null ? rows : [];
  const journals = [...given.flatMap(({ journal }) => journal ?? []), ...units];
  const write = { ...head, journals: journals.map(headOf), activities: given.map(({ row }) => row) };
  return activitiesText(write, movesOf(journals));
}

function replayChanged({ opened, add, remove }: BooksChange, stored: readonly BookFact[]): ReplayedInstrument[] {
  const instruments = movedInstruments(opened, [...add, ...remove]);
  if (instruments.length === 0) return [];
  const gone = new Set(remove.map(({ id }) => id));
  const facts = stored.filter(({ id }) => !gone.has(id));
  const after = add.length === 0 ? facts : inOrder([...facts, ...add.map(({ fact }) => fact)]);
  return replayInstruments({ ...opened, instruments }, after);
}

async function setAside(tx: Transaction, id: string, amount: string, at: string): Promise<void> {
  const releasedAt = amount === "0" ? new Date(at) : null;
  await tx.hold.update({ where: { id }, data: { amount, releasedAt }, select: { id: true } });
}

function headOf({ id, kind, memo, reversesId, at }: JournalToWrite) {
  return { id, kind, memo, reversesId, at };
}

function activityRow({ activity, journal }: { activity: PreparedActivity; journal: JournalToWrite }) {
  const { id, type, assetId, currencyId, day, effectiveAt: at, seq, row, quantity, price, fee } = activity;
  const { ratioNew, ratioOld, fxToBase: fx, externalId, money } = activity;
  return {
    journal: journal.postings.length === 0 ? null : journal,
    row: {
      ...{ id, type, assetId, currencyId, day, at, seq, row, quantity, price, fee, ratioNew, ratioOld, fx, externalId },
      gross: money === null ? null : toPlain(money),
      journalId: journal.postings.length === 0 ? null : journal.id,
      ...{ key: activity.key ?? null, actionId: activity.corporateActionId ?? null, reversesId: null },
    },
  };
}

const NOTHING = { quantity: null, price: null, gross: null, ratioNew: null, ratioOld: null, fx: null };

/** It stands where the original stood: of that day, of the same instrument and currency. */
function reversalRow({ original, id, journal }: ReversalToWrite) {
  const { assetId, currencyId, day, at } = original;
  return {
    journal: journal.postings.length === 0 ? null : journal,
    row: {
      ...{ id, type: "reversal", assetId, currencyId, day, at, seq: 0, row: 0, fee: "0", key: null, ...NOTHING },
      ...{ externalId: null, actionId: null, reversesId: original.id },
      journalId: journal.postings.length === 0 ? null : journal.id,
    },
  };
}

/**
 * Postings come in pairs: what leaves the one comes to the other. Who gives what to whom repeats, and is told once. What takes a journal
 * back is not told at all: PostgreSQL knows what that journal moved.
 */
export function movesOf(journals: readonly Pick<JournalToWrite, "postings" | "reversesId">[]): Moves {
  const kinds = new Map<string, MoveKind & { readonly index: number }>();
  const moves: { journal: number; kind: number; amount: string }[] = [];
  for (const [index, { postings, reversesId }] of journals.entries()) {
    if (reversesId !== null) continue;
    for (let line = 0; line < postings.length; line += 2) {
      const [from, to] = [postings[line], postings[line + 1]];
      invariant(
        from !== undefined && to !== undefined && from.assetId === to.assetId && from.amount.eq(to.amount.negated()),
        "postings come in pairs",
      );
      const key = `${line} ${from.accountId} ${to.accountId} ${from.assetId}`;
      const kind = kinds.get(key) ?? {
        ...{ seq: line + 1, from: from.accountId, to: to.accountId, asset: from.assetId, index: kinds.size + 1 },
      };
      kinds.set(key, kind);
      moves.push({ journal: index + 1, kind: kind.index, amount: toPlain(to.amount) });
    }
  }
  return { kinds: [...kinds.values()].map(({ index: _index, ...kind }) => kind), moves };
}

/** What makes units agree with their splits belongs to no single activity: its journal has an audit row of its own. */
async function auditUnits(tx: Transaction, ctx: Context, opened: BooksOpened, units: readonly JournalToWrite[]) {
  if (units.length === 0) return;
  const entries = units.map(({ id, memo, at, postings }) => ({
    ...{ action: "journal.adjust_units", entityType: "journal", entityId: id, accountId: opened.id, before: null },
    after: { memo, units: postings.find(({ accountId }) => accountId === opened.id)?.amount },
    effectiveAt: new Date(at),
  }));
  await recordAudit(tx, ctx, ...entries);
}

/** What is of an earlier day, or takes something back, changes the history that reports are made of; what is new of today is added to it. */
async function askForHistory(tx: Transaction, change: BooksChange, at: Date): Promise<void> {
  const { opened, add, remove, sameHistory = false } = change;
  if (sameHistory) return;
  const days = [...add, ...remove].map(({ day }) => day).sort();
  const [fromDay = null] = days;
  if (fromDay !== null && remove.length === 0 && fromDay >= toLocalDate(at, opened.timeZone)) return;
  const reason = remove.length > 0 ? "taken back" : fromDay === null ? "lots read anew" : "dated earlier";
  await requestRebuild(tx, { accountId: opened.id, fromDay, reason });
}

/** One event however many facts there are: its number is theirs. */
async function tell(tx: Transaction, ctx: Context, change: BooksChange, at: Date) {
  const { opened, add, remove, importId, priceFollows = false } = change;
  const count = add.length + remove.length;
  const payload = { reason: count === 0 ? "lots" : "activities", count, importId };
  await appendStreamEvent(tx, opened.id, "balance", opened.id, payload);
  // A split is booked, and taken back, before the market's price follows: what the account is worth is not to be told until it has.
  const splits = add.some(({ type, corporateActionId }) => type === "split" && corporateActionId != null);
  if (opened.kind === "paper" && opened.multiplier > 1 && count > 0 && !splits && !priceFollows) {
    await recordCredit(tx, ctx, { accountId: opened.id, cause: "deposit", at });
  }
  tx.afterCommit(() => ctx.notifier.accountChanged(opened.id));
}
