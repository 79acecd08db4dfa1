/** One sentence's worth of truth: can this account trade right now, and if not, why. From the rows that the order path itself reads. */
import { type PreTradeRow, readPreTrade } from "#lib/db/submit-order.sql.ts";
import { type Decimal, dec, maxOf, ZERO } from "#lib/domain/shared/decimal.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";

export type TradingObstacle = "no_permission" | "halted" | "market_stale" | "daily_loss" | "open_orders";

export interface TradingStatus {
  readonly accountId: string;
  readonly canTrade: boolean;
  readonly obstacle: TradingObstacle | null;
  readonly halt: {
    readonly id: string;
    readonly scope: "desk" | "account";
    readonly reason: string;
    readonly setAt: Date;
  } | null;
  readonly buyingPower: Decimal;
  readonly openOrders: number;
  readonly openOrdersMax: Decimal | null;
  readonly dailyLoss: Decimal;
  readonly dailyLossMax: Decimal | null;
  /** Age of the newest quote in milliseconds, null when there is none. */
  readonly marketAgeMs: number | null;
  readonly market: {
    readonly mode: string;
    readonly source: string;
    readonly stepped: boolean;
    readonly venueAt: Date;
  };
}

const MARKET_STALE_MS = 30_000;

export async function getTradingStatus({ ctx, input }: Verb<{ readonly accountId: string }>): Promise<TradingStatus> {
  requirePermission(ctx, "portfolio:read");
  const role = await requireMember(ctx.database, ctx, input.accountId);
  const [state, market, newest] = await ctx.transact(async (tx) => [
    await readPreTrade(tx, input.accountId, ""),
    await tx.marketState.findUniqueOrThrow({ where: { id: 1 }, select: { mode: true, source: true, stepped: true } }),
    await tx.quote.aggregate({ _max: { updatedAt: true } }),
  ]);
  const updatedAt = newest._max.updatedAt;
  const marketAgeMs = updatedAt === null ? null : Math.max(0, Date.parse(state.now) - updatedAt.getTime());
  const figures = figuresOf(state);
  const mayTrade = ctx.permissions.has("orders:submit") && role !== "viewer";
  const obstacle = obstacleOf(mayTrade, state, marketAgeMs, figures);
  return {
    accountId: input.accountId,
    canTrade: obstacle === null,
    obstacle,
    halt: state.halt === null ? null : { ...state.halt, setAt: new Date(state.halt.setAt) },
    marketAgeMs,
    market: { ...market, venueAt: new Date(state.venueAt) },
    ...figures,
  };
}

function figuresOf(state: PreTradeRow) {
  const limit = (rule: string) => {
    const row = state.limits.find((candidate) => candidate.rule === rule);
    return row === undefined ? null : dec(row.value);
  };
  const dayPnl = dec(state.day.equity).minus(dec(state.day.startEquity)).minus(dec(state.day.netDeposits));
  return {
    buyingPower: state.cash === null ? ZERO : freeCash(state.cash),
    openOrders: state.open.count,
    openOrdersMax: limit("max_open_orders"),
    dailyLoss: maxOf(ZERO, dayPnl.negated()),
    dailyLossMax: limit("max_daily_loss"),
  };
}

function freeCash({ posted, held, floor }: NonNullable<PreTradeRow["cash"]>): Decimal {
  return dec(posted)
    .minus(dec(held))
    .minus(dec(floor ?? "0"));
}

function obstacleOf(
  mayTrade: boolean,
  state: PreTradeRow,
  marketAgeMs: number | null,
  figures: ReturnType<typeof figuresOf>,
): TradingObstacle | null {
  if (!mayTrade) return "no_permission";
  if (state.halt !== null) return "halted";
  if (marketAgeMs === null || marketAgeMs > MARKET_STALE_MS) return "market_stale";
  if (figures.dailyLossMax !== null && figures.dailyLoss.gte(figures.dailyLossMax)) return "daily_loss";
  if (figures.openOrdersMax?.lte(BigInt(figures.openOrders).toString())) return "open_orders";
  return null;
}
