/** What keeps the order path cheap and would be lost without a sound: one plan for a batch, rows found by their keys, and claims that write no index. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addUser } from "#lib/testing/fixtures.ts";
import { openVenueDesk, type VenueDesk } from "#lib/testing/venue-desk.ts";
import { matchVenueOnce } from "#lib/worker/venue-leader.ts";
import type { Transact } from "./transact.ts";

let test: TestDatabase;
let venue: VenueDesk;
let accountId: AccountId;
let owner: pg.Client;

/** A quote is good for half a minute. */
const quote = () => venue.quote({ symbol: "AAPL", bid: "99.99", ask: "100.01", size: "1000" });

beforeAll(async () => {
  test = await createTestDatabase();
  venue = await openVenueDesk(test.appUrl, ["AAPL"]);
  accountId = await addAccount(venue.desk, venue.trader, { cash: "10000" });
  await quote();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});
beforeEach(() => {
  venue.desk.flags["orders.eager_dispatch"] = false;
});
afterAll(async () => {
  await owner.end();
  await venue.desk.close();
  await test.drop();
});

/** By one transaction, of one table, in whatever way. */
interface RowsRead {
  readonly table: string;
  readonly read: number;
}

const ROWS_READ = `select relname as table, (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::integer as read
  from pg_stat_xact_user_tables where relname = any($1)`;

type Work = (session: pg.Client) => Promise<unknown>;

/** In a transaction and a session of its own: what a session counts it tells the server only later, and adds up until then. */
async function countedIn<T>(work: (session: pg.Client) => Promise<T>): Promise<T> {
  const session = new pg.Client({ connectionString: test.ownerUrl });
  await session.connect();
  try {
    await session.query("begin");
    const counted = await work(session);
    await session.query("commit");
    return counted;
  } finally {
    await session.end();
  }
}

describe("what decides the orders of a batch", () => {
  it("is part of the statement that asks, not a call for each", async () => {
    await owner.query("begin; set local enable_seqscan = off");
    const { rows } = await owner.query<{ "QUERY PLAN": string }>(
      `explain select s.state from (values ($1::uuid, 'AAPL', 'buy')) as asked (id, symbol, side)
       left join lateral pre_trade_of(asked.id, asked.symbol, asked.side, now(), current_date) s on true`,
      [accountId],
    );
    await owner.query("rollback");
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).not.toContain("Function Scan");
    for (const table of ["halt", "quote", "balance", "open_order_total", "risk_limit", "account_day"]) {
      expect(plan).toMatch(new RegExp(`on ${table}\\b`));
    }
    // Row by row by key: on a young desk the whole of a table looks as cheap, and the plan is kept while that grows.
    expect(plan).not.toMatch(/Seq Scan|Hash Join|Merge Join/);
  });
});

describe("orders of a batch", () => {
  const ACCOUNTS = 40;
  const EACH = 5;
  const TABLES = ["orders", "account", "idempotency_key", "venue_order"];
  const FILLED = ["orders", "hold", "lot"];
  const rowsRead = (work: Work) =>
    countedIn(async (session) => {
      await work(session);
      const { rows } = await session.query<RowsRead>(ROWS_READ, [TABLES]);
      return rows;
    });

  it("are found by their keys on every step to the venue, not among all that there are", async () => {
    const accounts = await Promise.all(
      Array.from({ length: ACCOUNTS }, () => addAccount(venue.desk, venue.trader, { cash: "10000" })),
    );
    const rest = async (id: AccountId) =>
      (await venue.place(id, { symbol: "AAPL", side: "buy", quantity: "1", limit: "90" })).order;
    for (let nth = 0; nth < EACH; nth += 1) await Promise.all(accounts.map(rest));
    await venue.match();
    const asked = (ids: readonly AccountId[]) =>
      ids.map((id) => ({
        ...{ userId: venue.trader.id, accountId: id, symbol: "AAPL", side: "buy", clientOrderId: randomUUID() },
        ...{ key: randomUUID(), route: "POST /", fingerprint: "00" },
      }));
    // Keys of so many requests, without the orders that they asked for.
    for (let nth = 0; nth < EACH; nth += 1)
      await owner.query("select claim_keys($1)", [JSON.stringify(asked(accounts))]);
    await owner.query("analyze orders, account, account_member, idempotency_key, venue_order");

    const two = accounts.slice(0, 2);
    const requests = asked(two);
    const orders = await Promise.all(two.map(rest));
    const sent: object[] = [];
    const nothing = { holds: [], orders: [], events: [], audit: [], breaches: [] };
    const steps: Record<string, Work> = {
      opens: (session) => session.query("select submit_orders_open($1, 1000)", [JSON.stringify(requests)]),
      writes: (session) =>
        session.query("select submit_orders_write($1)", [
          JSON.stringify({
            ...nothing,
            streams: orders.map(({ id, accountId: of }) => ({ orderId: id, accountId: of, stream: {} })),
            answers: requests.map(({ userId, key }) => ({ userId, key, status: 201, body: {}, entityId: null })),
          }),
        ]),
      claims: async (session) => {
        const { rows } = await session.query<{ claims: Record<string, { order: object }> }>(
          "select dispatch_claim($1::uuid[], interval '10 seconds') as claims",
          [orders.map(({ id }) => id)],
        );
        sent.push(...Object.values(rows[0]?.claims ?? {}).map(({ order }) => order));
      },
      sends: (session) => session.query("select venue_submit($1)", [JSON.stringify(sent)]),
      acknowledges: (session) => {
        const empty = { events: [], audit: [], stream: {} };
        const told = orders.map(({ id, accountId: of, version }) => ({
          orderId: id,
          accountId: of,
          version,
          ...empty,
        }));
        return session.query("select dispatch_acknowledge($1, false)", [JSON.stringify(told)]);
      },
    };
    for (const [step, work] of Object.entries(steps)) {
      for (const { table, read } of await rowsRead(work)) {
        expect(read, `rows of ${table} read by the step that ${step} two orders`).toBeLessThan(30);
      }
    }
    const { rows } = await owner.query("select status, dispatch from orders where id = any($1)", [
      orders.map(({ id }) => id),
    ]);
    expect(rows).toEqual(Array(2).fill({ status: "new", dispatch: "acknowledged" }));
  });

  it("are found by their keys when they are filled, with their holds and lots", async () => {
    venue.desk.flags["orders.eager_dispatch"] = true;
    const accounts = await Promise.all(
      Array.from({ length: ACCOUNTS }, () => addAccount(venue.desk, venue.trader, { cash: "10000" })),
    );
    const buy = (id: AccountId) => venue.place(id, { symbol: "AAPL", side: "buy", quantity: "1" });
    await Promise.all(accounts.map(buy));
    await quote();
    expect(await venue.match()).toBe(ACCOUNTS);
    // So many that to read a whole table is never the cheapest way to one row.
    await owner.query(`insert into hold (id, account_id, asset_id, amount, released_at)
      select gen_random_uuid(), account_id, asset_id, 0, now() from hold h cross join generate_series(1, 50)`);
    await owner.query(`insert into lot (id, account_id, asset_id, opened_execution_id, opened_at, seq, quantity, open_quantity, cost, open_cost)
      select gen_random_uuid(), account_id, asset_id, opened_execution_id, opened_at, seq, quantity, 0, cost, 0 from lot cross join generate_series(1, 100)`);
    await owner.query("analyze orders, hold, lot");
    const [first] = accounts;
    if (first === undefined) throw new Error("there are accounts");
    await venue.place(first, { symbol: "AAPL", side: "sell", quantity: "1" });
    await quote();
    await venue.desk.drain();
    const ctx = venue.contextFor();
    const booked: RowsRead[] = [];
    const transact: Transact = (work) =>
      ctx.transact(async (tx) => {
        const read = () => tx.$queryRawUnsafe<RowsRead[]>(ROWS_READ, FILLED);
        const earlier = new Map((await read()).map((row) => [row.table, row.read]));
        const done = await work(tx);
        for (const row of await read()) booked.push({ ...row, read: row.read - (earlier.get(row.table) ?? 0) });
        return done;
      });
    const { name, epoch } = venue.venueLease;
    expect(await matchVenueOnce({ ...ctx, transact }, { lease: name, epoch })).toBe(1);
    expect(booked.filter(({ read }) => read > 0).map(({ table }) => table)).toEqual(expect.arrayContaining(FILLED));
    for (const { table, read } of booked) expect(read, `rows of ${table} read by booking a fill`).toBeLessThan(30);
  });
});

describe("what decides an order", () => {
  it("is told to processes of the release before too, as they ask for it", async () => {
    const { rows } = await owner.query<{ before: object; now: object }>(
      `select pre_trade_state(a, 'AAPL', 'buy', venue_now()) - 'now' - 'venueAt' as before,
         pre_trade_state(a.id, 'AAPL', 'buy') - 'now' - 'venueAt' as now from account a where a.id = $1`,
      [accountId],
    );
    expect(rows[0]?.now).toMatchObject({ cash: { posted: expect.any(String) }, day: { equity: expect.any(String) } });
    expect(rows[0]?.before).toEqual(rows[0]?.now);
  });

  it("makes the account's day for a member alone", async () => {
    const asked = (user: string) =>
      owner.query<{ answer: readonly { account: object | null; day?: object }[] }>(
        "select submit_orders_open($1, 1000) as answer",
        [JSON.stringify([{ userId: user, accountId, symbol: "AAPL", side: "buy", clientOrderId: "a day" }])],
      );
    const days = async () =>
      (await owner.query("select start_equity from account_day where account_id = $1", [accountId])).rows;
    const stranger = await addUser(venue.desk.database, "trader");
    await owner.query("begin");
    await owner.query("delete from account_day where account_id = $1", [accountId]);
    expect((await asked(stranger.id)).rows[0]?.answer).toMatchObject([{ account: null }]);
    expect(await days()).toEqual([]);
    const [own] = (await asked(venue.trader.id)).rows[0]?.answer ?? [];
    expect(own).toMatchObject({ day: { startEquity: expect.any(String), netDeposits: expect.any(String) } });
    expect(await days()).toHaveLength(1);
    await owner.query("update account_day set start_equity = null where account_id = $1", [accountId]);
    expect((await asked(venue.trader.id)).rows[0]?.answer).toMatchObject([own && { day: expect.anything() }]);
    expect(await days()).toMatchObject([{ start_equity: expect.any(String) }]);
    await owner.query("rollback");
  });
});

describe("an account", () => {
  it("that its user comes to while others are waited for is not decided on: nobody locked it", async () => {
    const { trader, desk } = venue;
    const [busy, given] = [await addAccount(desk, trader, {}), await addAccount(desk, trader, {})];
    const friend = await addUser(desk.database, "trader");
    const ask = (user: string, id: AccountId) => ({ userId: user, accountId: id, symbol: "AAPL", side: "buy" });
    const both = JSON.stringify([ask(trader.id, busy), ask(friend.id, given)]);
    const opens = async () => {
      const { rows } = await owner.query<{ answer: readonly { account: object | null }[] }>(
        "select submit_orders_open($1, 10000) as answer",
        [both],
      );
      return rows[0]?.answer.map(({ account }) => account !== null);
    };
    const [{ pid } = { pid: 0 }] = (await owner.query<{ pid: number }>("select pg_backend_pid() as pid")).rows;
    const answered = await countedIn(async (holder) => {
      await holder.query("select from account where id = $1 for no key update", [busy]);
      const asked = opens();
      // Not pg_stat_activity: what it says of others stands still for as long as a transaction lasts.
      const waits = "select pg_blocking_pids($1) <> '{}' as waits";
      await vi.waitFor(
        async () => expect((await holder.query<{ waits: boolean }>(waits, [pid])).rows).toEqual([{ waits: true }]),
        5_000,
      );
      await desk.database.accountMember.create({ data: { accountId: given, userId: friend.id, role: "owner" } });
      return { asked };
    });
    expect(await answered.asked).toEqual([true, false]);
    expect(await opens()).toEqual([true, true]);
  });
});

describe("a row that is written again", () => {
  /** Of one transaction: updates, and those that left every index alone. */
  const updatesOf = (table: string, work: Work) =>
    countedIn(async (session) => {
      await work(session);
      const { rows } = await session.query<{ all: string; hot: string }>(
        `select pg_stat_get_xact_tuples_updated($1::regclass)::text as all, pg_stat_get_xact_tuples_hot_updated($1::regclass)::text as hot`,
        [table],
      );
      return rows[0];
    });

  it("is an order claimed for the wire, and no index knows of it", async () => {
    const { order } = await venue.place(accountId, { symbol: "AAPL", side: "buy", quantity: "1", limit: "90" });
    const claim: Work = (session) =>
      session.query("select dispatch_claim(array[$1]::uuid[], interval '10 seconds')", [order.id]);
    expect(await updatesOf("orders", claim)).toEqual({ all: "1", hot: "1" });
  });

  it("is a key that gets its answer, however long", async () => {
    const body = { text: "x".repeat(1_500) };
    const answer: Work = async (session) => {
      await session.query("select claim_key($1, 'a-key-of-this-test', 'POST /', '\\x00')", [venue.trader.id]);
      await session.query("select store_answer($1, 'a-key-of-this-test', 201, $2, null)", [venue.trader.id, body]);
    };
    expect(await updatesOf("idempotency_key", answer)).toEqual({ all: "1", hot: "1" });
  });
});
