/** Opens this database's market where it stood: its source of prices, and the ledger's names of its symbols. */
import { createReplayMarket } from "#lib/adapters/market-data/replay.ts";
import { createSimulatedMarket } from "#lib/adapters/market-data/simulated.ts";
import type { Database } from "#lib/db/client.ts";
import { type LatestBars, loadDailyBars, loadLatestBars } from "#lib/db/market.sql.ts";
import type { Bar } from "#lib/domain/market/bars.ts";
import type { SimulationProfile } from "#lib/domain/market/simulation-profile.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import type { MarketCheckpoint, MarketData } from "#lib/ports/market-data.ts";

export interface LoadedMarket {
  readonly data: MarketData;
  readonly assetIds: ReadonlyMap<string, string>;
  /** By the id of each asset, what the source calls it: a symbol that was changed keeps its name there. */
  readonly names: ReadonlyMap<string, string>;
  /** Changes when bars were imported or symbols changed since: then load again. */
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
  const assets = await database.asset.findMany({ where: { kind: "instrument", ownerAccountId: null } });
  const assetIds = new Map(assets.map(({ symbol, id }) => [symbol, id]));
  if (state.mode === "replay") {
    const bars = await loadDailyBars(database, source);
    const symbols = assets.flatMap(({ symbol, tickSize }) => {
      const own = bars.get(symbol);
      return own === undefined || tickSize === null ? [] : [{ symbol, tickSize: dec(tickSize.toFixed()), bars: own }];
    });
    const data = createReplayMarket({ source, symbols, speed, tick, checkpoint });
    return { data, assetIds, names: new Map(assets.map(({ symbol, id }) => [id, symbol])), imports };
  }
  for (const { symbol, assetId } of await database.assetAlias.findMany()) {
    if (!assetIds.has(symbol)) assetIds.set(symbol, assetId);
  }
  const own = profiles.filter(({ symbol }) => assetIds.has(symbol));
  const names = new Map(own.map(({ symbol }) => [assetIds.get(symbol) ?? "", symbol]));
  const latest = inNames(await loadLatestBars(database, source), assetIds, names);
  const data = createSimulatedMarket({ source, seed, profiles: own, startedAt, checkpoint, ...latest });
  return { data, assetIds, names, imports };
}

/** Stored bars come by today's symbols. */
function inNames(
  latest: LatestBars,
  assetIds: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): LatestBars {
  const nameOf = (symbol: string) => names.get(assetIds.get(symbol) ?? "") ?? symbol;
  const named = (bar: Bar): Bar => ({ ...bar, symbol: nameOf(bar.symbol) });
  return {
    minutes: latest.minutes.map(named),
    days: latest.days.map(named),
    previousCloses: new Map([...latest.previousCloses].map(([symbol, close]) => [nameOf(symbol), close])),
  };
}

export async function importsOf(database: Database): Promise<string> {
  const { _count, _max } = await database.barImport.aggregate({ _count: true, _max: { createdAt: true } });
  return `${_count} ${_max.createdAt?.toISOString() ?? ""} ${await database.assetAlias.count()}`;
}
