/** Makes an account's history again, in the worker: the books under every method and a value for every day, published at once or not at all. */
import { setImmediate as turn } from "node:timers/promises";
import { publishRun } from "#lib/db/performance-publish.sql.ts";
import { copyRun, joinDays, openRun, writeCheckpoint, writeDays } from "#lib/db/performance-runs.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import { LOT_METHODS, type LotMethod } from "#lib/domain/books/lot-method.ts";
import { partsOf } from "#lib/domain/performance/checkpoint-parts.ts";
import type { DayPoint } from "#lib/domain/performance/day-series.ts";
import { type BookRun, runBooks } from "#lib/domain/performance/run-books.ts";
import { DaySheet } from "#lib/domain/performance/value-days.ts";
import { addDays, asLocalDate } from "#lib/domain/shared/local-date.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { appendStreamEvent } from "../stream-event.ts";
import { type PriceBook, readPriceBook } from "./price-book.ts";
import { type RunSource, readRunSource } from "./run-source.ts";

export interface RebuildInput {
  readonly accountId: string;
  /** Under which a failure will be told; any new one when left out. */
  readonly runId?: string;
  /** A run of what was known then, which was asked for by its id; otherwise of all that is known. */
  readonly known?: { readonly runId: string; readonly knownAt: Date };
}

export interface Rebuilt {
  readonly runId: string;
  readonly facts: number;
  /** Newly valued. */
  readonly days: number;
  /** It went on from a checkpoint of the run before. */
  readonly resumed: boolean;
}

export async function rebuildPerformance({ ctx, input }: Verb<RebuildInput>): Promise<Rebuilt> {
  requireDesk(ctx, "portfolio:read");
  const startedAt = ctx.clock.now();
  const source = await readRunSource(ctx, input.accountId, input.known?.knownAt ?? null);
  const { head, facts, base } = source;
  const runId = await beginRun(ctx, source, input);
  const rates = await readPricesOf(ctx, source, []);
  const run = await bookFacts(ctx, runId, source, rates);
  const days = await valuedDays(ctx, source, run, rates);
  if (base === null) await writeDays(ctx.database, runId, days);
  else await joinDays(ctx.database, runId, days);
  const last = facts.at(-1);
  const finished = {
    ...{ runId, accountId: input.accountId, throughSeq: BigInt(head.eventSeq), facts: run.book.facts },
    lastFactAt: last === undefined ? instant(head.run?.lastFactAt) : new Date(last.at),
    lastFactDay: run.book.lastFact?.day ?? null,
    firstDay: base === null ? (facts[0]?.day ?? null) : (head.run?.firstDay ?? null),
    lastDay: source.to,
    figuresOf: startedAt,
    madeMs: ctx.clock.now().getTime() - startedAt.getTime(),
    answered: BigInt(head.requested),
  };
  await ctx.transact(async (tx) => {
    const told = input.known === undefined && isAwaited(head) ? await tell(tx, ctx, finished) : null;
    await publishRun(tx, { ...finished, throughSeq: told ?? finished.throughSeq }, input.known !== undefined);
  });
  return { runId, facts: run.book.facts, days: days.length, resumed: base !== null };
}

/** Somebody may be looking at figures that are marked as about to change. */
function isAwaited({ run, requested, answered, outOfPlaceFrom, today }: RunSource["head"]): boolean {
  if (run === null || run.lastDay === null) return true;
  return requested !== answered || outOfPlaceFrom !== null || run.lastDay < addDays(asLocalDate(today), -1);
}

/** The event is none that the run would have to know of: where nothing came in between, the run goes up to it. */
async function tell(
  tx: Transaction,
  ctx: Context,
  { accountId, runId, throughSeq }: { readonly accountId: string; readonly runId: string; readonly throughSeq: bigint },
): Promise<bigint | null> {
  const seq = await appendStreamEvent(tx, accountId, "performance", runId, { runId });
  tx.afterCommit(() => ctx.notifier.accountChanged(accountId));
  return seq === throughSeq + 1n ? seq : null;
}

/** Everything of a run is written in short transactions of its own: until it is published it is nobody's. */
async function beginRun(ctx: Context, { head, base }: RunSource, input: RebuildInput): Promise<string> {
  const { accountId, known } = input;
  if (known !== undefined) {
    // What a worker has left that was killed over the same run.
    await ctx.transact(async (tx) => {
      await tx.performanceYear.deleteMany({ where: { runId: known.runId } });
      await tx.performanceCheckpoint.deleteMany({ where: { runId: known.runId } });
    });
    return known.runId;
  }
  const id = input.runId ?? ctx.newId();
  await openRun(ctx.database, { id, accountId });
  if (base !== null && head.run !== null) await copyRun(ctx.database, { from: head.run.id, to: id, day: base.day });
  return id;
}

/** In short steps, so that whatever else the worker does is never kept waiting for the whole of it. */
async function bookFacts(ctx: Context, runId: string, source: RunSource, rates: PriceBook): Promise<BookRun> {
  const { head, facts, base, assignments } = source;
  const options = { methods: methodsOf(source), baseCurrencyId: head.currencyId, rateOn: rates.rateOn, assignments };
  const pass = runBooks({ facts, options, from: base });
  for (;;) {
    const step = pass.next();
    if (step.done === true) return step.value;
    const checkpoint = step.value;
    if (checkpoint === null) await turn();
    else {
      const { day, facts: count } = checkpoint;
      await writeCheckpoint(ctx.database, runId, { day, facts: count, parts: partsOf(checkpoint) });
    }
  }
}

/** Specific lots without a choice are the oldest first: no need to keep the same lots twice. */
function methodsOf({ assignments }: RunSource): LotMethod[] {
  return LOT_METHODS.filter((method) => method !== "specific" || assignments.size > 0);
}

/** The closes of so many are in memory at once. */
const INSTRUMENTS_AT_ONCE = 25;

async function valuedDays(ctx: Context, source: RunSource, run: BookRun, rates: PriceBook): Promise<DayPoint[]> {
  const { head, base, from, to } = source;
  const before = new Map(base?.saved.holdings.map(({ instrument, lastTrade }) => [instrument, lastTrade]));
  const tradeBefore = (instrumentId: string) => {
    const trade = before.get(instrumentId) ?? null;
    return trade === null ? null : { ...trade, price: BigInt(trade.price), day: trade.day as typeof from };
  };
  const { rateOn } = rates;
  const sheet = new DaySheet(run.timeline, { from, to: addDays(to, 1), baseCurrencyId: head.currencyId, rateOn });
  const instruments = [...run.timeline.holdings.keys()];
  for (let start = 0; start < instruments.length; start += INSTRUMENTS_AT_ONCE) {
    const part = instruments.slice(start, start + INSTRUMENTS_AT_ONCE);
    const prices = { ...(await readPricesOf(ctx, source, part)), tradeBefore };
    for (const instrumentId of part) sheet.addHolding(instrumentId, prices);
  }
  return sheet.points();
}

/** Rates are read with any instruments or none. */
function readPricesOf(ctx: Context, source: RunSource, instrumentIds: readonly string[]): Promise<PriceBook> {
  const { head, facts, base, from, to, factRates } = source;
  const currencies = new Set(base?.saved.cash.map(([currencyId]) => currencyId));
  for (const { currencyId } of facts) currencies.add(currencyId);
  for (const { currency } of base?.saved.holdings ?? []) currencies.add(currency);
  const currencyIds = instrumentIds.length === 0 ? [...currencies] : [];
  return readPriceBook(ctx.database, { head, from, to: addDays(to, 1), factRates, instrumentIds, currencyIds });
}

function instant(text: string | null | undefined): Date | null {
  return text === null || text === undefined ? null : new Date(text);
}
