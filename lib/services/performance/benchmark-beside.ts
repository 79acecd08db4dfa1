/** The benchmark beside a report: what its price alone would have returned over the same days. */
import type { Database } from "#lib/db/client.ts";
import type { PerformanceHead } from "#lib/db/performance-head.sql.ts";
import { benchmarkReturn } from "#lib/domain/performance/benchmark.ts";
import type { BenchmarkDay, ReportReturns } from "#lib/domain/performance/report.ts";
import { fromFixed18 } from "#lib/domain/shared/fixed.ts";
import { addDays, type LocalDate } from "#lib/domain/shared/local-date.ts";
import { ServiceError } from "../errors.ts";
import { readPriceBook } from "./price-book.ts";

export interface Benchmark {
  readonly id: string;
  readonly symbol: string;
}

/** The one that was asked for, else the account's own; null when there is none. */
export async function findBenchmark(
  db: Database,
  head: PerformanceHead,
  symbol: string | undefined,
): Promise<Benchmark | null> {
  if (symbol === undefined) {
    if (head.benchmarkId === null) return null;
    return db.asset.findUnique({ where: { id: head.benchmarkId }, select: { id: true, symbol: true } });
  }
  const owners = [{ ownerAccountId: head.accountId }, { ownerAccountId: null }];
  const found = await db.asset.findFirst({
    where: { symbol, kind: "instrument", OR: owners },
    orderBy: { ownerAccountId: { sort: "asc", nulls: "last" } },
    select: { id: true, symbol: true },
  });
  if (found !== null) return found;
  throw new ServiceError("invalid", `There is no instrument ${symbol} to compare with.`, {
    errors: [{ pointer: "benchmark", detail: "names no instrument of this desk or account" }],
  });
}

export interface BenchmarkBeside {
  readonly line: ReportReturns["benchmark"];
  readonly days: readonly BenchmarkDay[];
}

/** Closes from some weeks before the first day: the last of them opens. */
const BEFORE_DAYS = 60;

export async function benchmarkBeside(
  db: Database,
  head: PerformanceHead,
  benchmark: Benchmark | null,
  days: readonly LocalDate[],
): Promise<BenchmarkBeside> {
  const [first] = days;
  const last = days.at(-1);
  if (benchmark === null || first === undefined || last === undefined) return { line: null, days: [] };
  const from = addDays(first, -BEFORE_DAYS);
  const query = { head, instrumentIds: [benchmark.id], currencyIds: [], from, to: last, factRates: [] };
  const prices = await readPriceBook(db, query);
  const closes = (prices.closesOf(benchmark.id)?.between(from, last) ?? []).filter(({ close }) => close > 0n);
  const splits = prices.splitsOf(benchmark.id);
  const { fraction, days: lines } = benchmarkReturn({ closes, splits, openingDay: addDays(first, -1), days });
  return {
    line: { symbol: benchmark.symbol, fraction: fraction === null ? null : fromFixed18(fraction) },
    days: lines.flatMap(({ day, index }) => (index === null ? [] : [{ day, index: fromFixed18(index) }])),
  };
}
