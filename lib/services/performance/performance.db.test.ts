/** Reports of an account's performance from what the worker has made: of any day, by any lots, by what was known then. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failAskedRun, KNOWN_RUNS_MAX, recordFailure, removeOldRuns } from "#lib/db/performance-publish.sql.ts";
import { LOT_METHODS } from "#lib/domain/books/lot-method.ts";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import { addDays, asLocalDate } from "#lib/domain/shared/local-date.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser } from "#lib/testing/fixtures.ts";
import { type BookDesk, openBookDesk } from "#lib/testing/performance/book-desk.ts";
import { listJobs } from "../jobs/list-jobs.ts";
import { listQueues } from "../jobs/list-queues.ts";
import { getPortfolioSummary } from "../portfolio/get-summary.ts";
import { getPerformance } from "./get-performance.ts";
import { rebuildPerformance } from "./rebuild.ts";

let database: TestDatabase;
let books: BookDesk;
beforeAll(async () => {
  database = await createTestDatabase();
  books = await openBookDesk(database.appUrl);
});
afterAll(async () => {
  await books.close();
  await database.drop();
});

/** Ten at 10, half sold at 15, five more at 20; closes every day. */
async function smallBook() {
  const account = await books.openBook();
  const asset = await books.instrument(account, "ABC");
  await books.record(account, [
    { type: "deposit", day: "2024-01-01", gross: "1000" },
    { type: "buy", day: "2024-01-02", asset, quantity: "10", price: "10", fee: "1" },
    { type: "sell", day: "2024-01-04", asset, quantity: "5", price: "15", fee: "1" },
    { type: "buy", day: "2024-01-05", asset, quantity: "5", price: "20", fee: "1" },
    { type: "withdrawal", day: "2024-01-06", gross: "100" },
  ]);
  await books.closes(account, asset, "2024-01-02", ["11", "12", "15", "20", "21"]);
  await books.rebuild();
  return { account, asset };
}

/** What changes with the moment of asking is left out. */
function lasting({ state: { entries }, ...report }: PerformanceReport) {
  return { ...report, entries };
}

describe("a report", () => {
  it("has a value for every day from the first fact on, and the totals of its own day", async () => {
    const { account } = await smallBook();
    const report = await books.report(account, { asOf: "2024-01-06" });
    expect(report.series.map(({ day, equity, inflow, outflow }) => [day, equity, inflow, outflow])).toEqual([
      ["2024-01-01", "1000", "1000", "0"],
      ["2024-01-02", "1009", "0", "0"],
      ["2024-01-03", "1019", "0", "0"],
      ["2024-01-04", "1048", "0", "0"],
      ["2024-01-05", "1072", "0", "0"],
      ["2024-01-06", "982", "0", "100"],
    ]);
    expect(report.totals).toMatchObject({ equity: "982", inflow: "1000", outflow: "100", fees: "3" });
    expect(report.totals.pnl).toEqual({ gross: "85", net: "82" });
    expect(report.totals.realised).toEqual({ gross: "25", net: "23.5" });
    expect(report.state).toMatchObject({ rebuilding: false, entries: 5, failure: null });
    expect(report.explanations["totals.equity"]?.formula).toBe("market value + cash");
  });

  it("of a past day knows nothing of what came later", async () => {
    const { account } = await smallBook();
    const report = await books.report(account, { asOf: "2024-01-03" });
    expect(report.totals).toMatchObject({ equity: "1019", cash: "899", marketValue: "120" });
    expect(report.positions).toMatchObject([{ symbol: "ABC", quantity: "10", price: "12", priceKind: "close" }]);
    expect(report.series).toHaveLength(3);
  });

  it("of an instant counts the facts up to it at the close of the evening before", async () => {
    const { account } = await smallBook();
    const before = await books.report(account, { asOf: "2024-01-04T04:59:59.999Z" });
    const after = await books.report(account, { asOf: "2024-01-04T05:00:00.000Z" });
    expect(before.positions).toMatchObject([{ quantity: "10", price: "11" }]);
    expect(after.positions).toMatchObject([{ quantity: "5", price: "12" }]);
  });

  it("from a day on tells only of that time", async () => {
    const { account } = await smallBook();
    const report = await books.report(account, { from: "2024-01-05", asOf: "2024-01-06" });
    expect(report.totals.opening?.equity).toBe("1048");
    expect(report.totals).toMatchObject({ inflow: "0", outflow: "100" });
    expect(report.totals.pnl?.net).toBe("34");
    expect(report.series.map(({ day }) => day)).toEqual(["2024-01-05", "2024-01-06"]);
  });

  it("has the same total result under every method", async () => {
    const { account } = await smallBook();
    const results = await Promise.all(
      LOT_METHODS.map(async (method) => {
        const { method: by, totals } = await books.report(account, { method });
        return [by, totals.pnl, totals.equity];
      }),
    );
    for (const [at, method] of LOT_METHODS.entries())
      expect(results[at]).toEqual([method, { gross: "85", net: "82" }, "982"]);
  });

  it("of this moment has the headline of the portfolio page", async () => {
    const account = await addAccount(books.desk, books.owner, { cash: "1000" });
    const asset = await addInstrument(books.desk.database, { symbol: "LIVE", price: "12.5" });
    const today = await books.today(account);
    await books.record(account, [
      { type: "buy", day: addDays(today, -9), asset, quantity: "10", price: "10", fee: "1" },
      { type: "sell", day: addDays(today, -3), asset, quantity: "4", price: "11", fee: "1" },
    ]);
    await books.rebuild();
    const report = await books.report(account);
    const ctx = books.desk.contextFor({ user: books.owner });
    const { summary } = await getPortfolioSummary({ ctx, input: { accountId: account } });
    expect(report.positions).toMatchObject([{ symbol: "LIVE", priceKind: "live", price: "12.5", quantity: "6" }]);
    expect(report.totals.equity).toBe(summary.equity?.toFixed());
    expect(report.totals.marketValue).toBe(summary.marketValue?.toFixed());
    expect(report.totals.pnl?.net).toBe(summary.totalPnl?.toFixed());
  });

  it("is nobody's but a member's", async () => {
    const { account } = await smallBook();
    const stranger = await addUser(books.desk.database, "trader");
    const asked = getPerformance({ ctx: books.desk.contextFor({ user: stranger }), input: { accountId: account } });
    await expect(asked).rejects.toMatchObject({ code: "not_found" });
  });

  it("of an account without any fact is empty and whole", async () => {
    const account = await books.openBook();
    const report = await books.report(account);
    expect(report).toMatchObject({ positions: [], series: [], state: { rebuilding: false, entries: 0 } });
    expect(report.totals.equity).toBe("0");
  });
});

describe("prices", () => {
  it("fall back to the last trade's own, marked as such, and to nothing with a cause", async () => {
    const account = await books.openBook();
    const [traded, given] = [await books.instrument(account, "OWN"), await books.instrument(account, "GIFT")];
    await books.record(account, [
      { type: "deposit", day: "2024-01-01", gross: "1000" },
      { type: "buy", day: "2024-01-02", asset: traded, quantity: "10", price: "7" },
      { type: "transfer_in", day: "2024-01-04", asset: given, quantity: "1", gross: "50" },
    ]);
    await books.rebuild();
    const early = await books.report(account, { asOf: "2024-01-03" });
    expect(early.positions).toMatchObject([{ symbol: "OWN", priceKind: "trade", price: "7", marketValue: "70" }]);
    const late = await books.report(account, { asOf: "2024-01-05" });
    const gift = late.positions.find(({ symbol }) => symbol === "GIFT");
    expect(gift).toMatchObject({ priceKind: "none", price: null, marketValue: null, unrealised: null });
    expect(gift?.missing).toMatchObject([{ kind: "price", symbol: "GIFT" }]);
    expect(late.totals.equity).toBeNull();
    expect(late.totals.missing).toMatchObject([{ kind: "price", symbol: "GIFT" }]);
    expect(late.series.map(({ equity, flag }) => [equity, flag])).toEqual([
      ["1000", null],
      ["1000", null],
      ["1000", null],
      [null, "missing_price"],
      [null, "missing_price"],
    ]);
  });

  it("that are adjusted for splits are turned back by the account's own", async () => {
    const account = await books.openBook();
    const asset = await books.instrument(account, "SPL");
    await books.record(account, [
      { type: "deposit", day: "2024-01-01", gross: "1000" },
      { type: "buy", day: "2024-01-02", asset, quantity: "10", price: "40" },
      { type: "split", day: "2024-01-04", asset, ratio: ["4", "1"] },
    ]);
    await books.closes(account, asset, "2024-01-02", ["10", "11", "12"], { adjusted: true });
    await books.rebuild();
    const before = await books.report(account, { asOf: "2024-01-03" });
    expect(before.positions).toMatchObject([{ quantity: "10", price: "44", marketValue: "440" }]);
    const after = await books.report(account, { asOf: "2024-01-04" });
    expect(after.positions).toMatchObject([{ quantity: "40", price: "12", marketValue: "480" }]);
    expect(after.series.map(({ equity }) => equity)).toEqual(["1000", "1000", "1040", "1080"]);
  });

  it("as traded before a split value the units after it", async () => {
    const account = await books.openBook();
    const asset = await books.instrument(account, "OLD");
    await books.record(account, [
      { type: "deposit", day: "2024-01-01", gross: "1000" },
      { type: "buy", day: "2024-01-02", asset, quantity: "10", price: "40" },
      { type: "split", day: "2024-01-04", asset, ratio: ["4", "1"] },
    ]);
    await books.closes(account, asset, "2024-01-02", ["40", "44"]);
    await books.rebuild();
    const report = await books.report(account, { asOf: "2024-01-04" });
    expect(report.positions).toMatchObject([{ quantity: "40", price: "11", marketValue: "440" }]);
    expect(report.series.map(({ equity }) => equity)).toEqual(["1000", "1000", "1040", "1040"]);
  });

  it("in another currency are worth what the day's rate makes of them, and cost what each trade's rate made", async () => {
    const account = await books.openBook();
    const eur = await books.currency("EUR");
    const asset = await books.instrument(account, "FXD", eur);
    await books.record(account, [
      { type: "deposit", day: "2024-01-01", gross: "1000", currency: eur, fx: "1.1" },
      { type: "buy", day: "2024-01-02", asset, currency: eur, quantity: "10", price: "50", fx: "1.2" },
    ]);
    await books.closes(account, asset, "2024-01-02", ["50", "60"], { currencyId: eur });
    await books.closes(account, eur, "2024-01-01", ["1.1", "1.2", "1.3"]);
    await books.rebuild();
    const report = await books.report(account, { asOf: "2024-01-03" });
    const [position] = report.positions;
    expect(position).toMatchObject({ currency: "EUR", marketValue: "600", unrealised: { gross: "100", net: "100" } });
    expect(position?.base).toMatchObject({ marketValue: "780", cost: { gross: "600", net: "600" } });
    expect(report.totals).toMatchObject({ equity: "1430", inflow: "1100" });
    expect(report.series.map(({ equity }) => equity)).toEqual(["1100", "1200", "1430"]);
  });
});

describe("what was known", () => {
  it("before a backdated correction does not have it, and after it does", async () => {
    const { account, asset } = await smallBook();
    const [row] = await books.desk.database.$queryRaw<{ at: Date }[]>`select clock_timestamp() as at`;
    const before = row?.at.toISOString() ?? "";
    await books.record(account, [{ type: "dividend", day: "2024-01-03", asset, gross: "7" }]);
    const asked = books.report(account, { asOf: "2024-01-04", knownAt: before });
    const [then] = await Promise.all([asked, makeUntil(asked)]);
    const now = await books.report(account, { asOf: "2024-01-04" });
    expect(then.totals).toMatchObject({ equity: "1048", income: "0" });
    expect(then.knownAt).toBe(before);
    expect(now.totals).toMatchObject({ equity: "1055", income: "7" });
  });

  it("between the same two entries is one run, whatever instant is named; after the next entry it is another one", async () => {
    const { account, asset } = await smallBook();
    const instants = await momentsAfter(3);
    await books.record(account, [{ type: "dividend", day: "2024-01-03", asset, gross: "7" }]);
    const [later = ""] = await momentsAfter(1);
    const incomes: string[] = [];
    for (const knownAt of [...instants, later]) incomes.push((await known(account, knownAt)).totals.income ?? "");
    expect(incomes).toEqual(["0", "0", "0", "7"]);
    expect(await knownRuns(account)).toBe(2);
  });

  it("is kept in a few runs an account, and the one that nobody looks at makes room", async () => {
    const { account, asset } = await smallBook();
    const instants: string[] = [];
    for (let n = 0; n < KNOWN_RUNS_MAX + 1; n += 1) {
      instants.push(...(await momentsAfter(1)));
      await books.record(account, [{ type: "dividend", day: "2024-01-03", asset, gross: "7" }]);
    }
    const [first = "", second = "", ...rest] = instants;
    await known(account, first);
    await known(account, second);
    const { id } = await books.desk.database.performanceRun.findFirstOrThrow({
      where: { accountId: account, knownAt: { not: null } },
      orderBy: { createdAt: "asc" },
    });
    // The first one is looked at again a minute later.
    await books.desk.database.$executeRaw`
      update performance_run set used_at = used_at - interval '1 minute' where account_id = ${account}::uuid and known_at is not null`;
    await known(account, first);
    for (const knownAt of rest) await known(account, knownAt);
    expect(await knownRuns(account)).toBe(KNOWN_RUNS_MAX);
    const left = await books.desk.database.performanceRun.findMany({
      where: { accountId: account, knownAt: { not: null } },
    });
    expect(left.map((run) => run.id)).toContain(id);
    expect((await known(account, second)).totals.income).toBe("7");
  });

  it("has the days up to the instant that is named, also when its run was made before they were over", async () => {
    const { account } = await smallBook();
    const [instant = ""] = await momentsAfter(1);
    const before = await known(account, instant);
    await books.desk.database.$executeRaw`
      update performance_run set last_day = last_day - 5 where account_id = ${account}::uuid and known_at is not null`;
    const again = await known(account, instant);
    expect(again.series.map(({ day }) => day)).toEqual(before.series.map(({ day }) => day));
    expect(await knownRuns(account)).toBe(1);
  });

  it("also has what was under way when its run was made, and was kept only afterwards", async () => {
    const { account, asset } = await smallBook();
    const dividend = (gross: string) => [{ type: "dividend", day: "2024-01-03", asset, gross }] as const;
    let instant = "";
    await books.recordAfter(account, dividend("7"), async () => {
      await momentsAfter(1);
      await books.record(account, dividend("5"));
      [instant = ""] = await momentsAfter(1);
      expect((await known(account, instant)).totals.income).toBe("5");
    });
    expect((await known(account, instant)).totals.income).toBe("12");
    expect((await known(account, instant)).totals.income).toBe("12");
    expect(await knownRuns(account)).toBe(1);
  });

  async function momentsAfter(count: number): Promise<string[]> {
    const moments: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const [row] = await books.desk.database.$queryRaw<{ at: Date }[]>`
        select clock_timestamp() as at from pg_sleep(0.005)`;
      moments.push(row?.at.toISOString() ?? "");
    }
    await books.desk.database.$queryRaw`select pg_sleep(0.005)::text`;
    return moments;
  }

  async function known(account: string, knownAt: string): Promise<PerformanceReport> {
    const asked = books.report(account, { knownAt });
    const [report] = await Promise.all([asked, makeUntil(asked)]);
    return report;
  }

  function knownRuns(accountId: string): Promise<number> {
    return books.desk.database.performanceRun.count({ where: { accountId, knownAt: { not: null } } });
  }

  async function makeUntil(done: Promise<unknown>): Promise<void> {
    let going = true;
    void done.catch(() => undefined).finally(() => (going = false));
    while (going) await books.rebuild().catch(() => undefined);
  }
});

describe("the worker's run", () => {
  it("stays with its figures, marked, until what changed its past is in a new one", async () => {
    const { account, asset } = await smallBook();
    const before = await books.report(account, { asOf: "2024-01-04" });
    await books.record(account, [{ type: "dividend", day: "2024-01-03", asset, gross: "7" }]);
    const stale = await books.report(account, { asOf: "2024-01-04" });
    expect(stale.state.rebuilding).toBe(true);
    expect(lasting(stale)).toEqual(lasting(before));
    await books.rebuild();
    const after = await books.report(account, { asOf: "2024-01-04" });
    expect(after.state.rebuilding).toBe(false);
    expect(after.totals.equity).toBe("1055");
  });

  it("is told in the account's stream when somebody may wait for it, and not to whoever has the figures already", async () => {
    const { account, asset } = await smallBook();
    const told = () => books.desk.database.streamEvent.count({ where: { accountId: account, type: "performance" } });
    const before = await told();
    expect(before).toBeGreaterThan(0);
    await books.record(account, [{ type: "dividend", day: "2024-01-03", asset, gross: "7" }]);
    await books.rebuild();
    expect(await told()).toBe(before + 1);
    await rebuildPerformance({ ctx: books.desk.contextFor(), input: { accountId: account } });
    expect(await told()).toBe(before + 1);
    // Nothing is newer than the run, the event included.
    const { eventSeq } = await books.desk.database.account.findUniqueOrThrow({ where: { id: account } });
    const { runId } = await books.desk.database.performanceAccount.findUniqueOrThrow({ where: { accountId: account } });
    const run = await books.desk.database.performanceRun.findUniqueOrThrow({ where: { id: runId ?? "" } });
    expect(run.throughSeq).toBe(eventSeq);
  });

  it("counts what is new of today at once", async () => {
    const { account, asset } = await smallBook();
    const today = await books.today(account);
    const before = await books.report(account);
    await books.record(account, [
      { type: "deposit", day: today, gross: "500" },
      { type: "buy", day: today, asset, quantity: "1", price: "30" },
    ]);
    const report = await books.report(account);
    expect(report.state).toMatchObject({ rebuilding: false, entries: before.state.entries + 2 });
    expect(report.positions).toMatchObject([{ quantity: "11" }]);
    expect(report.totals.equity).toBe("1473");
    expect(report.series.at(-1)).toMatchObject({ day: today, equity: "1473", inflow: "500" });
    await books.desk.database.performanceAccount.update({
      where: { accountId: account },
      data: { requested: { increment: 1 } },
    });
    await books.rebuild();
    expect(lasting(await books.report(account))).toEqual(lasting(report));
  });

  it("that goes on from a checkpoint is the run over everything", async () => {
    const account = await books.openBook();
    const asset = await books.instrument(account, "LONG");
    const start = asLocalDate("2021-01-04");
    const trades = Array.from({ length: 2_600 }, (_, at) => ({
      type: at % 3 === 2 ? ("sell" as const) : ("buy" as const),
      day: addDays(start, Math.floor(at / 4)),
      asset,
      quantity: at % 3 === 2 ? "1.5" : "1",
      price: `${20 + (at % 7)}.25`,
      fee: "0.1",
    }));
    await books.record(account, [{ type: "deposit", day: start, gross: "1000000" }, ...trades]);
    await books.closes(
      account,
      asset,
      start,
      Array.from({ length: 700 }, (_, at) => `${20 + (at % 9)}.5`),
    );
    await books.rebuild();
    const late = addDays(start, 640);
    await books.record(account, [{ type: "dividend", day: late, asset, gross: "12.34" }]);
    const again = await rebuildPerformance({ ctx: books.desk.contextFor(), input: { accountId: account } });
    expect(again).toMatchObject({ resumed: true, facts: 2_602 });
    const days = [addDays(start, 100), addDays(start, 420), addDays(start, 645), undefined];
    const read = () =>
      Promise.all(days.flatMap((asOf) => LOT_METHODS.map((method) => books.report(account, { asOf, method }))));
    const first = await read();
    const { database: db } = books.desk;
    const data = { requested: { increment: 1 }, staleFrom: null };
    await db.performanceAccount.update({ where: { accountId: account }, data });
    await books.rebuild();
    expect((await read()).map(lasting)).toEqual(first.map(lasting));
    expect(await db.performanceCheckpoint.count({ where: { run: { accountId: account } } })).toBeGreaterThan(8);
  });

  /** What PostgreSQL says when a run is written is nothing for whoever reads figures. */
  async function breakRuns(account: string): Promise<() => Promise<void>> {
    const owner = new pg.Client({ connectionString: database.superuserUrl });
    await owner.connect();
    await owner.query(`
      create function refuse_days() returns trigger language plpgsql as $$ begin
        if exists (select 1 from performance_run where id = new.run_id and account_id = '${account}') then
          raise exception 'could not extend file "base/16389/1249": No space left on device' using errcode = '53100';
        end if;
        return new;
      end $$;
      create trigger refuse_days before insert or update on performance_year for each row execute function refuse_days()`);
    return async () => {
      await owner.query("drop trigger refuse_days on performance_year; drop function refuse_days()");
      await owner.end();
    };
  }

  it("that fails leaves the last good figures and says so in plain words, with a number by which an admin finds the cause", async () => {
    const { account, asset } = await smallBook();
    const good = await books.report(account, { asOf: "2024-01-06" });
    const admin = await addUser(books.desk.database, "admin");
    const jobs = async () => {
      const ctx = books.desk.contextFor({ user: admin });
      return (await listJobs({ ctx, input: { queue: "histories" } })).items;
    };
    const mend = await breakRuns(account);
    let cause = "";
    try {
      await books.record(account, [{ type: "dividend", day: "2024-01-03", asset, gross: "7" }]);
      const failed = await books.rebuild().catch((error: unknown) => error);
      const [job, ...others] = await jobs();
      expect(others).toEqual([]);
      expect(job).toMatchObject({ state: "failed", payload: { accountId: account }, retryCount: 1 });
      expect(job?.error).toContain("No space left on device");
      const [troubled] = await listQueues({ ctx: books.desk.contextFor({ user: admin }), input: {} });
      expect(troubled).toMatchObject({ name: "histories", failed: 1, deadLetters: false });
      expect(failed).toMatchObject({ message: `run ${job?.id} of account ${account} failed` });
      const report = await books.report(account, { asOf: "2024-01-06" });
      cause = report.state.failure?.cause ?? "";
      expect(cause).toBe(
        `Something went wrong on our side; should it stay so, tell your administrator that run ${job?.id} failed.`,
      );
      expect(report.state.rebuilding).toBe(true);
      expect(report.totals).toEqual(good.totals);
      expect(await books.rebuild()).toBe(0);
      const again = { where: { accountId: account }, data: { retryAt: new Date(0) } };
      await books.desk.database.performanceAccount.update(again);
      await expect(books.rebuild()).rejects.toThrow("failed");
      // One account, one job: that of the last try.
      expect((await jobs()).map(({ id, retryCount }) => [id === job?.id, retryCount])).toEqual([[false, 2]]);
      await removeOldRuns(books.desk.database);
      expect(await jobs()).toHaveLength(1);
      await books.desk.database.performanceAccount.update(again);
    } finally {
      await mend();
    }
    expect(await books.rebuild()).toBe(1);
    expect((await books.report(account)).state).toMatchObject({ rebuilding: false, failure: null });
    await removeOldRuns(books.desk.database);
    expect(await jobs()).toEqual([]);
  });

  it("that was published is no failed one, though the connection broke before its worker heard of it", async () => {
    const { account } = await smallBook();
    const { database: db } = books.desk;
    const good = await books.report(account, { asOf: "2024-01-06" });
    const { runId } = await db.performanceAccount.findUniqueOrThrow({ where: { accountId: account } });
    if (runId === null) throw new Error("there is a run");
    await recordFailure(db, { accountId: account, runId, failure: "Connection terminated" });
    await failAskedRun(db, runId, "Connection terminated");
    const report = await books.report(account, { asOf: "2024-01-06" });
    expect(report.state).toMatchObject({ rebuilding: false, failure: null });
    expect(report.totals).toEqual(good.totals);
  });

  it("of what was known then that fails says no more to who asked for it", async () => {
    const { account } = await smallBook();
    const mend = await breakRuns(account);
    const { database: db } = books.desk;
    try {
      const asking = books.report(account, { knownAt: new Date(Date.now() - 1).toISOString() });
      asking.catch(() => undefined);
      const asked = () => db.performanceRun.findFirst({ where: { accountId: account, status: "asked" } });
      await expect.poll(asked).not.toBeNull();
      const id = (await asked())?.id;
      await expect(books.rebuild()).rejects.toThrow(`run ${id} of account ${account} failed`);
      await expect(asking).rejects.toMatchObject({
        code: "unavailable",
        message: `The books as they were known then could not be made. Something went wrong on our side; should it stay so, tell your administrator that run ${id} failed.`,
      });
    } finally {
      await mend();
    }
  });
});
