/** The proof is worth what it finds: every kind of damage, done past all triggers, is named with the ids to look at. */

import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId, OrderId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { setHalt } from "../halts/set-halt.ts";
import { recordExecution } from "../orders/record-execution.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { getProof } from "./get-proof.ts";
import { verify } from "./verify.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let accountId: AccountId;
let filledId: OrderId;
let openId: OrderId;
let intruder: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  trader = await addUser(desk.database, "trader");
  accountId = await addAccount(desk, trader, { cash: "1000" });
  filledId = await order("buy");
  await fill(filledId, "1", "5", "10");
  await fill(await order("sell"), "2", "2", "11");
  openId = await order("buy");
  await desk.drain();
  await setHalt({ ctx: desk.contextFor({ user: trader }), input: { accountId, reason: "For the proof" } });
  intruder = new pg.Client({ connectionString: database.superuserUrl });
  await intruder.connect();
});
afterAll(async () => {
  await intruder.end();
  await desk.close();
  await database.drop();
});

async function order(side: "buy" | "sell"): Promise<OrderId> {
  const result = await submitOrder({
    ctx: desk.contextFor({ user: trader }),
    input: {
      accountId,
      symbol: "ACME",
      side,
      type: "limit",
      timeInForce: "gtc",
      quantity: dec(side === "buy" ? "5" : "2"),
      notional: null,
      limitPrice: dec("10"),
      ...SIMPLE_TERMS,
    },
  });
  expect(result.refusal).toBeNull();
  return result.order.id;
}

function fill(orderId: OrderId, id: string, quantity: string, price: string) {
  const amounts = { quantity: dec(quantity), price: dec(price), fee: dec("0") };
  return recordExecution({
    ctx: desk.contextFor(),
    input: { orderId, venueExecutionId: id, ...amounts, at: new Date() },
  });
}

const proof = (only?: AccountId) =>
  verify({ ctx: desk.contextFor(), input: only === undefined ? {} : { accountId: only } });

interface Damage {
  readonly what: string;
  readonly damage: string;
  readonly repair: string;
  readonly found: readonly string[];
}

/** $1 is the account, $2 the filled order, $3 the open one. */
const DAMAGES: readonly Damage[] = [
  {
    what: "a posting that was changed",
    damage:
      "update posting set amount = amount + 1 where seq = 1 and account_id = $1 and journal_id in (select id from journal where order_id = $2)",
    repair:
      "update posting set amount = amount - 1 where seq = 1 and account_id = $1 and journal_id in (select id from journal where order_id = $2)",
    found: [
      "asset_sums_to_zero",
      "journal_sums_to_zero",
      "balance_equals_postings",
      "execution_equals_postings",
      "trade_cash_equals_lots",
    ],
  },
  {
    what: "a journal without postings",
    damage:
      "insert into journal (id, account_id, kind, effective_at) values ('01a00000-0000-7000-8000-000000000001', $1, 'trade', now())",
    repair: "delete from journal where id = '01a00000-0000-7000-8000-000000000001'",
    found: ["journal_has_postings", "trade_journal_has_execution"],
  },
  {
    what: "a second journal for one fill",
    damage: `with doubled as (insert into journal (id, account_id, kind, order_id, effective_at)
        values ('01a00000-0000-7000-8000-000000000002', $1, 'trade', $2, now()) returning id)
      insert into posting (journal_id, seq, account_id, asset_id, amount)
      select d.id, v.seq, $1, a.currency_id, v.amount from doubled d, account a, (values (1, 1), (2, -1)) as v (seq, amount) where a.id = $1`,
    repair: `with gone as (delete from posting where journal_id = '01a00000-0000-7000-8000-000000000002')
      delete from journal where id = '01a00000-0000-7000-8000-000000000002'`,
    found: ["filled_order_has_journals", "trade_journal_has_execution"],
  },
  {
    what: "a balance that somebody raised",
    damage: "update balance set posted = posted + 1 where account_id = $1",
    repair: "update balance set posted = posted - 1 where account_id = $1",
    found: ["balance_equals_postings", "position_equals_balance"],
  },
  {
    what: "held money that no hold explains",
    damage: "update balance set held = held + 1 where account_id = $1 and posted > 100",
    repair: "update balance set held = held - 1 where account_id = $1 and posted > 100",
    found: ["held_equals_holds"],
  },
  {
    what: "a deposit that the day does not know",
    damage: "update account_day set net_deposits = 0 where account_id = $1",
    repair: "update account_day set net_deposits = 1000 where account_id = $1",
    found: ["net_deposits_equal_journals"],
  },
  {
    what: "an open order whose hold was released",
    damage: "update hold set released_at = now(), amount = 0 where id = (select hold_id from orders where id = $3)",
    repair: "update hold set released_at = null, amount = 50 where id = (select hold_id from orders where id = $3)",
    found: ["held_equals_holds", "open_order_has_hold", "hold_covers_order"],
  },
  {
    what: "an order that ended without a trace and kept its hold",
    damage: "update orders set status = 'canceled', closed_at = now() where id = $3",
    repair: "update orders set status = 'new', closed_at = null where id = $3",
    found: ["hold_has_open_order", "open_totals_equal_orders", "end_of_order_is_audited"],
  },
  {
    what: "a filled quantity without executions",
    damage: "update orders set filled_quantity = filled_quantity - 1 where id = $2",
    repair: "update orders set filled_quantity = filled_quantity + 1 where id = $2",
    found: ["filled_equals_executions", "filled_order_is_whole"],
  },
  {
    what: "an execution that was rewritten",
    damage: "update execution set price = price + 1 where order_id = $2",
    repair: "update execution set price = price - 1 where order_id = $2",
    found: ["filled_equals_executions", "execution_equals_postings", "replay_equals_stored"],
  },
  {
    what: "a position that was touched",
    damage: "update position set cost = cost - 1 where account_id = $1",
    repair: "update position set cost = cost + 1 where account_id = $1",
    found: ["replay_equals_stored"],
  },
  {
    what: "a lot that was touched",
    damage: "update lot set open_quantity = open_quantity - 1 where account_id = $1",
    repair: "update lot set open_quantity = open_quantity + 1 where account_id = $1",
    found: ["replay_equals_stored"],
  },
  {
    what: "a close that claims more profit",
    damage: "update lot_close set realised = realised + 1 where account_id = $1",
    repair: "update lot_close set realised = realised - 1 where account_id = $1",
    found: ["trade_cash_equals_lots", "replay_equals_stored"],
  },
  {
    what: "a venue's report that never reached the books",
    damage: `insert into venue_execution (venue_execution_id, order_id, account_id, quantity, price, fee, executed_at, reported_at)
      values ('lost', $2, $1, 1, 1, 0, now(), now())`,
    repair: "delete from venue_execution where venue_execution_id = 'lost'",
    found: ["venue_report_is_booked"],
  },
  ...[
    ["an order", "order", "order_is_audited", ["order.submit"]],
    ["an execution", "execution", "execution_is_audited", ["execution.record"]],
    ["a deposit", "journal", "activity_is_audited", ["deposit.create"]],
    ["a halt", "halt", "halt_is_audited", ["halt.set"]],
  ].map(([what, type, check, actions]) => ({
    what: `${what} without its audit row`,
    damage: `update audit_event set entity_id = '-' || entity_id where entity_type = '${type}' and action in ('${actions}') and account_id = $1`,
    repair: `update audit_event set entity_id = substr(entity_id, 2) where entity_id like '-%' and account_id = $1`,
    found: [String(check)],
  })),
  {
    what: "a stream whose last event is missing",
    damage: "update account set event_seq = event_seq + 1 where id = $1",
    repair: "update account set event_seq = event_seq - 1 where id = $1",
    found: ["stream_ends_at_event_seq"],
  },
];

describe("the proof", () => {
  it("is clean on books that the verbs made, and says how much it looked at", async () => {
    const result = await proof();
    expect(result.findings).toEqual([]);
    expect(result.clean).toBe(true);
    expect(result.counts).toEqual({ accounts: 1, orders: 3, executions: 2, journals: 3, postings: 10 });
    expect(result.checks.length).toBeGreaterThan(20);
  });

  it.each(DAMAGES)("finds $what", async ({ damage, repair, found }) => {
    try {
      await change(damage);
      const { clean, findings } = await proof(accountId);
      expect(clean).toBe(false);
      expect([...new Set(findings.map(({ check }) => check))]).toEqual(found);
      const named = findings.filter(({ check }) => check !== "asset_sums_to_zero");
      expect(named.every((finding) => finding.accountId === accountId)).toBe(true);
    } finally {
      await change(repair);
    }
    expect((await proof()).findings).toEqual([]);
  });

  it("looks at one account when asked for one", async () => {
    const other = await addAccount(desk, trader, { cash: "5" });
    await change("update balance set posted = posted + 1 where account_id = $1");
    expect((await proof(other)).findings).toEqual([]);
    await change("update balance set posted = posted - 1 where account_id = $1");
  });

  it("shows a caller without a user and without the audit log what concerns everybody", async () => {
    const ctx = { ...desk.contextFor(), permissions: new Set(["portfolio:read"] as const) };
    expect((await getProof({ ctx })).findings).toEqual([]);
  });

  it("is for those who may read the audit log", async () => {
    await expect(verify({ ctx: desk.contextFor({ user: trader }), input: {} })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

/** As somebody would who can switch all triggers off. */
async function change(statement: string): Promise<void> {
  await intruder.query("set session_replication_role = replica");
  const values = [accountId, filledId, openId];
  // Parameters that a statement does not name would have no type.
  const text = statement.replace(/\$(\d)/g, (_, index) => `'${values[index - 1]}'`);
  const { rowCount } = await intruder.query(text);
  expect(rowCount, statement).toBeGreaterThan(0);
}
