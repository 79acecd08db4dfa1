/** A database that was just filled knows nothing of its tables: no check may then read all of an account for each of its rows. */
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk, type TestDesk } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { addBook, fileOf, importFile } from "#lib/testing/imports/import-desk.ts";
import { openIntruder } from "#lib/testing/intruder.ts";
import { recordTrades } from "#lib/testing/lots/long-book.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { SQL_CHECKS } from "./checks.ts";

const TRADES = 2_000;
const IMPORTED = 3_000;
/** Each with a hold of its own: to hold each against each would be more than a million times. */
const RESTING = 1_500;
/** Of one trade there are an activity, a journal, postings, lots, closes and an audit row, and a check may read them more than once. */
const ROWS_PER_TRADE_MAX = 60;

let database: TestDatabase;
let desk: TestDesk;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await neverAnalyse();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  const assetId = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  const user = await addUser(desk.database, "trader");
  await recordTrades(desk, await addBook(desk, user), new Map([[assetId, TRADES]]));
  const book = await addBook(desk, user);
  const rows = Array.from({ length: IMPORTED }, (_, at) => row(at));
  expect(await importFile(desk, fileOf(...rows), { accountId: book, user })).toMatchObject({ accepted: IMPORTED });
  accountId = book;
  await restOrders(assetId);
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

function row(at: number): Readonly<Record<string, string>> {
  const date = `${2001 + Math.floor(at / 300)}-0${(at % 9) + 1}-${(at % 18) + 10}`;
  if (at % 31 === 0) return { date, type: "DEPOSIT", amount: `${at + 1}` };
  const trade = { date, symbol: at % 2 === 0 ? "ACME" : "OWN", fee: "0.1" };
  if (at % 5 === 4) return { ...trade, type: "SELL", quantity: "0.75", unitPrice: "12.5" };
  return { ...trade, type: "BUY", quantity: "1.5", unitPrice: `${10 + (at % 7)}.25` };
}

async function neverAnalyse(): Promise<void> {
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  for (const { name } of rows) await client.query(`alter table ${name} set (autovacuum_enabled = false)`);
  await client.end();
}

/** As if they had been placed, which takes longer than all the rest. */
async function restOrders(assetId: string): Promise<void> {
  const intruder = await openIntruder(database);
  await intruder.query("set session_replication_role = replica");
  const orders =
    "(select n, md5('order ' || n)::uuid as id, md5('hold ' || n)::uuid as hold from generate_series(1, $3::int) as n) o";
  await intruder.query(
    `with held as (insert into hold (id, account_id, asset_id, amount) select hold, $1, $2, 1 from ${orders})
     insert into orders (id, account_id, client_order_id, asset_id, symbol, side, type, time_in_force, quantity, limit_price, status, dispatch, hold_id,
       actor_kind, actor_id, source, request_id, submitted_at)
     select id, $1, n::text, $2, 'ACME', case n % 2 when 0 then 'buy' else 'sell' end, 'limit', 'gtc', 1, 9, 'new', 'acknowledged', hold,
       'system', id, 'system', 'never-analysed', now() from ${orders}`,
    [accountId, assetId, RESTING],
  );
  await intruder.end();
}

interface PlanNode {
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Join Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

function rowsRead(node: PlanNode): number {
  const each = node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Join Filter"] ?? 0);
  return each * node["Actual Loops"] + (node.Plans ?? []).reduce((total, part) => total + rowsRead(part), 0);
}

/** As a look has it. */
async function readBy(query: Prisma.Sql, ofSome: boolean): Promise<number> {
  return desk.database.$transaction(async (tx) => {
    if (ofSome) await tx.$executeRaw`set local random_page_cost = 1`;
    const [row] = await tx.$queryRaw<{ "QUERY PLAN": readonly [{ readonly Plan: PlanNode }] }[]>(
      Prisma.sql`explain (analyze, format json) with findings as materialized (${query}) select * from findings`,
    );
    if (row === undefined) throw new Error("a plan is one row");
    return rowsRead(row["QUERY PLAN"][0].Plan);
  });
}

const MAX = (TRADES + IMPORTED) * ROWS_PER_TRADE_MAX;

it.each(SQL_CHECKS)("$name reads a few rows for each that there is", async ({ query, moved }) => {
  expect(await readBy(query(null), false)).toBeLessThan(MAX);
  expect(await readBy(query([accountId]), true)).toBeLessThan(MAX);
  if (moved !== "rows") return;
  const journals = await desk.database.journal.findMany({ where: { accountId }, select: { id: true } });
  expect(await readBy(query({ journals: journals.map(({ id }) => id), orders: [] }), true)).toBeLessThan(MAX);
});
