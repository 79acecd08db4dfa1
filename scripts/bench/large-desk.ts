/** A desk of its own with books of any size: a few large accounts, many small ones, of each some orders that rest. */
import { randomBytes } from "node:crypto";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { submitOrder } from "#lib/services/orders/submit-order.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { addAccount, addInstrument, addUser, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import { prepareDatabase } from "../lib/migrations.ts";
import { APP_ROLE, ensureRoles, OWNER_ROLE } from "../lib/postgres/roles.ts";
import { startThrowAwayCluster } from "../lib/postgres/throw-away.ts";
import { type AccountPast, loadManyExecutions } from "./bulk-executions.ts";

const DATABASE = "bench";
const SYMBOLS = ["AAPL", "JPM", "KO", "WMT"];
const SMALL_ACCOUNTS = 200;
/** Hundredths of everything, the largest first; the small ones share the rest. */
const LARGE_SHARES = [20, 10, 5];
/** Half of the executions sell, and a sale has a fee: so many postings has each on average. */
const POSTINGS_EACH = 5;

export interface LargeDesk {
  readonly desk: TestDesk;
  readonly url: string;
  readonly superuserUrl: string;
  /** The largest first. */
  readonly accounts: readonly AccountId[];
  /** An order far from the market, so that it rests. */
  place(accountId: string): Promise<void>;
  /** An order wants a price of this moment. */
  refreshQuote(): Promise<void>;
  close(): Promise<void>;
}

export async function openLargeDesk(postings: number): Promise<LargeDesk> {
  const cluster = await startThrowAwayCluster();
  try {
    const passwords = { owner: randomBytes(12).toString("hex"), app: randomBytes(12).toString("hex") };
    const superuserUrl = cluster.superuserUrl(DATABASE);
    await ensureRoles(cluster.superuserUrl("postgres"), passwords, DATABASE);
    await prepareDatabase({ ownerUrl: cluster.url(OWNER_ROLE, passwords.owner, DATABASE), appRole: APP_ROLE });
    const url = cluster.url(APP_ROLE, passwords.app, DATABASE);
    const desk = await openDesk(url);
    const close = async () => {
      await desk.close();
      await cluster.stop();
    };
    await seedTestMarket(desk.database);
    const assets: string[] = [];
    for (const symbol of SYMBOLS) assets.push(await addInstrument(desk.database, { symbol, price: "100" }));
    const refreshQuote = async () => {
      for (const assetId of assets) await setQuote(desk.database, assetId, "100");
    };
    const trader = await addUser(desk.database, "trader");
    const pasts: AccountPast[] = [];
    const accounts: AccountId[] = [];
    for (const executions of sizes(Math.round(postings / POSTINGS_EACH))) {
      const accountId = await addAccount(desk, trader, { cash: "1000000000" });
      accounts.push(accountId);
      // What does not stay comes in pairs.
      pasts.push({ accountId, executions, open: executions - 2 * Math.floor((executions * 9) / 20) });
    }
    await loadManyExecutions(superuserUrl, pasts);
    const place = (accountId: string) => placeOrder(desk, trader, asId<AccountId>(accountId));
    await refreshQuote();
    for (const accountId of accounts) await place(accountId);
    await desk.drain();
    return { desk, url, superuserUrl, accounts, place, refreshQuote, close };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** The nth of the small ones has a share of 1 / (n + 10): some have twenty times as much as others. */
function sizes(executions: number): number[] {
  const large = LARGE_SHARES.map((share) => Math.floor((executions * share) / 100));
  const rest = executions - large.reduce((total, size) => total + size, 0);
  const shares = Array.from({ length: SMALL_ACCOUNTS }, (_, n) => 1 / (n + 10));
  const whole = shares.reduce((total, share) => total + share, 0);
  return [...large, ...shares.map((share) => Math.floor((rest * share) / whole))];
}

async function placeOrder(desk: TestDesk, user: TestUser, accountId: AccountId): Promise<void> {
  const terms = { type: "limit", timeInForce: "gtc", notional: null, limitPrice: dec("1"), ...SIMPLE_TERMS } as const;
  const input = { accountId, symbol: "KO", side: "buy", quantity: dec("1"), ...terms } as const;
  const { refusal } = await submitOrder({ ctx: desk.contextFor({ user }), input });
  if (refusal !== null) throw new Error(`The order was refused: ${refusal.message}`);
}
