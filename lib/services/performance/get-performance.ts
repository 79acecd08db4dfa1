/** The performance of an account over a period, as of any day or moment, by any lots: from what the worker has made and the few facts since. */
import type { Database } from "#lib/db/client.ts";
import { type PerformanceHead, readAssetNames, readPerformanceHead } from "#lib/db/performance-head.sql.ts";
import { isLotMethod, type LotMethod } from "#lib/domain/books/lot-method.ts";
import type { AccountFigures } from "#lib/domain/performance/account-figures.ts";
import { assembleReport } from "#lib/domain/performance/assemble.ts";
import { type PerformanceReport, type ReportState, UNKNOWN_TOTALS } from "#lib/domain/performance/report.ts";
import { returnsOf } from "#lib/domain/performance/returns.ts";
import { addDays, asLocalDate, type LocalDate, startOfDay, toLocalDate } from "#lib/domain/shared/local-date.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { benchmarkBeside, findBenchmark } from "./benchmark-beside.ts";
import { type BooksAt, FACTS_WITHOUT_RUN, isStale, readBooksAt } from "./books-at.ts";
import { whyNot } from "./failed-run.ts";
import { figuresAt } from "./figures-at.ts";
import { headKnownAt } from "./known-run.ts";
import { seriesAt } from "./series-at.ts";
import { storedDaysOf } from "./stored-days.ts";

export interface PerformanceInput {
  readonly accountId: string;
  /** The first day that counts; the close before it opens. */
  readonly from?: string | undefined;
  /** A day of the account, to its end, or an instant; now when left out. */
  readonly asOf?: string | undefined;
  /** The account's own when left out; the books stay as they are. */
  readonly method?: LotMethod | undefined;
  /** An instant, or a day to its end: by facts that were known then. */
  readonly knownAt?: string | undefined;
  /** A symbol to compare with, instead of the account's. */
  readonly benchmark?: string | undefined;
}

export async function getPerformance({ ctx, input }: Verb<PerformanceInput>): Promise<PerformanceReport> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const current = await readPerformanceHead(ctx.database, input.accountId);
  if (current === null) throw notFound("account");
  const knownAt = input.knownAt === undefined ? null : knownInstant(ctx, input.knownAt, current.timeZone);
  const head = knownAt === null ? current : await headKnownAt(ctx, current, knownAt);
  return reportOf(ctx, head, input, knownAt);
}

async function reportOf(
  ctx: Context,
  head: PerformanceHead,
  input: PerformanceInput,
  knownAt: Date | null,
): Promise<PerformanceReport> {
  const db = ctx.database;
  const moment = momentOf(head, input.asOf, knownAt);
  const from = input.from === undefined ? null : asLocalDate(input.from);
  if (from !== null && from > moment.day) throw badPeriod();
  const method = input.method ?? (isLotMethod(head.lotMethod) ? head.lotMethod : "fifo");
  const before = from === null ? null : addDays(from, -1);
  const [end, opening, stored, benchmark] = await Promise.all([
    figuresOf(db, head, method, moment, knownAt),
    before === null ? null : figuresOf(db, head, method, endOf(before), knownAt),
    storedDaysOf(db, head.run),
    findBenchmark(db, head, input.benchmark),
  ]);
  const { equity } = end.figures.totals;
  const series = seriesAt({ head, from, day: moment.day, stored, newFlows: end.books.newFlows, equity });
  const { returns, series: days } = returnsOf(series, series.opening === 0n && from === null ? stored.walked() : []);
  const [beside, names] = await Promise.all([
    benchmarkBeside(
      db,
      head,
      benchmark,
      series.days.map(({ day }) => day),
    ),
    readAssetNames(db, assetIdsOf(head, end.figures)),
  ]);
  const report = assembleReport({
    ...{ accountId: head.accountId, baseCurrencyId: head.currencyId, timeZone: head.timeZone, method, from },
    ...{ asOf: moment.text, knownAt: knownAt?.toISOString() ?? null, state: stateOf(ctx, head, end.books, knownAt) },
    ...{ figures: end.figures, opening: opening?.figures ?? null, series: days, benchmarkSeries: beside.days },
    returns: { ...returns, benchmark: beside.line },
    nameOf: (id) => names.get(id) ?? { symbol: "?", name: "?" },
  });
  return isUnmade(head) ? { ...report, totals: { ...report.totals, ...UNKNOWN_TOTALS } } : report;
}

interface Moment {
  readonly text: string;
  readonly day: LocalDate;
  readonly until: number | null;
  readonly priceDay: LocalDate;
  readonly live: boolean;
}

/** A day that is not over yet is now; the day of an instant has no close at that instant. */
function momentOf(head: PerformanceHead, asOf: string | undefined, knownAt: Date | null): Moment {
  const today = asLocalDate(head.today);
  const known = knownAt === null ? today : toLocalDate(knownAt, head.timeZone);
  const latest = known < today ? known : today;
  const now: Moment = { text: latest, day: latest, until: null, priceDay: latest, live: knownAt === null };
  if (asOf === undefined) return now;
  if (!asOf.includes("T")) return asOf >= latest ? now : endOf(asLocalDate(asOf));
  const at = new Date(asOf);
  if (at >= new Date(head.now)) return now;
  const day = toLocalDate(at, head.timeZone);
  return { text: asOf, day, until: at.getTime(), priceDay: addDays(day, -1), live: false };
}

function endOf(day: LocalDate): Moment {
  return { text: day, day, until: null, priceDay: day, live: false };
}

async function figuresOf(
  db: Database,
  head: PerformanceHead,
  method: LotMethod,
  moment: Moment,
  knownAt: Date | null,
): Promise<{ readonly books: BooksAt; readonly figures: AccountFigures }> {
  const { day, until, priceDay, live } = moment;
  const books = await readBooksAt(db, { head, method, day, until, priceDay, knownAt });
  return { books, figures: await figuresAt(db, { head, books, day, priceDay, live }) };
}

function assetIdsOf(head: PerformanceHead, { positions, cash, missingRates }: AccountFigures): string[] {
  const ids = new Set([head.currencyId]);
  for (const { holding } of positions) ids.add(holding.instrumentId).add(holding.currencyId);
  for (const { currencyId } of [...cash, ...missingRates]) ids.add(currencyId);
  for (const { valued } of positions) if (valued.missingRate !== null) ids.add(valued.missingRate);
  return [...ids];
}

/** Too many facts for a request, and no run yet: nothing can be said. */
function isUnmade({ run, eventSeq }: PerformanceHead): boolean {
  return run === null && BigInt(eventSeq) > FACTS_WITHOUT_RUN;
}

function stateOf(ctx: Context, head: PerformanceHead, books: BooksAt, knownAt: Date | null): ReportState {
  const { run, failedAt, failedRunId, today } = head;
  const old = run !== null && run.lastDay !== null && run.lastDay < addDays(asLocalDate(today), -1);
  const stale = isStale(head);
  return {
    rebuilding: knownAt === null && (stale || old || (run === null && (books.facts > 0 || isUnmade(head)))),
    figuresOf:
      run !== null && (stale || knownAt !== null)
        ? new Date(run.figuresOf).toISOString()
        : ctx.clock.now().toISOString(),
    entries: books.facts,
    failure: failedAt === null ? null : { at: new Date(failedAt).toISOString(), cause: whyNot(failedRunId) },
  };
}

/** Null for what is not over yet: more may come to be known by then, and what is kept as known then must never change. */
function knownInstant(ctx: Context, text: string, zone: string): Date | null {
  const at = text.includes("T")
    ? new Date(text)
    : new Date(startOfDay(addDays(asLocalDate(text), 1), zone).getTime() - 1);
  return at < ctx.clock.now() ? at : null;
}

function badPeriod(): ServiceError {
  return new ServiceError("invalid", "The period ends before it begins.", {
    errors: [{ pointer: "from", detail: "lies after asOf" }],
  });
}
