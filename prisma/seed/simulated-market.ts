/** The simulated market at its first start: instruments, two years of days, five days of minutes, and the first quotes. */
import { v7 as uuidv7 } from "uuid";
import { ensureBarMonths, upsertBars } from "#lib/db/bars.sql.ts";
import type { Database } from "#lib/db/client.ts";
import { upsertQuotes } from "#lib/db/quotes.sql.ts";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import type { Bar } from "#lib/domain/market/bars.ts";
import { historyOf } from "#lib/domain/market/simulation-history.ts";
import { quoteFrom } from "#lib/domain/market/simulation-quote.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import type { MarketQuote } from "#lib/ports/market-data.ts";
import { INSTRUMENTS, type SeedInstrument } from "./instruments.ts";

export interface SimulatedMarketSeed {
  readonly source: string;
  readonly seed: string;
  /** The live walk starts here. */
  readonly endAt: Date;
}

/** A little over the two years that `historyOf` makes by default. */
const HISTORY_MS = 740 * 86_400_000;

/** Started again after a crash, it writes the same rows: everything follows from seed and end. */
export async function seedSimulatedMarket(
  database: Database,
  { source, seed, endAt }: SimulatedMarketSeed,
): Promise<void> {
  const assetIds = await seedInstruments(database);
  await ensureBarMonths(database, new Date(endAt.getTime() - HISTORY_MS), endAt);
  const quotes: MarketQuote[] = [];
  let bars: Bar[] = [];
  for (const instrument of INSTRUMENTS) {
    const { daily, minutes } = historyOf(instrument, { seed, endAt });
    bars.push(...daily, ...minutes);
    if (bars.length > 40_000) {
      await upsertBars(database, source, assetIds, bars);
      bars = [];
    }
    quotes.push(firstQuote(instrument, daily, endAt));
  }
  await upsertBars(database, source, assetIds, bars);
  await upsertQuotes(database, { source, tick: 0n, assetIds, quotes });
}

async function seedInstruments(database: Database): Promise<ReadonlyMap<string, string>> {
  await database.asset.createMany({
    data: INSTRUMENTS.map(({ symbol, name, assetClass, exchange, tickSize, fractionable, shortable }) => ({
      id: uuidv7(),
      kind: "instrument",
      symbol,
      name,
      assetClass,
      exchange,
      currencyId: USD_ASSET_ID,
      decimals: 9,
      tickSize,
      fractionable,
      shortable,
    })),
    skipDuplicates: true,
  });
  const stored = await database.asset.findMany({
    where: { kind: "instrument", ownerAccountId: null },
    select: { id: true, symbol: true },
  });
  return new Map(stored.map(({ id, symbol }) => [symbol, id]));
}

function firstQuote(instrument: SeedInstrument, daily: readonly Bar[], at: Date): MarketQuote {
  const { symbol, assetClass, startPrice, tickSize } = instrument;
  const { bid, ask, last, bidSize, askSize } = quoteFrom(
    startPrice,
    { symbol, assetClass, tickSize: dec(tickSize) },
    0n,
  );
  const today = daily.at(-1);
  const yesterday = daily.at(-2);
  const open = dec(today?.open ?? startPrice);
  return { symbol, bid, ask, last, bidSize, askSize, open, previousClose: dec(yesterday?.close ?? startPrice), at };
}
