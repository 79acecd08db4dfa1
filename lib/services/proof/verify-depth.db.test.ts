/** What the proof finds in groups, replacements, short positions, margin and facts that the venue took back: each fault planted past all triggers. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SIMPLE_TERMS, type Ticket } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId, OrderId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { setTrading } from "../accounts/set-trading.ts";
import { recordExecution } from "../orders/record-execution.ts";
import { recordFact } from "../orders/record-fact.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { verify } from "./verify.ts";
import { readSuspects } from "./weighted-sums.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let intruder: pg.Client;
/** What the statements below name as :name. */
const ids: { [name: string]: string | undefined } = {};

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  for (const symbol of ["ACME", "BOLT", "CORE"]) await addInstrument(desk.database, { symbol, price: "10" });
  await desk.database.asset.updateMany({ data: { shortable: true } });
  trader = await addUser(desk.database, "trader");
  intruder = new pg.Client({ connectionString: database.superuserUrl });
  await intruder.connect();
  await tradeInDepth(await addAccount(desk, trader, { cash: "10000" }));
  await takeBack(await addAccount(desk, trader, { cash: "1000" }));
  await desk.drain();
});
afterAll(async () => {
  await intruder.end();
  await desk.close();
  await database.drop();
});

const BRACKET: Partial<Ticket> = {
  orderClass: "bracket",
  takeProfit: { limitPrice: dec("12") },
  stopLoss: { stopPrice: dec("8"), limitPrice: null },
};

/** A bracket whose exits work, one that waits, an OCO, a short position, a short sale and two plain orders. */
async function tradeInDepth(accountId: AccountId): Promise<void> {
  const none = { kind: "none", value: dec("0") } as const;
  const terms = { multiplier: 1, shorting: true, allowCrossZero: false, version: 1, reason: "For the proof" } as const;
  const commission = { kind: "default", value: dec("0"), minimum: dec("0") } as const;
  await setTrading({ ctx: desk.contextFor(), input: { accountId, ...terms, slippage: none, commission } });
  ids["account"] = accountId;
  const bracket = await place(accountId, "ACME", "buy", "5", BRACKET);
  [ids["entry"], ids["profit"], ids["loss"]] = bracket;
  await fill(bracket[0], "5");
  [ids["waitingEntry"], ids["waiting"]] = await place(accountId, "CORE", "buy", "3", BRACKET);
  const [shorted] = await place(accountId, "BOLT", "sell", "4");
  await fill(shorted, "4");
  [ids["shorting"]] = await place(accountId, "BOLT", "sell", "2");
  [ids["plain"]] = await place(accountId, "CORE", "buy", "2");
  [ids["other"]] = await place(accountId, "CORE", "buy", "1");
}

async function takeBack(accountId: AccountId): Promise<void> {
  ids["second"] = accountId;
  const [orderId] = await place(accountId, "CORE", "buy", "3");
  ids["busted"] = orderId;
  const reverses = await fill(orderId, "2");
  const amounts = { quantity: dec("2"), price: dec("10"), fee: dec("0") };
  const report = {
    orderId,
    kind: "bust",
    venueExecutionId: randomUUID(),
    reverses,
    ...amounts,
    at: new Date(),
  } as const;
  await recordFact({ ctx: desk.contextFor(), input: report });
}

async function place(
  accountId: AccountId,
  symbol: string,
  side: "buy" | "sell",
  quantity: string,
  terms: Partial<Ticket> = {},
): Promise<[OrderId, ...OrderId[]]> {
  const limit = { type: "limit", timeInForce: "gtc", notional: null, limitPrice: dec("10") } as const;
  const input = { accountId, symbol, side, quantity: dec(quantity), ...limit, ...SIMPLE_TERMS, ...terms };
  const { order, legs, refusal } = await submitOrder({ ctx: desk.contextFor({ user: trader }), input });
  expect(refusal).toBeNull();
  return [order.id, ...legs.map(({ id }) => id)];
}

async function fill(orderId: OrderId, quantity: string): Promise<string> {
  const venueExecutionId = randomUUID();
  const amounts = { quantity: dec(quantity), price: dec("10"), fee: dec("0") };
  await recordExecution({ ctx: desk.contextFor(), input: { orderId, venueExecutionId, ...amounts, at: new Date() } });
  return venueExecutionId;
}

interface Damage {
  readonly what: string;
  readonly damage: string;
  readonly repair: string;
  readonly found: readonly string[];
}

const HOLD_OF_PLAIN = "(select hold_id from orders where id = :plain)";
const SHORT = "account_id = :account and quantity < 0";

const DAMAGES: readonly Damage[] = [
  {
    what: "a sum of open orders that is not theirs",
    damage: "update open_order_total set orders = orders + 1 where account_id = :account and buys > 0",
    repair: "update open_order_total set orders = orders - 1 where account_id = :account and buys > 0",
    found: ["open_totals_equal_orders"],
  },
  {
    what: "a count of accepted orders that is not theirs",
    damage: "update account set orders_accepted = orders_accepted - 1 where id = :account",
    repair: "update account set orders_accepted = orders_accepted + 1 where id = :account",
    found: ["accepted_count_equals_orders"],
  },
  {
    what: "accepted orders without their numbers",
    damage: "update orders set accepted_nth = -accepted_nth where account_id = :account",
    repair: "update orders set accepted_nth = -accepted_nth where account_id = :account",
    found: ["accepted_count_equals_orders"],
  },
  {
    what: "an exit that holds something while it waits",
    damage: `update orders set hold_id = ${HOLD_OF_PLAIN} where id = :waiting`,
    repair: "update orders set hold_id = null where id = :waiting",
    found: ["waiting_exit_has_no_hold"],
  },
  {
    what: "exits of one group with a hold each",
    damage: `update orders set hold_id = ${HOLD_OF_PLAIN} where id = :loss`,
    repair: "update orders set hold_id = (select hold_id from orders where id = :profit) where id = :loss",
    found: ["exits_share_one_hold"],
  },
  {
    what: "a hold that does not cover the exits",
    damage: "update hold set amount = amount - 1 where id = (select hold_id from orders where id = :profit)",
    repair: "update hold set amount = amount + 1 where id = (select hold_id from orders where id = :profit)",
    found: ["held_equals_holds", "hold_covers_order"],
  },
  {
    what: "a hold that keeps more than any exit sells",
    damage: "update hold set amount = amount + 1 where id = (select hold_id from orders where id = :profit)",
    repair: "update hold set amount = amount - 1 where id = (select hold_id from orders where id = :profit)",
    found: ["held_equals_holds", "hold_covers_order"],
  },
  {
    what: "an order and its replacement that hold twice",
    damage: "update orders set replaces_id = :plain where id = :other",
    repair: "update orders set replaces_id = null where id = :other",
    found: ["replacement_shares_hold"],
  },
  {
    what: "a short sale whose margin was released",
    damage:
      "update hold set released_at = now(), amount = 0 where id = (select margin_hold_id from orders where id = :shorting)",
    repair:
      "update hold set released_at = null, amount = (select sum(held) from balance where account_id = :account and asset_id = hold.asset_id) - (select sum(amount) from hold h where h.account_id = :account and h.asset_id = hold.asset_id and released_at is null) where id = (select margin_hold_id from orders where id = :shorting)",
    found: ["held_equals_holds", "open_order_has_hold"],
  },
  {
    what: "a short position without collateral",
    damage: `update position set collateral_hold_id = null where ${SHORT}`,
    repair: `update position set collateral_hold_id = (select h.id from hold h where h.account_id = :account and released_at is null
      and not exists (select 1 from orders o where h.id in (o.hold_id, o.margin_hold_id))) where ${SHORT}`,
    found: ["hold_has_open_order", "short_position_has_collateral"],
  },
  {
    what: "collateral behind a position that is not short",
    damage: `update position set collateral_hold_id = (select collateral_hold_id from position where ${SHORT}) where account_id = :account and quantity > 0`,
    repair: "update position set collateral_hold_id = null where account_id = :account and quantity > 0",
    found: ["short_position_has_collateral"],
  },
  {
    what: "a short position on an account that may not have one",
    damage: "update account set shorting = false where id = :account",
    repair: "update account set shorting = true where id = :account",
    found: ["short_only_where_allowed"],
  },
  {
    what: "cash beyond the credit",
    damage:
      "update balance set posted = posted - 20000, floor = null where account_id = :account and floor = 0 and posted > 100",
    repair: "update balance set posted = posted + 20000, floor = 0 where account_id = :account and posted < -1000",
    found: ["balance_equals_postings", "cash_within_credit"],
  },
  {
    what: "exits that filled more than the entry did",
    damage: "update orders set filled_quantity = 6, filled_value = 60 where id = :profit",
    repair: "update orders set filled_quantity = 0, filled_value = 0 where id = :profit",
    found: ["filled_equals_executions", "overfill_was_told", "group_within_its_size", "open_totals_equal_orders"],
  },
  {
    what: "a bust at another price than its fill",
    damage: "update execution set price = price + 1 where order_id = :busted and kind = 'bust'",
    repair: "update execution set price = price - 1 where order_id = :busted and kind = 'bust'",
    found: ["filled_equals_executions", "execution_equals_postings", "bust_undoes_its_execution"],
  },
  {
    what: "a bust that became a sale",
    damage: "update execution set kind = 'fill', reverses_id = null where order_id = :busted and kind = 'bust'",
    repair:
      "update execution b set kind = 'bust', reverses_id = e.id from execution e where e.order_id = :busted and e.side = 'buy' and b.order_id = :busted and b.side = 'sell'",
    found: ["filled_equals_executions"],
  },
  {
    what: "a reversal that says nothing of what it reverses",
    damage: "update journal set reverses_id = null where account_id = :second and kind = 'reversal'",
    repair:
      "update journal r set reverses_id = j.id from journal j where r.kind = 'reversal' and r.account_id = :second and j.account_id = :second and j.kind = 'trade'",
    found: ["bust_undoes_its_execution", "reversal_mirrors_journal"],
  },
  {
    what: "a lot that a bust left open",
    damage: "update lot set open_quantity = 2, open_cost = 20 where account_id = :second",
    repair: "update lot set open_quantity = 0, open_cost = 0 where account_id = :second",
    found: ["trade_cash_equals_lots", "replay_equals_stored"],
  },
  {
    what: "a bust without its audit row",
    damage: "update audit_event set action = 'execution.none' where account_id = :second and action = 'execution.bust'",
    repair: "update audit_event set action = 'execution.bust' where account_id = :second and action = 'execution.none'",
    found: ["execution_is_audited"],
  },
];

const findings = async () => (await verify({ ctx: desk.contextFor(), input: {} })).findings;

it("is clean on groups, short positions and facts taken back", async () => {
  expect(await findings()).toEqual([]);
  const { suspects } = await desk.database.$transaction((tx) => readSuspects(tx, null));
  expect([...suspects].filter(([, accounts]) => accounts?.length !== 0)).toEqual([]);
});

it.each(DAMAGES)("finds $what", async ({ damage, repair, found }) => {
  try {
    await change(damage);
    expect([...new Set((await findings()).map(({ check }) => check))]).toEqual(found);
  } finally {
    await change(repair);
  }
  expect(await findings()).toEqual([]);
});

/** As somebody would who can switch all triggers off. */
async function change(statement: string): Promise<void> {
  await intruder.query("set session_replication_role = replica");
  const text = statement.replace(/:([a-zA-Z]+)/g, (_, name: string) => `'${ids[name]}'`);
  const { rowCount } = await intruder.query(text);
  expect(rowCount, statement).toBeGreaterThan(0);
}
