/** Puts facts into the books, takes facts out of them, or only reads them anew: journals, lots, positions and the day's figure in one transaction. */
import { readFacts } from "#lib/db/book-facts.sql.ts";
import {
  type ActivitiesText,
  activitiesText,
  type BooksOpened,
  type LotsText,
  lotsText,
  type MoveKind,
  type Moves,
  writeActivities,
  writeLots,
} from "#lib/db/books.sql.ts";
import type { Tx } from "#lib/db/client.ts";
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
import { lotsToWrite, type ReplayedInstrument, replayInstruments } from "../lots/replay-instruments.ts";
import { appendStreamEvent } from "../stream-event.ts";
import type { ActivityToRecord, ActivityToReverse, PreparedActivity } from "./activity-to-record.ts";
import { type BooksChange, movedInstruments } from "./books-change.ts";
import { moveCollateral } from "./collateral.ts";
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
  /** There was less than what had to go, and a floor gave way: only where nobody adds or takes back anything. */
  readonly gaveWay: boolean;
}

/** What of the books a change needs beside what was opened. */
export interface BooksRead {
  /** Of the instruments whose lots it touches, in their order. */
  readonly facts: readonly BookFact[];
  readonly postings: PostingsByJournal;
}

/** Everything a change writes, worked out; it holds as long as the books are those that were opened. */
export interface BooksPlan {
  readonly change: BooksChange;
  readonly accountSeq: bigint;
  readonly activities: ActivitiesText;
  readonly lots: LotsText | null;
  readonly units: readonly JournalToWrite[];
  readonly released: readonly { readonly holdId: string; readonly amount: string }[];
  readonly lacking: readonly Shortfall[];
  readonly at: string;
}

type Touched = readonly Pick<ActivityToRecord, "type" | "assetId">[];

export async function readBooks(
  tx: Tx,
  opened: BooksOpened,
  { add, remove }: { readonly add: Touched; readonly remove: readonly ActivityToReverse[] },
): Promise<BooksRead> {
  const instrumentIds = movedInstruments(opened, [...add, ...remove]).map(({ id }) => id);
  const facts = instrumentIds.length === 0 ? [] : await readFacts(tx, { accountId: opened.id, instrumentIds });
  return { facts, postings: await readPostings(tx, remove) };
}

/** The account is locked: `opened` names every instrument that the change touches. */
export async function changeBooks(tx: Transaction, ctx: Context, change: BooksChange): Promise<BooksChanged> {
  return writeBooks(tx, ctx, planBooks(ctx, change, await readBooks(tx, change.opened, change)));
}

/** Refuses what the account may not do. */
export function planBooks(ctx: Context, change: BooksChange, { facts, postings }: BooksRead): BooksPlan {
  const { opened, add, remove, importId } = change;
  const accountSeq = BigInt(opened.eventSeq) + 1n;
  const replayed = replayChanged(change, facts);
  const added = add.map((activity) => ({ activity, journal: journalOf(ctx, opened, activity, replayed) }));
  const reversed = reversalsOf(ctx, remove, postings);
  const own = [...reversed, ...added].map(({ journal }) => journal).filter((journal) => journal.postings.length > 0);
  const units = unitsJournals(ctx, opened, replayed, own);
  const journals = [...own, ...units];
  const collateral = moveCollateral(change, replayed);
  const lacking = refuseBelowFloors(change, { added, reversed, units }, collateral);
  const at = opened.kind === "paper" ? opened.venueAt : opened.wallAt;
  const write = {
    ...{ accountId: opened.id, importId, accountSeq: accountSeq.toString(), journals: journals.map(headOf) },
    activities: [...reversed.map(reversalRow), ...added.map(activityRow)],
    ...dayFigure(change, replayed, journals),
  };
  const lots = lotsToWrite(ctx, opened.id, replayed, { holdIds: collateral.holdIds, at });
  return {
    ...{ change, accountSeq, units, released: collateral.released, lacking, at },
    activities: activitiesText(write, movesOf(journals)),
    lots: replayed.length === 0 ? null : lotsText(lots),
  };
}

export async function writeBooks(tx: Transaction, ctx: Context, plan: BooksPlan): Promise<BooksChanged> {
  const { change, accountSeq, activities, lots, units, released, lacking, at } = plan;
  const { opened } = change;
  for (const { holdId, amount } of released) await release(tx, holdId, amount, at);
  let gaveWay = false;
  for (const { assetId, needed } of lacking) gaveWay = (await lowerFloor(tx, opened.id, assetId, needed)) || gaveWay;
  await writeActivities(tx, activities);
  if (lots !== null) await writeLots(tx, lots);
  await auditUnits(tx, ctx, opened, units);
  await tell(tx, ctx, change, new Date(at));
  await askForHistory(tx, change, new Date(at));
  return { accountSeq, instrumentIds: opened.instruments.map(({ id }) => id), gaveWay };
}

function replayChanged({ opened, add, remove }: BooksChange, stored: readonly BookFact[]): ReplayedInstrument[] {
  const instruments = movedInstruments(opened, [...add, ...remove]);
  if (instruments.length === 0) return [];
  const gone = new Set(remove.map(({ id }) => id));
  const facts = stored.filter(({ id }) => !gone.has(id));
  const after = add.length === 0 ? facts : inOrder([...facts, ...add.map(({ fact }) => fact)]);
  return replayInstruments({ ...opened, instruments }, after);
}

async function release(tx: Transaction, id: string, amount: string, at: string): Promise<void> {
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
    ...{ id, type, assetId, currencyId, day, at, seq, row, quantity, price, fee, ratioNew, ratioOld, fx, externalId },
    gross: money === null ? null : toPlain(money),
    journalId: journal.postings.length === 0 ? null : journal.id,
    ...{ key: activity.key ?? null, actionId: activity.corporateActionId ?? null, reversesId: null },
  };
}

/** It stands where the original stood: of that day, of the same instrument and currency. */
function reversalRow({ original, id, journal }: ReversalToWrite) {
  const { assetId, currencyId, day, at } = original;
  return {
    ...{ id, type: "reversal", assetId, currencyId, day, at, seq: 0, row: 0, fee: "0", key: null },
    ...{ reversesId: original.id, journalId: journal.postings.length === 0 ? null : journal.id },
  };
}

/** Postings come in pairs: what leaves the one comes to the other. Who gives what to whom repeats, and is told once. */
function movesOf(journals: readonly JournalToWrite[]): Moves {
  const kinds = new Map<string, MoveKind & { readonly index: number }>();
  const moves: { journal: number; kind: number; amount: string }[] = [];
  for (const [index, { postings }] of journals.entries()) {
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
async function askForHistory(tx: Transaction, { opened, add, remove }: BooksChange, at: Date): Promise<void> {
  const days = [...add, ...remove].map(({ day }) => day).sort();
  const [fromDay = null] = days;
  if (fromDay !== null && remove.length === 0 && fromDay >= toLocalDate(at, opened.timeZone)) return;
  const reason = remove.length > 0 ? "taken back" : fromDay === null ? "lots read anew" : "dated earlier";
  await requestRebuild(tx, { accountId: opened.id, fromDay, reason });
}

/** One event however many facts there are: its number is theirs. */
async function tell(tx: Transaction, ctx: Context, { opened, add, remove, importId }: BooksChange, at: Date) {
  const count = add.length + remove.length;
  const payload = { reason: count === 0 ? "lots" : "activities", count, importId };
  await appendStreamEvent(tx, opened.id, "balance", opened.id, payload);
  // A split is booked before the market's price follows: what the account is worth is not to be told until it has.
  const splits = add.some(({ type, corporateActionId }) => type === "split" && corporateActionId != null);
  if (opened.kind === "paper" && opened.multiplier > 1 && count > 0 && !splits) {
    await recordCredit(tx, ctx, { accountId: opened.id, cause: "deposit", at });
  }
  tx.afterCommit(() => ctx.notifier.accountChanged(opened.id));
}
