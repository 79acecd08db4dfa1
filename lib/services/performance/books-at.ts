/** The books of an account as they stood at the end of a day, or at a moment of it: one checkpoint, and the facts after it. */
import { type FactsToRead, readFactsOf } from "#lib/db/book-facts.sql.ts";
import type { Database } from "#lib/db/client.ts";
import { readFactRatesOf, readLotAssignments } from "#lib/db/performance-facts.sql.ts";
import type { PerformanceHead } from "#lib/db/performance-head.sql.ts";
import { readCheckpoints } from "#lib/db/performance-runs.sql.ts";
import { type Book, type BookOptions, openBook } from "#lib/domain/books/book.ts";
import type { BookFact } from "#lib/domain/books/fact.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import { resumeBook } from "#lib/domain/books/saved-book.ts";
import { type FlowDay, openTimeline, recordFact } from "#lib/domain/books/timeline.ts";
import { checkpointOf } from "#lib/domain/performance/checkpoint-parts.ts";
import type { Checkpoint } from "#lib/domain/performance/run-books.ts";
import { invariant } from "#lib/domain/shared/invariant.ts";
import { addDays, asLocalDate, type LocalDate } from "#lib/domain/shared/local-date.ts";
import { readLastPrices } from "./last-prices.ts";
import type { PriceBook } from "./price-book.ts";

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
  const [books] = await readBooksOf(db, [query]);
  invariant(books !== undefined, "one query, one answer");
  return books;
}

/** Of several accounts in the same few statements, in the order of the queries. */
export async function readBooksOf(db: Database, queries: readonly BooksQuery[]): Promise<BooksAt[]> {
  const checkpoints = await checkpointsFor(db, queries);
  const after = await factsAfter(db, queries, checkpoints);
  const parts = queries.map((query, at): Parts => {
    const { facts, fresh } = after[at] ?? NO_FACTS;
    const { day, until } = query;
    const wanted = until === null ? facts : facts.filter((fact) => fact.day < day || fact.at <= until);
    return { query, checkpoint: checkpoints[at] ?? null, facts: wanted, fresh };
  });
  const prices = await pricesFor(db, parts);
  return Promise.all(parts.map((part, at) => bookOf(db, part, at, prices)));
}

/** What the books of an account are made of. */
interface Parts {
  readonly query: BooksQuery;
  readonly checkpoint: Checkpoint | null;
  readonly facts: readonly BookFact[];
  /** They are newer than the run. */
  readonly fresh: boolean;
}

async function bookOf(
  db: Database,
  { query: { head, ...query }, checkpoint, facts, fresh }: Parts,
  at: number,
  allPrices: readonly PriceBook[],
): Promise<BooksAt> {
  const prices = allPrices[at];
  invariant(prices !== undefined, "each has its prices");
  const method = checkpoint?.saved.methods[0] ?? query.method;
  const assignments =
    method === "specific" && facts.length > 0 ? await readLotAssignments(db, head.accountId) : undefined;
  const options: BookOptions = {
    ...{ methods: [method], baseCurrencyId: head.currencyId, rateOn: prices.rateOn },
    ...(assignments === undefined ? {} : { assignments }),
  };
  const book = checkpoint === null ? openBook(options) : resumeBook(checkpoint.saved, options);
  const timeline = openTimeline(book);
  for (const fact of facts) recordFact(timeline, book, fact);
  return { book, method, prices, newFlows: fresh ? timeline.flows : [], facts: book.facts };
}

async function checkpointsFor(db: Database, queries: readonly BooksQuery[]): Promise<(Checkpoint | null)[]> {
  const wanted = queries.flatMap(({ head, method, day, until }, at) => {
    if (head.run === null) return [];
    const methods = ["all", method, ...(method === "specific" ? (["fifo"] as const) : [])] as const;
    // Within a day there is no checkpoint: that of the evening before.
    return [{ at, runId: head.run.id, day: until === null ? day : addDays(day, -1), methods }];
  });
  const read = await readCheckpoints(db, wanted);
  const found = new Map(wanted.map(({ at }, place) => [at, read[place] ?? null]));
  return queries.map(({ method }, at) => {
    const parts = found.get(at) ?? null;
    if (parts === null) return null;
    const chosen = parts.some((part) => part.method === method) ? method : "fifo";
    return checkpointOf(parts.filter((part) => part.method === "all" || part.method === chosen));
  });
}

interface FactsAfter {
  readonly facts: readonly BookFact[];
  readonly fresh: boolean;
}

const NO_FACTS: FactsAfter = { facts: [], fresh: false };

async function factsAfter(
  db: Database,
  queries: readonly BooksQuery[],
  checkpoints: readonly (Checkpoint | null)[],
): Promise<FactsAfter[]> {
  const wanted = queries.map((query, at) => factsWanted(query, checkpoints[at] ?? null));
  const asked = wanted.flatMap((each, at) => (each === null ? [] : [{ at, read: each.read }]));
  const read = await readFactsOf(
    db,
    asked.map((each) => each.read),
  );
  const found = new Map(asked.map(({ at }, place) => [at, read[place] ?? []]));
  return wanted.map((each, at) => {
    if (each === null) return NO_FACTS;
    const { fresh, after, to } = each;
    const facts = found.get(at) ?? [];
    // What is placed later than its own day says belongs there, and one of the checkpoint's own day is in it.
    return { fresh, facts: fresh ? facts : facts.filter(({ day }) => day <= to && (after === null || day > after)) };
  });
}

interface FactsWanted {
  readonly read: FactsToRead;
  readonly fresh: boolean;
  readonly after: LocalDate | null;
  readonly to: LocalDate;
}

/** While a run is stale its figures stand as it made them: what has come since waits for the next run. */
function factsWanted({ head, day, knownAt }: BooksQuery, checkpoint: Checkpoint | null): FactsWanted | null {
  const { accountId, run, eventSeq } = head;
  const rest = { after: checkpoint?.day ?? null, to: day };
  if (run === null) {
    if (BigInt(eventSeq) > FACTS_WITHOUT_RUN) return null;
    return { ...rest, read: { accountId, toDay: day }, fresh: true };
  }
  const stale = isStale(head);
  if (checkpoint !== null && checkpoint.facts === run.facts) {
    if (stale || knownAt !== null || eventSeq === run.throughSeq) return null;
    return { ...rest, read: { accountId, afterSeq: BigInt(run.throughSeq), toDay: day }, fresh: true };
  }
  const known = knownAt ?? (stale ? new Date(run.figuresOf) : null);
  const after = checkpoint === null ? {} : { afterDay: checkpoint.day, late: checkpoint.late };
  return { ...rest, read: { accountId, knownAt: known, toDay: day, ...after }, fresh: false };
}

export function isStale({ requested, answered, outOfPlaceFrom, run }: PerformanceHead): boolean {
  return run !== null && (requested !== answered || outOfPlaceFrom !== null);
}

async function pricesFor(db: Database, parts: readonly Parts[]): Promise<PriceBook[]> {
  const assets = parts.map(assetsOf);
  const before = await readFactRatesOf(
    db,
    parts.map(({ query: { head }, checkpoint }, at) => ({
      accountId: head.accountId,
      currencyIds: [...(assets[at]?.currencies ?? [])].filter((id) => id !== head.currencyId),
      day: checkpoint?.day ?? asLocalDate("1900-01-01"),
    })),
  );
  return readLastPrices(
    db,
    parts.map(({ query: { head, priceDay }, facts }, at) => {
      const firstDay = facts[0]?.day ?? priceDay;
      const named = facts.flatMap(({ currencyId, day, fxToBase }) =>
        fxToBase === null ? [] : [{ currencyId, day, rate: fxToBase }],
      );
      return {
        ...{
          head,
          instrumentIds: [...(assets[at]?.instruments ?? [])],
          currencyIds: [...(assets[at]?.currencies ?? [])],
        },
        ...{
          from: firstDay < priceDay ? firstDay : priceDay,
          to: priceDay,
          factRates: [...(before[at] ?? []), ...named],
        },
      };
    }),
  );
}

function assetsOf({ checkpoint, facts }: Parts): {
  readonly instruments: ReadonlySet<string>;
  readonly currencies: ReadonlySet<string>;
} {
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
  return { instruments, currencies };
}
