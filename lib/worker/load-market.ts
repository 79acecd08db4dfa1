/** Opens this database's market where it stood: its source of prices, and the ledger's names of its symbols. */
import { createReplayMarket } from "#lib/adapters/market-data/replay.ts";
import { createSimulatedMarket } from "#lib/adapters/market-data/simulated.ts";
import type { Database } from "#lib/db/client.ts";
import { loadDailyBars, loadLatestBars } from "#lib/db/market.sql.ts";
import type { SimulationProfile } from "#lib/domain/market/simulation-profile.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import type { MarketCheckpoint, MarketData } from "#lib/ports/market-data.ts";

export interface LoadedMarket {
  readonly data: MarketData;
  readonly assetIds: ReadonlyMap<string, string>;
  /** Changes when bars were imported since: then load again. */
  readonly imports: string;
}

export interface LoadMarketOptions {
  readonly profiles: readonly SimulationProfile[];
  /** Replayed seconds in a second. */
  readonly speed: Decimal;
}

export async function loadMarket(database: Database, { profiles, speed }: LoadMarketOptions): Promise<LoadedMarket> {
  const state = await database.marketState.findUnique({ where: { id: 1 } });
  if (state === null) throw new Error("This database has no market yet: run scripts/seed.ts first.");
  const { source, seed, tick, startedAt } = state;
  const checkpoint = state.state as MarketCheckpoint;
  const imports = await importsOf(database);
  const assets = await database.asset.findMany({ where: { kind: "instrument" } });
  const assetIds = new Map(assets.map(({ symbol, id }) => [symbol, id]));
  if (state.mode === "replay") {
    const bars = await loadDailyBars(database, source);
    const symbols = assets.flatMap(({ symbol, tickSize }) => {
      const own = bars.get(symbol);
      return own === undefined || tickSize === null ? [] : [{ symbol, tickSize: dec(tickSize.toFixed()), bars: own }];
    });
    return { data: createReplayMarket({ source, symbols, speed, tick, checkpoint }), assetIds, imports };
  }
  const own = profiles.filter(({ symbol }) => assetIds.has(symbol));
  const latest = await loadLatestBars(database, source);
  return {
    data: createSimulatedMarket({ source, seed, profiles: own, startedAt, checkpoint, ...latest }),
    assetIds,
    imports,
  };
}

export async function importsOf(database: Database): Promise<string> {
  const { _count, _max } = await database.barImport.aggregate({ _count: true, _max: { createdAt: true } });
  return `${_count} ${_max.createdAt?.toISOString() ?? ""}`;
}
