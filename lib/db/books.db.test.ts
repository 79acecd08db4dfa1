/** PostgreSQL itself keeps the books: what the application may not do by its grants, and what nobody may do by the triggers. */

import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EXTERNAL_ID, USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { recordExecution } from "#lib/services/orders/record-execution.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { openDesk, type TestDesk } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";

let database: TestDatabase;
let desk: TestDesk;
let accountId: AccountId;
const clients: { app: pg.Client; owner: pg.Client } = { app: new pg.Client(), owner: new pg.Client() };

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  clients.app = new pg.Client({ connectionString: database.appUrl });
  clients.owner = new pg.Client({ connectionString: database.ownerUrl });
  await Promise.all([clients.app.connect(), clients.owner.connect()]);
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  const trader = await addUser(desk.database, "trader");
  accountId = await addAccount(desk, trader, { cash: "1000" });
  // One filled order, so that every table of the books has a row to protect.
  const ticket = {
    symbol: "ACME",
    side: "buy",
    type: "market",
    timeInForce: "day",
    notional: null,
    limitPrice: null,
    ...SIMPLE_TERMS,
  } as const;
  const { order } = await submitOrder({
    ctx: desk.contextFor({ user: trader }),
    input: { ...ticket, accountId, quantity: dec("5") },
  });
  await desk.drain();
  const fill = { quantity: dec("5"), price: dec("10"), fee: dec("0"), at: new Date() };
  await recordExecution({ ctx: desk.contextFor(), input: { orderId: order.id, venueExecutionId: "X-1", ...fill } });
});

afterAll(async () => {
  await Promise.all([clients.app.end(), clients.owner.end()]);
  await desk.close();
  await database.drop();
});

interface Line {
  readonly account?: string;
  readonly asset?: string;
  readonly amount: string;
}

/** A journal with these postings in one transaction; the SQLSTATE of its refusal, or "committed". */
async function post(client: pg.Client, lines: readonly Line[]): Promise<string> {
  const id = randomUUID();
  const journal = "insert into journal (id, account_id, kind, effective_at) values ($1, $2, 'deposit', now())";
  return attempt(client, async () => {
    await client.query(journal, [id, accountId]);
    for (const [index, { account = accountId, asset = USD_ASSET_ID, amount }] of lines.entries()) {
      const posting = "insert into posting (journal_id, seq, account_id, asset_id, amount) values ($1, $2, $3, $4, $5)";
      await client.query(posting, [id, index + 1, account, asset, amount]);
    }
  });
}

async function attempt(client: pg.Client, work: () => Promise<unknown>): Promise<string> {
  await client.query("begin");
  try {
    await work();
    await client.query("commit");
    return "committed";
  } catch (error) {
    await client.query("rollback");
    return error instanceof pg.DatabaseError ? (error.code ?? "no code") : String(error);
  }
}

/** Journals of one statement that name the first of them, with these postings each. */
async function postBatch(client: pg.Client, journals: readonly (readonly Line[])[]): Promise<string> {
  const ids = journals.map(() => randomUUID());
  return attempt(client, async () => {
    await client.query(
      "insert into journal (id, account_id, kind, effective_at, batch_id) select id, $2, 'deposit', now(), $3 from unnest($1::uuid[]) as t (id)",
      [ids, accountId, ids[0]],
    );
    for (const [at, lines] of journals.entries()) {
      for (const [index, { account = accountId, asset = USD_ASSET_ID, amount }] of lines.entries()) {
        const posting =
          "insert into posting (journal_id, seq, account_id, asset_id, amount) values ($1, $2, $3, $4, $5)";
        await client.query(posting, [ids[at], index + 1, account, asset, amount]);
      }
    }
  });
}

const NO_RIGHT = "42501";
const REFERENCE_MISSING = "23503";
const TRIGGER_REFUSED = "23001";
const CHECK_FAILED = "23514";

describe.each(["app", "owner"] as const)("as the %s's role", (role) => {
  const client = () => clients[role];

  it("a journal that sums to zero commits", async () => {
    const lines = [{ amount: "1.5" }, { account: EXTERNAL_ID, amount: "-1.5" }];
    expect(await post(client(), lines)).toBe("committed");
  });

  it("an unbalanced journal is refused at COMMIT", async () => {
    const lines = [{ amount: "1.5" }, { account: EXTERNAL_ID, amount: "-1.499999999999999999" }];
    expect(await post(client(), lines)).toBe(CHECK_FAILED);
  });

  it("a journal that balances over two assets but not in each is refused", async () => {
    const { rows } = await client().query("select id from asset where symbol = 'ACME'");
    expect(await post(client(), [{ amount: "1" }, { asset: rows[0].id, amount: "-1" }])).toBe(CHECK_FAILED);
  });

  it("a journal without postings is refused at COMMIT", async () => {
    expect(await post(client(), [])).toBe(CHECK_FAILED);
  });

  it("journals of a batch commit when each of them sums to zero", async () => {
    const lines = [{ amount: "1.5" }, { account: EXTERNAL_ID, amount: "-1.5" }];
    expect(await postBatch(client(), [lines, lines, lines])).toBe("committed");
  });

  it("a batch is refused at COMMIT when one of its journals is unbalanced, also where another one makes up for it", async () => {
    const whole = [{ amount: "1.5" }, { account: EXTERNAL_ID, amount: "-1.5" }];
    const more = [{ amount: "1.5" }, { account: EXTERNAL_ID, amount: "-1.6" }];
    const less = [{ amount: "1.5" }, { account: EXTERNAL_ID, amount: "-1.4" }];
    expect(await postBatch(client(), [whole, more])).toBe(CHECK_FAILED);
    expect(await postBatch(client(), [more, less])).toBe(CHECK_FAILED);
    expect(await postBatch(client(), [whole, []])).toBe(CHECK_FAILED);
    expect(await postBatch(client(), [[], whole])).toBe(CHECK_FAILED);
  });

  it("no journal joins a batch that did not come with it", async () => {
    const { rows } = await client().query("select batch_id from journal where batch_id is not null limit 1");
    const journal =
      "insert into journal (id, account_id, kind, effective_at, batch_id) values ($1, $2, 'deposit', now(), $3)";
    for (const batch of [rows[0].batch_id, randomUUID()]) {
      expect(await attempt(client(), () => client().query(journal, [randomUUID(), accountId, batch]))).toBe(
        REFERENCE_MISSING,
      );
    }
  });

  it("a journal, lot or close of something that does not exist is refused", async () => {
    const journal = "insert into journal (id, account_id, kind, effective_at) values ($1, $2, 'deposit', now())";
    expect(await attempt(client(), () => client().query(journal, [randomUUID(), randomUUID()]))).toBe(
      REFERENCE_MISSING,
    );
    const reversal =
      "insert into journal (id, account_id, kind, reverses_id, effective_at) values ($1, $2, 'reversal', $3, now())";
    expect(await attempt(client(), () => client().query(reversal, [randomUUID(), accountId, randomUUID()]))).toBe(
      REFERENCE_MISSING,
    );
    const lot = `insert into lot (id, account_id, asset_id, opened_execution_id, opened_at, seq, quantity, open_quantity, cost, open_cost)
      select $1, account_id, $2, opened_execution_id, now(), 1, 1, 1, 1, 1 from lot limit 1`;
    expect(await attempt(client(), () => client().query(lot, [randomUUID(), randomUUID()]))).toBe(REFERENCE_MISSING);
    const close = `insert into lot_close (id, account_id, lot_id, execution_id, quantity, cost, proceeds, realised)
      select $1, account_id, $2, opened_execution_id, 1, 1, 1, 0 from lot limit 1`;
    expect(await attempt(client(), () => client().query(close, [randomUUID(), randomUUID()]))).toBe(REFERENCE_MISSING);
  });

  it("a posting of nothing is refused", async () => {
    expect(await post(client(), [{ amount: "0" }, { account: EXTERNAL_ID, amount: "0" }])).toBe(CHECK_FAILED);
  });

  it("a balance under its floor is refused", async () => {
    const lines = [{ amount: "-100000" }, { account: EXTERNAL_ID, amount: "100000" }];
    expect(await post(client(), lines)).toBe(CHECK_FAILED);
  });

  it("holding more than there is is refused", async () => {
    const hold = "insert into hold (id, account_id, asset_id, amount) values ($1, $2, $3, 100000)";
    expect(await attempt(client(), () => client().query(hold, [randomUUID(), accountId, USD_ASSET_ID]))).toBe(
      CHECK_FAILED,
    );
  });

  it("a posting outside its journal's transaction is refused, also one that balances", async () => {
    const add = `insert into posting (journal_id, seq, account_id, asset_id, amount)
      select id, 90 + n, $1, $2, case n when 1 then 1 else -1 end
      from (select id from journal limit 1) j, generate_series(1, 2) n`;
    expect(await attempt(client(), () => client().query(add, [accountId, USD_ASSET_ID]))).toBe(TRIGGER_REFUSED);
  });
});

const BOOKS = ["journal", "posting", "execution", "audit_event"] as const;
const CHANGES = {
  update: (table: string) => `update ${table} set account_id = account_id`,
  delete: (table: string) => `delete from ${table}`,
  truncate: (table: string) => `truncate ${table} cascade`,
};

describe.each(BOOKS)("rows of %s", (table) => {
  it("are there to be protected", async () => {
    const { rows } = await clients.app.query(`select count(*)::int as count from ${table}`);
    expect(rows[0].count).toBeGreaterThan(0);
  });

  it.each(Object.entries(CHANGES))("are not open to %s by the application: it has no right", async (_, statement) => {
    expect(await attempt(clients.app, () => clients.app.query(statement(table)))).toBe(NO_RIGHT);
  });

  it.each(Object.entries(CHANGES))("are not open to %s by the owner: the trigger refuses", async (_, statement) => {
    expect(await attempt(clients.owner, () => clients.owner.query(statement(table)))).toBe(TRIGGER_REFUSED);
  });
});

describe("partitions of the audit log", () => {
  it("are protected one by one, where the parent's triggers could be passed by", async () => {
    const { rows } = await clients.owner.query(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_event'::regclass",
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { name } of rows) {
      expect(await attempt(clients.owner, () => clients.owner.query(`truncate ${name}`)), name).toBe(TRIGGER_REFUSED);
      expect(await attempt(clients.app, () => clients.app.query(`select 1 from ${name}`)), name).toBe(NO_RIGHT);
    }
    const current = `delete from audit_event_${new Date().toISOString().slice(0, 7).replace("-", "")}`;
    expect(await attempt(clients.owner, () => clients.owner.query(current))).toBe(TRIGGER_REFUSED);
  });
});

describe("balances", () => {
  it("cannot be written by the application: they follow postings and holds", async () => {
    const statement = "update balance set posted = posted + 1";
    expect(await attempt(clients.app, () => clients.app.query(statement))).toBe(NO_RIGHT);
  });
});
