/** The verb in this process against the very statements it makes, driven by a bare `pg` client: what everything above PostgreSQL costs. */

import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { SYSTEM_ACTOR_ID } from "#lib/services/context.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { addAccount, addInstrument, addUser, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import { prepareDatabase } from "../lib/migrations.ts";
import { APP_ROLE, ensureRoles, OWNER_ROLE } from "../lib/postgres/roles.ts";
import { startThrowAwayCluster } from "../lib/postgres/throw-away.ts";
import { byTurns, closedLoop, type Sample } from "./measure.ts";
import { CALLERS } from "./orders-http.ts";
import { type Replay, recordStatements, replayStatements } from "./record-statements.ts";

const CONNECTIONS = 20;
const ROUND_MS = 3_000;
const ROUNDS = 5;
const DATABASE = "bench";

export interface VerbOrders {
  readonly verb: Sample;
  readonly bare: Sample;
  /** How many statements one order takes, begin and commit included. */
  readonly statements: number;
}

export async function benchVerb(): Promise<VerbOrders> {
  const cluster = await startThrowAwayCluster();
  try {
    const passwords = { owner: randomBytes(12).toString("hex"), app: randomBytes(12).toString("hex") };
    await ensureRoles(cluster.superuserUrl("postgres"), passwords, DATABASE);
    await prepareDatabase({ ownerUrl: cluster.url(OWNER_ROLE, passwords.owner, DATABASE), appRole: APP_ROLE });
    return await compare(cluster.url(APP_ROLE, passwords.app, DATABASE));
  } finally {
    await cluster.stop();
  }
}

async function compare(url: string): Promise<VerbOrders> {
  const desk = await openDesk(url, { connectionsMax: CONNECTIONS });
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  // Sending is measured with the desk as a whole; here an order ends with its commit.
  desk.flags["orders.eager_dispatch"] = false;
  await seedTestMarket(desk.database);
  const instrument = await addInstrument(desk.database, { symbol: "KO", price: "60" });
  const trader = await addUser(desk.database, "trader");
  const accounts: AccountId[] = [];
  for (let caller = 0; caller < 2 * CALLERS; caller += 1)
    accounts.push(await addAccount(desk, trader, { cash: "1000000000" }));
  // Half of the accounts each: neither finds the other's open orders.
  const [verbAccounts, bareAccounts] = [accounts.slice(0, CALLERS), accounts.slice(CALLERS)];
  const [first = ""] = verbAccounts;
  await submit(desk, trader, first);
  const replay: Replay = {
    statements: await recordStatements(() => submit(desk, trader, first)),
    kept: new Set([USD_ASSET_ID, instrument, trader.id, SYSTEM_ACTOR_ID]),
    accountBefore: first,
  };
  const fresh = setInterval(() => void setQuote(desk.database, instrument, "60").catch(() => undefined), 1_000);
  try {
    const bare = async (caller: number) => {
      const client = await pool.connect();
      await replayStatements(client, replay, bareAccounts[caller] ?? "").finally(() => client.release());
    };
    const verb = (caller: number) => submit(desk, trader, verbAccounts[caller] ?? "");
    const round = (work: (caller: number) => Promise<void>) => () =>
      closedLoop({ callers: CALLERS, forMs: ROUND_MS, work });
    await round(verb)();
    await round(bare)();
    const samples = await byTurns(ROUNDS, { bare: round(bare), verb: round(verb) });
    return { ...samples, statements: replay.statements.length };
  } finally {
    clearInterval(fresh);
    await pool.end();
    await desk.close();
  }
}

async function submit(desk: TestDesk, trader: TestUser, accountId: string): Promise<void> {
  const ctx = desk.contextFor({
    user: trader,
    source: "api",
    idempotency: {
      key: randomUUID(),
      route: "POST /api/v1/orders",
      fingerprint: "00".repeat(32),
      render: (result) => ({ status: 201, body: JSON.parse(JSON.stringify(result)) }),
    },
  });
  const { refusal } = await submitOrder({
    ctx,
    input: {
      accountId: accountId as AccountId,
      ...{ symbol: "KO", side: "buy", type: "limit", timeInForce: "day" },
      quantity: dec("1"),
      notional: null,
      limitPrice: dec("1"),
      ...SIMPLE_TERMS,
    },
  });
  if (refusal !== null) throw new Error(`The order was refused: ${refusal.message}`);
}
