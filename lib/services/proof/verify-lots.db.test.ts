/** What the proof finds in lots and closes that sum to the right figures and are wrong one by one: each in its instrument, of all accounts and of one. */
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { damage, openIntruder } from "#lib/testing/intruder.ts";
import { setTrading } from "../accounts/set-trading.ts";
import { recordExecution } from "../orders/record-execution.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { verify } from "./verify.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let intruder: pg.Client;
let accountId: AccountId;
let otherId: AccountId;

const TABLES = ["lot", "lot_close", "position", "execution"];

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  for (const symbol of ["ACME", "BOLT", "CORE"]) await addInstrument(desk.database, { symbol, price: "10" });
  await desk.database.asset.updateMany({ data: { shortable: true } });
  trader = await addUser(desk.database, "trader");
  intruder = await openIntruder(database);
  [accountId, otherId] = [await tradingAccount(), await tradingAccount()];
  await desk.drain();
  for (const table of TABLES) await intruder.query(`create table as_it_was_${table} as table ${table}`);
});
afterAll(async () => {
  await intruder.end();
  await desk.close();
  await database.drop();
});

/** A position that went through zero, two lots of each other instrument at two prices, of which the first is partly sold. */
async function tradingAccount(): Promise<AccountId> {
  const id = await addAccount(desk, trader, { cash: "10000" });
  const none = { kind: "none", value: dec("0") } as const;
  const commission = { kind: "default", value: dec("0"), minimum: dec("0") } as const;
  const terms = { multiplier: 1, shorting: true, allowCrossZero: true, version: 1, reason: "For the proof" } as const;
  await setTrading({ ctx: desk.contextFor(), input: { accountId: id, ...terms, slippage: none, commission } });
  await trade(id, "ACME", "buy", "5", "10");
  await trade(id, "ACME", "sell", "8", "10");
  for (const symbol of ["BOLT", "CORE"]) {
    await trade(id, symbol, "buy", "2", "10");
    await trade(id, symbol, "buy", "2", "9");
    await trade(id, symbol, "sell", "1", "11");
    await trade(id, symbol, "sell", "1", "12");
  }
  return id;
}

async function trade(id: AccountId, symbol: string, side: "buy" | "sell", quantity: string, price: string) {
  const terms = { type: "limit", timeInForce: "gtc", notional: null, limitPrice: dec("10"), ...SIMPLE_TERMS } as const;
  const input = { accountId: id, symbol, side, quantity: dec(quantity), ...terms };
  const { order, refusal } = await submitOrder({ ctx: desk.contextFor({ user: trader }), input });
  expect(refusal).toBeNull();
  const amounts = { quantity: dec(quantity), price: dec(price), fee: dec("0"), at: new Date() };
  const report = { orderId: order.id, venueExecutionId: randomUUID(), ...amounts };
  await recordExecution({ ctx: desk.contextFor(), input: report });
}

async function restore(): Promise<void> {
  for (const table of TABLES) {
    await intruder.query(`delete from ${table}`);
    await intruder.query(`insert into ${table} table as_it_was_${table}`);
  }
}

/** Of all accounts, and of the one and the other alone: whose findings there are of which checks. */
async function found(): Promise<Readonly<Record<"all" | "account" | "other", readonly string[]>>> {
  const of = async (only?: AccountId) => {
    const { findings } = await verify({ ctx: desk.contextFor(), input: only === undefined ? {} : { accountId: only } });
    return [...new Set(findings.map((each) => `${each.check} ${names.get(each.accountId ?? "")}`))].sort();
  };
  const names = new Map<string, string>([
    [accountId, "account"],
    [otherId, "other"],
  ]);
  return { all: await of(), account: await of(accountId), other: await of(otherId) };
}

const OTHER = "(select id from account where kind = 'paper' and id <> $1)";
const assetOf = (symbol: string) => `(select id from asset where symbol = '${symbol}')`;
const firstLot = (symbol: string) =>
  `(select id from lot where account_id = $1 and asset_id = ${assetOf(symbol)} order by seq limit 1)`;
const lastLot = (symbol: string) =>
  `(select id from lot where account_id = $1 and asset_id = ${assetOf(symbol)} order by seq desc limit 1)`;
const firstClose = (symbol: string) => `(select id from lot_close where lot_id = ${firstLot(symbol)} limit 1)`;
const ONE = { all: ["account"], account: ["account"], other: [] };
const BOTH = { all: ["account", "other"], account: ["account"], other: ["other"] };

interface Damage {
  readonly what: string;
  readonly statement: string;
  /** In whose lots, when all are looked at, and this or that account alone. */
  readonly lots: { readonly [asked in "all" | "account" | "other"]: readonly string[] };
}

const DAMAGES: readonly Damage[] = [
  {
    what: "a close the wrong way round: the lot that the sale opened, closed by the purchase before",
    statement: `update lot_close set lot_id = ${lastLot("ACME")}, execution_id = (select opened_execution_id from lot where id = ${firstLot("ACME")})
      where lot_id = ${firstLot("ACME")}`,
    lots: ONE,
  },
  {
    what: "two lots with each other's cost",
    statement: `update lot l set cost = o.cost, open_cost = o.open_cost from lot o
      where l.account_id = $1 and l.asset_id = ${assetOf("BOLT")} and o.account_id = $1 and o.asset_id = l.asset_id and o.id <> l.id`,
    lots: ONE,
  },
  {
    what: "an open lot in another instrument",
    statement: `update lot set asset_id = ${assetOf("CORE")} where id = ${lastLot("BOLT")}`,
    lots: ONE,
  },
  {
    what: "all lots of two instruments in each other's",
    statement: `update lot set asset_id = case asset_id when ${assetOf("BOLT")} then ${assetOf("CORE")} else ${assetOf("BOLT")} end
      where account_id = $1 and asset_id in (${assetOf("BOLT")}, ${assetOf("CORE")})`,
    lots: ONE,
  },
  {
    what: "a lot with its close in another account",
    statement: `with moved as (update lot set account_id = ${OTHER} where id = ${firstLot("ACME")} returning id)
      update lot_close c set account_id = ${OTHER} from moved where c.lot_id = moved.id`,
    lots: BOTH,
  },
  {
    what: "closes of each other's instruments",
    statement: `update lot_close set lot_id = case lot_id when ${firstLot("BOLT")} then ${firstLot("CORE")} else ${firstLot("BOLT")} end
      where lot_id in (${firstLot("BOLT")}, ${firstLot("CORE")})`,
    lots: ONE,
  },
  {
    what: "one more close of a lot, which says it is another account's",
    statement: `insert into lot_close (id, account_id, lot_id, execution_id, quantity, cost, proceeds, realised)
      select gen_random_uuid(), ${OTHER}, lot_id, execution_id, quantity, cost, proceeds, realised from lot_close where id = ${firstClose("BOLT")}`,
    lots: ONE,
  },
  {
    what: "a close twice, the second time of nothing",
    statement: `insert into lot_close (id, account_id, lot_id, execution_id, quantity, cost, proceeds, realised)
      select gen_random_uuid(), account_id, lot_id, execution_id, 0, 0, 0, 0 from lot_close where id = ${firstClose("BOLT")}`,
    lots: ONE,
  },
  {
    what: "a lot too many with next to nothing",
    statement: `insert into lot (id, account_id, asset_id, opened_execution_id, opened_at, seq, quantity, open_quantity, cost, open_cost)
      select gen_random_uuid(), account_id, asset_id, opened_execution_id, opened_at, 99, 0.000000000000000001, 0, 0, 0 from lot
      where id = ${firstLot("BOLT")}`,
    lots: ONE,
  },
  {
    what: "two fills with each other's profit",
    statement: `update execution e set realised = o.realised from execution o where e.account_id = $1 and o.account_id = $1
      and e.asset_id = ${assetOf("BOLT")} and o.asset_id = e.asset_id and e.side = 'sell' and o.side = 'sell' and e.id <> o.id`,
    lots: ONE,
  },
];

it.each(DAMAGES)("finds $what", async ({ statement, lots }) => {
  try {
    await damage(intruder, statement.replaceAll("$1", `'${accountId}'`));
    const { all, account, other } = await found();
    const named = (whose: readonly string[]) => whose.map((each) => `replay_equals_stored ${each}`);
    expect({ all, account, other }).toEqual({
      ...{ all: named(lots.all), account: named(lots.account), other: named(lots.other) },
    });
  } finally {
    await restore();
  }
});

it("finds a fill that says it was imported, in its order and in its lots", async () => {
  try {
    const last = `(select id from execution where account_id = $1 and asset_id = ${assetOf("BOLT")} order by account_seq desc limit 1)`;
    await damage(
      intruder,
      `update execution set kind = 'import' where id = ${last}`.replaceAll("$1", `'${accountId}'`),
    );
    const { all, account, other } = await found();
    const named = [
      ...["filled_equals_executions", "filled_order_has_journals", "replay_equals_stored", "trade_cash_equals_lots"],
    ].map((check) => `${check} account`);
    expect({ all, account, other }).toEqual({ all: named, account: named, other: [] });
  } finally {
    await restore();
  }
});

it("is clean when all is as it was", async () => {
  expect(await found()).toEqual({ all: [], account: [], other: [] });
});
