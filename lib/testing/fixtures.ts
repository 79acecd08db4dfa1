/** What most database tests stand on: the house accounts, a market, an instrument with a price, people and a funded account. */
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#lib/db/client.ts";
import type { Role } from "#lib/domain/access/permissions.ts";
import {
  CORPORATE_ACTIONS_ID,
  EXTERNAL_ID,
  FEE_INCOME_ID,
  IMPORT_CLEARING_ID,
  INTEREST_ID,
  TAX_ID,
  USD_ASSET_ID,
  VENUE_CLEARING_ID,
} from "#lib/domain/ledger/house-accounts.ts";
import type { RiskRule } from "#lib/domain/risk/limits.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type InstrumentId, type UserId } from "#lib/domain/shared/ids.ts";
import { openAccount } from "#lib/services/accounts/open-account.ts";
import type { TestDesk, TestUser } from "./context.ts";

const SOURCE = "simulated:test";

/** Currency, house accounts and a market that stands still; what the reference seed makes on a real desk. */
export async function seedTestMarket(database: Database): Promise<void> {
  await database.asset.create({
    data: { id: USD_ASSET_ID, kind: "currency", symbol: "USD", name: "US dollar", decimals: 2 },
  });
  await database.account.createMany({
    data: [
      { id: VENUE_CLEARING_ID, code: "venue_clearing", name: "Venue clearing" },
      { id: FEE_INCOME_ID, code: "fee_income", name: "Fee income" },
      { id: CORPORATE_ACTIONS_ID, code: "corporate_actions", name: "Corporate actions" },
      { id: INTEREST_ID, code: "interest", name: "Interest" },
      { id: TAX_ID, code: "tax", name: "Taxes" },
      { id: IMPORT_CLEARING_ID, code: "import_clearing", name: "Imported trades" },
      { id: EXTERNAL_ID, code: "external", name: "Outside world" },
    ].map((house) => ({
      ...house,
      kind: "house",
      currencyId: USD_ASSET_ID,
      marketSource: SOURCE,
      openedAt: new Date(0),
    })),
  });
  await database.marketState.create({ data: { mode: "simulated", source: SOURCE, seed: "test", stepped: true } });
}

export interface TestInstrument {
  readonly symbol: string;
  readonly price: string;
  readonly assetClass?: "us_equity" | "crypto";
}

export async function addInstrument(
  database: Database,
  { symbol, price, assetClass = "us_equity" }: TestInstrument,
): Promise<InstrumentId> {
  const id = uuidv7();
  await database.asset.create({
    data: {
      id,
      kind: "instrument",
      symbol,
      name: symbol,
      assetClass,
      exchange: assetClass === "crypto" ? "CRYPTO" : "NASDAQ",
      currencyId: USD_ASSET_ID,
      decimals: 9,
      tickSize: "0.01",
      fractionable: true,
    },
  });
  await setQuote(database, id, price);
  return asId<InstrumentId>(id);
}

/** Bid and ask a cent around the price, in endless size. */
export async function setQuote(database: Database, assetId: string, price: string): Promise<void> {
  const at = new Date();
  const size = "1000000";
  const values = {
    source: SOURCE,
    bid: dec(price).minus("0.01").toFixed(),
    ask: dec(price).plus("0.01").toFixed(),
    last: price,
    bidSize: size,
    askSize: size,
    open: price,
    previousClose: price,
    tick: 1n,
    venueAt: at,
    updatedAt: at,
  };
  await database.quote.upsert({ where: { assetId }, create: { assetId, ...values }, update: values });
}

export async function addUser(database: Database, role: Role): Promise<TestUser> {
  const id = uuidv7();
  await database.user.create({ data: { id, email: `${id}@example.test`, name: role, role } });
  return { id: asId<UserId>(id), role };
}

export async function addAccount(
  desk: TestDesk,
  owner: TestUser,
  { cash, limits }: { cash?: string; limits?: { readonly [rule in RiskRule]?: string } } = {},
): Promise<AccountId> {
  const values = Object.fromEntries(Object.entries({ ...WIDE, ...limits }).map(([rule, value]) => [rule, dec(value)]));
  const opened = await openAccount({
    // By the desk itself: its owner may not choose the limits.
    ctx: desk.contextFor(),
    input: {
      name: "Test",
      ownerId: owner.id,
      ...(cash === undefined ? {} : { cash: dec(cash) }),
      limits: values as Limits,
    },
  });
  return opened.id;
}

type Limits = { readonly [rule in RiskRule]?: Decimal };

/** Limits that stand in nobody's way. */
const WIDE: { readonly [rule in RiskRule]: string } = {
  max_order_value: "1000000000",
  max_position_value: "1000000000",
  max_open_orders: "1000000",
  max_orders_per_minute: "1000000",
  max_daily_loss: "1000000000",
};
