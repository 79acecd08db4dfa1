/** A worker that is killed in the middle of an import leaves nothing half done, and the next one finishes it. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { publishImport } from "#lib/services/imports/publish-import.ts";
import { receiveImport } from "#lib/services/imports/receive-import.ts";
import { undoImport } from "#lib/services/imports/undo-import.ts";
import { verify } from "#lib/services/proof/verify.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { ACTIVITY_HEADER, addBook, line } from "#lib/testing/imports/import-desk.ts";

const ROWS = 1_200;
const KEY = randomBytes(32).toString("base64");

let database: TestDatabase;
let desk: TestDesk;
let user: TestUser;
let watcher: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl, { connectionsMax: 4 });
  await seedTestMarket(desk.database);
  await desk.database.marketState.update({ where: { id: 1 }, data: { seed: "1" } });
  for (const symbol of ["AAPL", "MSFT", "KO"]) await addInstrument(desk.database, { symbol, price: "10" });
  user = await addUser(desk.database, "trader");
  watcher = new pg.Client({ connectionString: database.superuserUrl });
  await watcher.connect();
});
afterAll(async () => {
  await watcher.end();
  await desk.close();
  await database.drop();
});

function content(): string {
  const day = (index: number) =>
    new Date(Date.UTC(2016, 0, 4) + Math.floor(index / 3) * 86_400_000).toISOString().slice(0, 10);
  const rows = Array.from({ length: ROWS }, (_, index) =>
    line({
      ...{
        date: day(index),
        type: index % 4 === 3 ? "SELL" : "BUY",
        symbol: ["AAPL", "MSFT", "KO"][index % 3] ?? "KO",
      },
      ...{ quantity: `${(index % 9) + 1}`, unitPrice: `${(index % 50) + 10}.25`, fee: "1" },
    }),
  );
  return `${ACTIVITY_HEADER}\n${rows.join("\n")}\n`;
}

function startWorker(): ChildProcess {
  const env = {
    ...process.env,
    ...{ DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, DATABASE_POOL: "6" },
    ...{
      NEXTAUTH_SECRET: KEY,
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: KEY,
      BALLAST_HASH_KEY: KEY,
      BALLAST_METRICS_TOKEN: KEY,
    },
    ...{ BALLAST_MARKET: "simulated", BALLAST_MARKET_PACE: "stepped", BALLAST_MARKET_SEED: "1", LOG_LEVEL: "error" },
  };
  return spawn(process.execPath, ["lib/worker/main.ts"], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

async function holds(condition: string, worker: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 120_000; waited += 5) {
    if ((await watcher.query(`select ${condition} as there`)).rows[0].there) return;
    if (worker.exitCode !== null) throw new Error(`the worker ended by itself with ${worker.exitCode}`);
    await pause(5);
  }
  throw new Error(`never came: ${condition}`);
}

/** Kills a fresh worker as soon as the database shows what the condition asks for, or so long after it. */
async function killedWhen(condition: string, afterMs = 0): Promise<void> {
  const worker = startWorker();
  const ended = once(worker, "exit");
  await holds(condition, worker);
  await pause(afterMs);
  worker.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
}

/** A worker that is left alone until the import stands so. */
async function finished(id: string, status: string): Promise<void> {
  const worker = startWorker();
  const ended = once(worker, "exit");
  try {
    await holds(`exists (select 1 from file_import where id = '${id}' and status = '${status}')`, worker);
  } catch (cause) {
    const { rows } = await watcher.query("select status, failure, attempts from file_import where id = $1", [id]);
    throw new Error(`the import stands as ${JSON.stringify(rows)}`, { cause });
  } finally {
    worker.kill("SIGTERM");
    await ended;
  }
}

async function booked(accountId: string) {
  const { rows } = await watcher.query(
    `select (select count(*)::int from activity where account_id = $1 and type <> 'reversal') as activities,
      (select count(*)::int from activity where account_id = $1 and type = 'reversal') as reversals,
      (select count(*)::int from activity_key where account_id = $1) as keys,
      (select count(*)::int from journal where account_id = $1) as journals`,
    [accountId],
  );
  return rows[0];
}

it("is finished by the next start, whatever moment it was killed at, and done once", { timeout: 600_000 }, async () => {
  const accountId = await addBook(desk, user);
  const ctx = desk.contextFor({ user });
  const input = {
    kind: "activities",
    accountId,
    fileName: "killed.csv",
    format: "csv",
    content: content(),
    dryRun: true,
  } as const;
  const { id } = await receiveImport({ ctx, input });
  const status = (wanted: string) => `exists (select 1 from file_import where id = '${id}' and status = '${wanted}')`;
  const rows = `(select count(*) from file_import_row where import_id = '${id}')`;
  const nothing = { activities: 0, reversals: 0, keys: 0, journals: 0 };

  await killedWhen(`${rows} > 0 and ${status("received")}`);
  expect(await booked(accountId)).toEqual(nothing);
  await finished(id, "staged");
  expect((await watcher.query(`select ${rows}::int as n`)).rows[0].n).toBe(ROWS);

  await publishImport({ ctx, input: { importId: id, kind: "activities", skipRefused: false } });
  const writing = `exists (select 1 from pg_stat_activity where datname = current_database() and application_name = 'ballast-worker'
    and state = 'active' and query like '%activities_write%')`;
  await killedWhen(writing);
  expect(await booked(accountId)).toEqual(nothing);
  await killedWhen(writing, 100);
  expect([{ ...nothing }, whole()]).toContainEqual(await booked(accountId));
  await finished(id, "published");
  expect(await booked(accountId)).toEqual(whole());

  await undoImport({ ctx, input: { importId: id, kind: "activities", reason: "A test" } });
  await killedWhen(writing);
  await finished(id, "undone");
  expect(await booked(accountId)).toMatchObject({ activities: ROWS, reversals: ROWS, keys: 0 });
  expect(await desk.database.position.count({ where: { accountId, NOT: { quantity: 0 } } })).toBe(0);
  const { findings } = await verify({ ctx: desk.contextFor(), input: {} });
  expect(findings).toEqual([]);
});

function whole() {
  return { activities: ROWS, reversals: 0, keys: ROWS, journals: ROWS };
}
