/** What a run is made of, read as it stood at one moment: the head, the facts from a checkpoint on, and the lots that were chosen. */
import { readFacts } from "#lib/db/book-facts.sql.ts";
import type { Tx } from "#lib/db/client.ts";
import { type FactRate, readFactRates, readLotAssignments } from "#lib/db/performance-facts.sql.ts";
import { type PerformanceHead, readPerformanceHead } from "#lib/db/performance-head.sql.ts";
import { readCheckpoint } from "#lib/db/performance-runs.sql.ts";
import type { BookFact } from "#lib/domain/books/fact.ts";
import type { LotAssignment } from "#lib/domain/books/lot-book.ts";
import { checkpointOf } from "#lib/domain/performance/checkpoint-parts.ts";
import type { Checkpoint } from "#lib/domain/performance/run-books.ts";
import { addDays, asLocalDate, type LocalDate } from "#lib/domain/shared/local-date.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";

export interface RunSource {
  readonly head: PerformanceHead;
  /** In their order, from the checkpoint on. */
  readonly facts: readonly BookFact[];
  /** Null from the very beginning. */
  readonly base: Checkpoint | null;
  readonly assignments: ReadonlyMap<string, readonly LotAssignment[]>;
  readonly factRates: readonly FactRate[];
  /** The days to value. */
  readonly from: LocalDate;
  /** The last whole one. The day after it is kept for what came and went on it; its value is that of the moment. */
  readonly to: LocalDate;
}

/** Closes of the last days may come late: they are valued again with each day that is added. */
const DAYS_AGAIN = 7;
const READING_MS = 30_000;
const PARTS = ["all", "fifo", "lifo", "hifo", "specific", "average"] as const;

export function readRunSource(ctx: Context, accountId: string, knownAt: Date | null): Promise<RunSource> {
  return ctx.database.$transaction((tx) => readIn(tx, accountId, knownAt), {
    isolationLevel: "RepeatableRead",
    timeout: READING_MS,
  });
}

async function readIn(tx: Tx, accountId: string, knownAt: Date | null): Promise<RunSource> {
  const head = await readPerformanceHead(tx, accountId);
  if (head === null) throw notFound("account");
  const assignments = await readLotAssignments(tx, accountId);
  const base = knownAt === null ? await baseOf(tx, head, assignments.size > 0) : null;
  const facts = await readFacts(tx, { accountId, knownAt, afterDay: base?.day, late: base?.late });
  // A late execution may have its place before the checkpoint, beside the one that it came after: it is in it.
  const after = base === null ? facts : facts.filter(({ day }) => day > base.day);
  // Also of what was known long ago: reports of any later day by that knowledge have the same run.
  const yesterday = addDays(asLocalDate(head.today), -1);
  const from = base === null ? (after[0]?.day ?? asLocalDate(head.today)) : addDays(base.day, 1);
  const before =
    base === null ? [] : await readFactRates(tx, { accountId, currencyIds: foreignOf(base, head), day: base.day });
  const named = after.flatMap(({ currencyId, day, fxToBase }) =>
    fxToBase === null ? [] : [{ currencyId, day, rate: fxToBase }],
  );
  return {
    ...{ head, facts: after, base, assignments, from },
    factRates: [...before, ...named],
    to: yesterday,
  };
}

/** The last checkpoint that is still right; null when there is none. */
async function baseOf(tx: Tx, head: PerformanceHead, assigned: boolean): Promise<Checkpoint | null> {
  const { run, requested, answered, staleFrom, outOfPlaceFrom } = head;
  if (run === null || run.lastDay === null) return null;
  const asked = requested !== answered;
  if (asked && staleFrom === null) return null;
  const firsts = [addDays(asLocalDate(run.lastDay), 1 - DAYS_AGAIN), asked ? staleFrom : null, outOfPlaceFrom];
  const [first = run.lastDay] = firsts.filter((day) => day !== null).sort();
  const stale = addDays(asLocalDate(first), -1);
  const parts = await readCheckpoint(tx, { runId: run.id, day: stale, methods: PARTS });
  if (parts === null || parts.some(({ method }) => method === "specific") !== assigned) return null;
  return checkpointOf(parts);
}

function foreignOf({ saved }: Checkpoint, head: PerformanceHead): string[] {
  const ids = [...saved.cash.map(([currencyId]) => currencyId), ...saved.holdings.map(({ currency }) => currency)];
  return [...new Set(ids)].filter((id) => id !== head.currencyId);
}
