/** A first start that is killed again and again makes the very demo that an undisturbed one makes: nothing is missing, nothing is there twice. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "#lib/db/client.ts";
import { asSystem } from "#lib/services/as-system.ts";
import { verify } from "#lib/services/proof/verify.ts";
import { openDesk } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { seedDemo } from "./demo.ts";
import { seedReference } from "./reference.ts";

let whole: TestDatabase;
let killedName: string;
let killedUrl: string;

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: whole.superuserUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

beforeAll(async () => {
  whole = await createTestDatabase();
  const database = openDatabase({ url: whole.appUrl, connectionsMax: 2 });
  await seedReference(database, { market: "simulated", seed: "1" });
  await database.$disconnect();
  // The same bars to the minute: the demo is told by them.
  killedName = `${whole.name}_killed`;
  await asSuperuser(`create database ${killedName} template ${whole.name} owner ballast_owner`);
  const url = new URL(whole.appUrl);
  url.pathname = `/${killedName}`;
  killedUrl = url.href;
});
afterAll(async () => {
  await asSuperuser(`drop database if exists ${killedName} with (force)`);
  await whole.drop();
});

/** What there is of everything, and how each order ended. Times, ids and the numbers of steps aside, two demos on the same bars are one. */
async function contentsOf(url: string): Promise<Readonly<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = [
      "app_user",
      "account",
      "account_member",
      "journal",
      "posting",
      "execution",
      "lot",
      "lot_close",
      "hold",
    ];
    const more = [
      "breach",
      "halt",
      "risk_limit",
      "flag",
      "api_key",
      "audit_event",
      "order_event",
      "equity_point",
      "account_day",
    ];
    const counts: Record<string, unknown> = {};
    for (const table of [...tables, ...more])
      counts[table] = (await client.query(`select count(*)::int as n from ${table}`)).rows[0].n;
    const list = async (text: string) => (await client.query(text)).rows.map((row) => Object.values(row).join(" "));
    return {
      ...counts,
      orders:
        await list(`select a.name, o.client_order_id, o.status, o.dispatch, o.reject_reason, o.filled_quantity, o.filled_value
        from orders o join account a on a.id = o.account_id order by a.name, o.client_order_id`),
      executions: await list(`select a.name, e.symbol, e.side, e.quantity, e.price, e.fee, e.realised, e.effective_at
        from execution e join account a on a.id = e.account_id order by a.name, e.effective_at, e.symbol, e.quantity`),
      positions: await list(`select a.name, i.symbol, p.quantity, p.cost, p.realised, p.fees, p.executions
        from position p join account a on a.id = p.account_id join asset i on i.id = p.asset_id order by 1, 2`),
      balances: await list(`select a.name, i.symbol, b.posted, b.held
        from balance b join account a on a.id = b.account_id join asset i on i.id = b.asset_id order by 1, 2`),
      curve: await list(`select a.name, e.interval, e.at, e.equity, e.net_deposits
        from equity_point e join account a on a.id = e.account_id order by 1, 2, 3`),
      actions: await list("select action, count(*) from audit_event group by action order by action"),
      flags: await list("select key, enabled, version from flag order by key"),
      limits: await list("select rule, value, version from risk_limit order by 1, 2, 3"),
      halts: await list("select reason, lifted_at is not null from halt"),
      keys: await list("select name, revoked_at is not null from api_key"),
      market: await list("select venue_at is null, state from market_state"),
    };
  } finally {
    await client.end();
  }
}

/** Starts the seed as `npm start` does, and kills it as soon as the database shows what the query asks for. */
async function killedOnce(watcher: pg.Client, query: string): Promise<void> {
  const env = {
    ...process.env,
    DATABASE_URL: killedUrl,
    BALLAST_DEMO: "on",
    BALLAST_MARKET: "",
    BALLAST_MARKET_SEED: "",
  };
  const seed = spawn(process.execPath, ["scripts/seed.ts"], { env, stdio: "ignore" });
  const ended = once(seed, "exit");
  while (seed.exitCode === null && !(await watcher.query(query)).rows[0].there) await pause(5);
  seed.kill("SIGKILL");
  const [code, signal] = await ended;
  expect([code, signal]).toEqual([null, "SIGKILL"]);
}

it("is finished by the next start, whatever moment it was killed at", { timeout: 300_000 }, async () => {
  await seedDemo({ url: whole.appUrl });
  const watcher = new pg.Client({ connectionString: killedUrl });
  await watcher.connect();
  const moments = [
    "(select count(*) from app_user) >= 2",
    "(select count(*) from orders) >= 9",
    "(select count(*) from venue_execution) >= 20",
    "exists (select 1 from halt where lifted_at is null)",
    "exists (select 1 from flag where not enabled)",
    "exists (select 1 from api_key where revoked_at is null)",
    "exists (select 1 from orders where status = 'partially_filled' and symbol = 'AMD')",
    "(select count(*) from orders) >= 88",
  ];
  for (const moment of moments) await killedOnce(watcher, `select ${moment} as there`);
  await watcher.end();
  await seedDemo({ url: killedUrl });
  expect(await contentsOf(killedUrl)).toEqual(await contentsOf(whole.appUrl));
  const desk = await openDesk(killedUrl);
  const { findings } = await verify({ ctx: asSystem(desk.contextFor()), input: {} });
  await desk.close();
  expect(findings).toEqual([]);
});
