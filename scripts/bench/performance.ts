/** The history of an account: how long the worker takes to make it and with how much memory, how soon a fill is in the figures, and what a report costs. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { parseCount } from "#lib/domain/shared/count.ts";
import type { Context } from "#lib/services/context.ts";
import { getPerformance } from "#lib/services/performance/get-performance.ts";
import { getPortfolioSummary } from "#lib/services/portfolio/get-summary.ts";
import { openDesk } from "#lib/testing/context.ts";
import { addAccount } from "#lib/testing/fixtures.ts";
import { openBookDesk } from "#lib/testing/performance/book-desk.ts";
import { openVenueDesk } from "#lib/testing/venue-desk.ts";
import { rebuildDue } from "#lib/worker/jobs/rebuild-performance.ts";
import { prepareDatabase } from "../lib/migrations.ts";
import { WORKER_FLAGS } from "../lib/part.ts";
import { APP_ROLE, ensureRoles, OWNER_ROLE } from "../lib/postgres/roles.ts";
import { startThrowAwayCluster } from "../lib/postgres/throw-away.ts";
import type { Rig } from "../rig/rig.ts";
import { loadExecutions } from "./bulk-executions.ts";
import { median, pause, type Sample, toSample } from "./measure.ts";
import { PASTS, type PastSize, writePast } from "./past.ts";

const CHILD = fileURLToPath(new URL("rebuild-child.ts", import.meta.url));
const ROUNDS = 6;
const FILLS = 60;
const EXECUTIONS_BEFORE = 10_000;
const run = promisify(execFile);

export interface Rebuild {
  readonly size: PastSize;
  /** Milliseconds: the first in a fresh process, and the median of those after it. */
  readonly first: number;
  readonly median: number;
  readonly idleMb: number;
  readonly peakMb: number;
}

export interface Histories {
  readonly rebuilds: readonly Rebuild[];
  /** From the fill's commit until positions and today's result are read. */
  readonly fill: Sample;
  /** The same until the whole performance report is. */
  readonly fillReport: Sample;
}

export async function benchHistories(): Promise<Histories> {
  const cluster = await startThrowAwayCluster();
  const passwords = { owner: randomBytes(12).toString("hex"), app: randomBytes(12).toString("hex") };
  const open = async (database: string) => {
    await ensureRoles(cluster.superuserUrl("postgres"), passwords, database);
    const ownerUrl = cluster.url(OWNER_ROLE, passwords.owner, database);
    await prepareDatabase({ ownerUrl, appRole: APP_ROLE });
    return { ownerUrl, url: cluster.url(APP_ROLE, passwords.app, database) };
  };
  try {
    const fills = await open("fills");
    const histories = await open("histories");
    return { ...(await timeFills(fills.url, fills.ownerUrl)), rebuilds: await timeRebuilds(histories.url) };
  } finally {
    await cluster.stop();
  }
}

async function timeRebuilds(url: string): Promise<Rebuild[]> {
  const books = await openBookDesk(url);
  try {
    const rebuilds: Rebuild[] = [];
    for (const size of PASTS) {
      const accountId = await books.openBook();
      await writePast(books.desk.contextFor(), accountId, size);
      await books.desk.database.$executeRaw`select 1`;
      rebuilds.push({ size, ...(await rebuildInChild(url, accountId)) });
      const { state } = await books.report(accountId);
      if (state.entries !== size.activities) throw new Error(`${state.entries} entries are in the figures.`);
    }
    return rebuilds;
  } finally {
    await books.close();
  }
}

/** With the flags of the worker, whose work it is. */
async function rebuildInChild(url: string, accountId: string): Promise<Omit<Rebuild, "size">> {
  const { stdout } = await run(process.execPath, [...WORKER_FLAGS, CHILD, url, accountId, String(ROUNDS)]);
  const { times, idle, peak } = JSON.parse(stdout) as { times: number[]; idle: number; peak: number };
  const [first = Number.NaN, ...rest] = times;
  return { first, median: median(rest), idleMb: idle / 1e6, peakMb: peak / 1e6 };
}

/** A paper account with a past of many executions and a run; each fill must be in the figures that are read right after its commit. */
async function timeFills(url: string, ownerUrl: string): Promise<Pick<Histories, "fill" | "fillReport">> {
  const symbols = ["AAPL", "JPM", "KO", "WMT"];
  const venue = await openVenueDesk(url, symbols);
  try {
    const accountId = await addAccount(venue.desk, venue.trader, { cash: "100000000" });
    await loadExecutions(ownerUrl, accountId, EXECUTIONS_BEFORE);
    await rebuildDue(venue.desk.contextFor());
    const ctx = venue.desk.contextFor({ user: venue.trader });
    const [fill, report] = [[] as number[], [] as number[]];
    for (let count = 0; count < FILLS; count += 1) {
      const symbol = symbols[count % symbols.length] ?? "KO";
      // A market order wants a price of this moment.
      await venue.quote({ symbol, bid: "99.99", ask: "100.01", size: "1000000" });
      const before = await executionsOf(ctx, accountId);
      await venue.place(accountId, { symbol, side: "buy", quantity: "1" });
      await venue.desk.drain();
      await venue.match();
      const committedAt = performance.now();
      const { positions } = await getPortfolioSummary({ ctx, input: { accountId } });
      fill.push(performance.now() - committedAt);
      const askedAt = performance.now();
      const { state: of } = await getPerformance({ ctx, input: { accountId } });
      report.push(performance.now() - askedAt);
      if (positions.length < 4 || of.rebuilding || of.entries !== before + 1)
        throw new Error(
          `The fill is not in the figures: ${JSON.stringify({ positions: positions.length, of, before })}`,
        );
    }
    return { fill: toSample(fill, sum(fill)), fillReport: toSample(report, sum(report)) };
  } finally {
    await venue.desk.close();
  }
}

async function executionsOf(ctx: Context, accountId: string): Promise<number> {
  const { state } = await getPerformance({ ctx, input: { accountId } });
  return state.entries;
}

export interface Reports {
  /** Of the largest account, any day, method and period. */
  readonly report: Sample;
  readonly kib: number;
  readonly healthIdle: Sample;
  readonly healthDuring: Sample;
  readonly rebuildsDuring: number;
}

const REPORTS = 200;
const HEALTH_MS = 8_000;

/** Through HTTP on a whole desk: the worker makes the history, the web process answers. */
export async function benchReports(rig: Rig): Promise<Reports> {
  const environment = rig.instance.environment();
  const accountId = await rig.openAccount("A long past");
  const owner = new pg.Client({ connectionString: environment["DATABASE_OWNER_URL"] });
  await owner.connect();
  const desk = await openDesk(environment["DATABASE_URL"] ?? "", { connectionsMax: 4 });
  try {
    const largest = PASTS.at(-1);
    if (largest === undefined) throw new Error("There is no past to write.");
    await owner.query("update account set kind = 'book', broker = 'none' where id = $1", [accountId]);
    await owner.query("update balance set floor = null where account_id = $1", [accountId]);
    await writePast(desk.contextFor(), accountId, largest);
    await untilMade(rig, accountId);
    const reports = await askReports(rig, accountId, largest.years);
    const health = () => askHealth(rig, HEALTH_MS);
    await health();
    const healthIdle = await health();
    const since = new Date();
    await askAgain(owner, accountId);
    const again = setInterval(() => void askAgain(owner, accountId), 250);
    const healthDuring = await health();
    clearInterval(again);
    const rebuildsDuring = await runsSince(owner, accountId, since);
    if (rebuildsDuring === 0) throw new Error("No rebuild was begun while health was asked for.");
    return { ...reports, healthIdle, healthDuring, rebuildsDuring };
  } finally {
    await desk.close();
    await owner.end();
  }
}

async function untilMade(rig: Rig, accountId: string): Promise<void> {
  for (let look = 0; look < 240; look += 1) {
    const { state } = await rig.client.get<{
      readonly state: { readonly rebuilding: boolean; readonly entries: number };
    }>(`/api/v1/accounts/${accountId}/performance`);
    if (!state.rebuilding && state.entries > 0) return;
    await pause(500);
  }
  throw new Error("The worker has not made the history within two minutes.");
}

async function askReports(rig: Rig, accountId: string, years: number): Promise<Pick<Reports, "report" | "kib">> {
  const methods = ["fifo", "lifo", "hifo", "specific", "average"];
  const thisYear = new Date().getUTCFullYear();
  const times: number[] = [];
  let bytes = 0;
  for (let count = -20; count < REPORTS; count += 1) {
    const year = thisYear - 1 - (Math.abs(count * 7) % (years - 1));
    const asOf = count % 3 === 0 ? "" : `&asOf=${year}-${count % 2 === 0 ? "06-17" : "11-03"}`;
    const from = count % 4 === 0 ? `&from=${year}-01-01` : "";
    const path = `/api/v1/accounts/${accountId}/performance?method=${methods[Math.abs(count) % 5]}${asOf}${from}`;
    const askedAt = performance.now();
    const { status, text } = await rig.client.ask({ method: "GET", path });
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${text.slice(0, 300)}`);
    if (count < 0) continue;
    times.push(performance.now() - askedAt);
    bytes += Buffer.byteLength(text);
  }
  return { report: toSample(times, sum(times)), kib: bytes / REPORTS / 1_024 };
}

async function askHealth(rig: Rig, forMs: number): Promise<Sample> {
  const times: number[] = [];
  const startedAt = performance.now();
  while (performance.now() - startedAt < forMs) {
    const askedAt = performance.now();
    await rig.client.get("/api/health/ready");
    times.push(performance.now() - askedAt);
    await pause(20);
  }
  return toSample(times, performance.now() - startedAt);
}

function askAgain(owner: pg.Client, accountId: string): Promise<unknown> {
  return owner.query(
    "update performance_account set requested = requested + 1, stale_from = '-infinity', retry_at = null where account_id = $1",
    [accountId],
  );
}

/** Begun, also when not ended yet; those that were replaced are kept for a minute, far longer than this looks. */
async function runsSince(owner: pg.Client, accountId: string, since: Date): Promise<number> {
  const { rows } = await owner.query<{ runs: string }>(
    "select count(*)::text as runs from performance_run where account_id = $1 and created_at >= $2",
    [accountId, since],
  );
  return parseCount(rows[0]?.runs ?? "0", { min: 0, max: Number.MAX_SAFE_INTEGER });
}

function sum(times: readonly number[]): number {
  return times.reduce((total, time) => total + time, 0);
}
