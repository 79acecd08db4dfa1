/** Bars for the chart: stored minutes and days, wider ones gathered from minutes; never from another market than this database's. */
import { type BarRow, readBars } from "#lib/db/read-bars.sql.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound } from "../errors.ts";

export const BAR_INTERVALS = ["1m", "5m", "15m", "1h", "1d"] as const;
export type ShownInterval = (typeof BAR_INTERVALS)[number];

const MADE_OF: { readonly [I in ShownInterval]: { readonly stored: "1m" | "1d"; readonly width: number } } = {
  "1m": { stored: "1m", width: 1 },
  "5m": { stored: "1m", width: 5 },
  "15m": { stored: "1m", width: 15 },
  "1h": { stored: "1m", width: 60 },
  "1d": { stored: "1d", width: 1 },
};

export const BARS_DEFAULT = 200;
export const BARS_MAX = 1_000;

export interface BarSeries {
  readonly symbol: string;
  readonly interval: ShownInterval;
  readonly source: string;
  /** Oldest first; amounts are decimal strings as stored. */
  readonly bars: readonly BarRow[];
  /** Ask for `before` this instant to go further back; null at the beginning. */
  readonly earlier: Date | null;
}

export interface ListBarsInput {
  readonly symbol: string;
  readonly interval: ShownInterval;
  readonly before?: Date | undefined;
  readonly limit?: number | undefined;
}

export async function listBars({ ctx, input }: Verb<ListBarsInput>): Promise<BarSeries> {
  requirePermission(ctx, "portfolio:read");
  const limit = Math.min(input.limit ?? BARS_DEFAULT, BARS_MAX);
  const [instrument, market] = await Promise.all([
    ctx.database.asset.findFirst({
      where: { symbol: input.symbol, kind: "instrument", ownerAccountId: null },
      select: { id: true },
    }),
    ctx.database.marketState.findUnique({ where: { id: 1 }, select: { source: true, mode: true } }),
  ]);
  if (instrument === null) throw notFound("instrument");
  const source = market?.source ?? "";
  const rows = await readBars(ctx.database, {
    source,
    instrumentId: instrument.id,
    ...MADE_OF[input.interval],
    before: input.before ?? null,
    limit,
    wholeOnly: market?.mode === "replay",
  });
  const bars = rows.toReversed();
  return {
    symbol: input.symbol,
    interval: input.interval,
    source,
    bars,
    earlier: rows.length === limit ? (bars[0]?.startAt ?? null) : null,
  };
}
