/** Fills an empty database with what every desk needs: currency, house accounts, its market for good, instruments, their past, flags. */
import type { Database } from "#lib/db/client.ts";
import { ensureUpcomingMonths } from "#lib/db/partitions.sql.ts";
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
import { SYSTEM_ACTOR_ID } from "#lib/services/context.ts";
import { seedSimulatedMarket } from "./simulated-market.ts";

export interface ReferenceOptions {
  readonly market: "simulated" | "replay";
  /** Seed of the simulated walk; a replay has none. */
  readonly seed: string;
  readonly now?: Date;
}

/** Safe at every start: what is there stays as it is. Refuses a database that belongs to another market. */
export async function seedReference(database: Database, options: ReferenceOptions): Promise<void> {
  const { market, seed } = options;
  const source = market === "simulated" ? `simulated:${seed}` : "replay";
  // A desk that was off for a season finds its months missing; they are made before anything writes.
  await ensureUpcomingMonths(database);
  await seedMoney(database, source);
  await seedFlags(database);
  const state = await chooseMarket(database, { market, source, seed, now: options.now ?? new Date() });
  if (state.seededAt !== null) return;
  if (market === "simulated") await seedSimulatedMarket(database, { source, seed, endAt: state.startedAt });
  await database.marketState.update({ where: { id: 1 }, data: { seededAt: new Date() } });
}

async function seedMoney(database: Database, source: string): Promise<void> {
  await database.asset.createMany({
    data: [{ id: USD_ASSET_ID, kind: "currency", symbol: "USD", name: "US dollar", decimals: 2 }],
    skipDuplicates: true,
  });
  const house = [
    { id: VENUE_CLEARING_ID, code: "venue_clearing", name: "Venue clearing" },
    { id: FEE_INCOME_ID, code: "fee_income", name: "Fee income" },
    { id: CORPORATE_ACTIONS_ID, code: "corporate_actions", name: "Corporate actions" },
    { id: INTEREST_ID, code: "interest", name: "Interest" },
    { id: TAX_ID, code: "tax", name: "Taxes" },
    { id: IMPORT_CLEARING_ID, code: "import_clearing", name: "Imported trades" },
    { id: EXTERNAL_ID, code: "external", name: "Outside world" },
  ];
  await database.account.createMany({
    data: house.map((account) => ({
      ...account,
      kind: "house",
      currencyId: USD_ASSET_ID,
      marketSource: source,
      openedAt: new Date(0),
    })),
    skipDuplicates: true,
  });
}

const FLAGS = [
  ["trading.notional_orders", "Orders by amount of money instead of quantity."],
  ["ui.live_stream", "Pages update over a live stream; off, they ask again every few seconds."],
  ["orders.eager_dispatch", "The process that took an order sends it at once; off, the queue alone does."],
] as const;

async function seedFlags(database: Database): Promise<void> {
  const set = { enabled: true, defaultValue: true, updatedBy: SYSTEM_ACTOR_ID, updatedAt: new Date() };
  await database.flag.createMany({
    data: FLAGS.map(([key, description]) => ({ key, description, salt: key, ...set })),
    skipDuplicates: true,
  });
}

interface ChosenMarket {
  readonly market: "simulated" | "replay";
  readonly source: string;
  readonly seed: string;
  readonly now: Date;
}

/** The first start decides; afterwards prices, positions and the past all belong to that one market. */
async function chooseMarket(database: Database, { market, source, seed, now }: ChosenMarket) {
  // The live walk starts at a whole minute, so that its first bar is a whole one.
  const startedAt = new Date(now.getTime() - (now.getTime() % 60_000));
  await database.marketState.createMany({ data: [{ mode: market, source, seed, startedAt }], skipDuplicates: true });
  const state = await database.marketState.findUniqueOrThrow({ where: { id: 1 } });
  if (state.source !== source) {
    throw new Error(
      `This database belongs to the market ${state.source} since its first start and cannot become ${source}. ` +
        "Set BALLAST_MARKET and BALLAST_MARKET_SEED back, or choose another folder with BALLAST_DATA_DIR.",
    );
  }
  return state;
}
