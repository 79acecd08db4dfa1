/** The books of an account as they stood at the end of a day, or at a moment of it: one checkpoint, and the facts after it. */
import { readFacts } from "#lib/db/book-facts.sql.ts";
import type { Database } from "#lib/db/client.ts";
import { readFactRates, readLotAssignments } from "#lib/db/performance-facts.sql.ts";
import type { PerformanceHead } from "#lib/db/performance-head.sql.ts";
import { readCheckpoint } from "#lib/db/performance-runs.sql.ts";
import { type Book, type BookOptions, openBook } from "#lib/domain/books/book.ts";
import type { BookFact } from "#lib/domain/books/fact.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import { resumeBook } from "#lib/domain/books/saved-book.ts";
import { type FlowDay, openTimeline, recordFact } from "#lib/domain/books/timeline.ts";
import { checkpointOf } from "#lib/domain/performance/checkpoint-parts.ts";
import type { Checkpoint } from "#lib/domain/performance/run-books.ts";
import { addDays, asLocalDate, type LocalDate } from "#lib/domain/shared/local-date.ts";
import { type PriceBook, readPriceBook } from "./price-book.ts";

export interface BooksQuery {
  readonly head: PerformanceHead;
  readonly method: LotMethod;
  readonly day: LocalDate;
  /** Of that day only what happened up to here, epoch milliseconds; null for all of it. */
  readonly until: number | null;
  /** The last day whose closes count. */
  readonly priceDay: LocalDate;
  readonly knownAt: Date | null;
}

export interface BooksAt {
  readonly book: Book;
  /** Under which they were kept: specific lots of which none was chosen are the oldest first. */
  readonly method: LotMethod;
  readonly prices: PriceBook;
  /** What came and went by facts that are newer than the run. */
  readonly newFlows: readonly FlowDay[];
  readonly facts: number;
}

/** So many facts are read without a run: a young account's figures are there at once. */
export const FACTS_WITHOUT_RUN = 1_000n;

export async function readBooksAt(db: Database, query: BooksQuery): Promise<BooksAt> {
  const { head, day, until, priceDay } = query;
  const checkpoint = await checkpointFor(db, query);
  const method = checkpoint?.saved.methods[0] ?? query.method;
  const { facts, fresh } = await factsAfter(db, query, checkpoint);
  const wanted = until === null ? facts : facts.filter((fact) => fact.day < day || fact.at <= until);
  const prices = await pricesFor(db, head, priceDay, checkpoint, wanted);
  const assignments =
    method === "specific" && wanted.length > 0 ? await readLotAssignments(db, head.accountId) : undefined;
  const options: BookOptions = {
    ...{ methods: [method], baseCurrencyId: head.currencyId, rateOn: prices.rateOn },
    ...(assignments === undefined ? {} : { assignments }),
  };
  const book = checkpoint === null ? openBook(options) : resumeBook(checkpoint.saved, options);
  const timeline = openTimeline(book);
  for (const fact of wanted) recordFact(timeline, book, fact);
  return { book, method, prices, newFlows: fresh ? timeline.flows : [], facts: book.facts };
}

async function checkpointFor(db: Database, { head, method, day, until }: BooksQuery): Promise<Checkpoint | null> {
  if (head.run === null) return null;
  // Within a day there is no checkpoint: that of the evening before.
  const last = until === null ? day : addDays(day, -1);
  const methods = ["all", method, ...(method === "specific" ? (["fifo"] as const) : [])] as const;
  const parts = await readCheckpoint(db, { runId: head.run.id, day: last, methods });
  if (parts === null) return null;
  const chosen = parts.some((part) => part.method === method) ? method : "fifo";
  return checkpointOf(parts.filter((part) => part.method === "all" || part.method === chosen));
}

/** While a run is stale its figures stand as it made them: what has come since waits for the next run. */
async function factsAfter(
  db: Database,
  { head, day, knownAt }: BooksQuery,
  checkpoint: Checkpoint | null,
): Promise<{ readonly facts: readonly BookFact[]; readonly fresh: boolean }> {
  const { accountId, run, eventSeq } = head;
  if (run === null) {
    if (BigInt(eventSeq) > FACTS_WITHOUT_RUN) return { facts: [], fresh: false };
    return { facts: await readFacts(db, { accountId, toDay: day }), fresh: true };
  }
  const stale = isStale(head);
  const known = knownAt ?? (stale ? new Date(run.figuresOf) : null);
  if (checkpoint !== null && checkpoint.facts === run.facts) {
    if (stale || knownAt !== null || eventSeq === run.throughSeq) return { facts: [], fresh: false };
    return { facts: await readFacts(db, { accountId, afterSeq: BigInt(run.throughSeq), toDay: day }), fresh: true };
  }
  const after = checkpoint === null ? {} : { afterDay: checkpoint.day, late: checkpoint.late };
  const facts = await readFacts(db, { accountId, knownAt: known, toDay: day, ...after });
  // What is placed later than its own day says belongs there, and one of the checkpoint's own day is in it.
  const first = checkpoint?.day ?? null;
  return { facts: facts.filter((fact) => fact.day <= day && (first === null || fact.day > first)), fresh: false };
}

export function isStale({ requested, answered, outOfPlaceFrom, run }: PerformanceHead): boolean {
  return run !== null && (requested !== answered || outOfPlaceFrom !== null);
}

async function pricesFor(
  db: Database,
  head: PerformanceHead,
  priceDay: LocalDate,
  checkpoint: Checkpoint | null,
  facts: readonly BookFact[],
): Promise<PriceBook> {
  const instruments = new Set<string>();
  const currencies = new Set(checkpoint?.saved.cash.map(([currencyId]) => currencyId));
  for (const { instrument, currency, held } of checkpoint?.saved.holdings ?? []) {
    currencies.add(currency);
    if (held !== "0") instruments.add(instrument);
  }
  for (const { instrumentId, currencyId } of facts) {
    if (instrumentId !== null) instruments.add(instrumentId);
    currencies.add(currencyId);
  }
  const foreign = [...currencies].filter((id) => id !== head.currencyId);
  const firstDay = facts[0]?.day ?? priceDay;
  const named = facts.flatMap(({ currencyId, day, fxToBase }) =>
    fxToBase === null ? [] : [{ currencyId, day, rate: fxToBase }],
  );
  const before = await readFactRates(db, head.accountId, foreign, checkpoint?.day ?? asLocalDate("1900-01-01"));
  return readPriceBook(db, {
    ...{ head, to: priceDay, only: "last", instrumentIds: [...instruments], currencyIds: [...currencies] },
    from: firstDay < priceDay ? firstDay : priceDay,
    factRates: [...before, ...named],
  });
}
