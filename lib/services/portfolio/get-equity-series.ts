/** The equity curve of an account over a range, ending in the live figure; deposits are marked, so that they do not look like gains. */

import { readEquityPoints } from "#lib/db/equity-series.sql.ts";
import { parseCount } from "#lib/domain/shared/count.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import {
  addDays,
  asLocalDate,
  type LocalDate,
  startOfDay,
  toLocalDate,
  VENUE_ZONE,
} from "#lib/domain/shared/local-date.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { readValuedPortfolio } from "./read-valued-portfolio.ts";
import type { ValuedPortfolio } from "./value-portfolio.ts";

export const EQUITY_RANGES = ["1D", "1W", "1M", "3M", "YTD", "1Y", "All"] as const;
export type EquityRange = (typeof EQUITY_RANGES)[number];

export interface EquityPoint {
  readonly at: Date;
  readonly equity: Decimal;
  readonly cash: Decimal;
  /** Deposits less withdrawals since the point before; null for none. */
  readonly deposit: Decimal | null;
  /** The figure of this moment, not a stored one. */
  readonly live: boolean;
}

export interface EquitySeries {
  readonly range: EquityRange;
  readonly currency: string;
  readonly points: readonly EquityPoint[];
  /** Last point less first less deposits between them; null with fewer than two points. */
  readonly change: Decimal | null;
  /** Why there is no live point; null when there is one. */
  readonly cause: string | null;
}

interface Shape {
  readonly interval: "1m" | "1d";
  readonly bucketMinutes: number;
  readonly firstDay: (today: LocalDate) => LocalDate | null;
}

const DAY_MINUTES = 1_440;
const SHAPES: { readonly [R in EquityRange]: Shape } = {
  "1D": { interval: "1m", bucketMinutes: 1, firstDay: (today) => today },
  "1W": { interval: "1m", bucketMinutes: 15, firstDay: (today) => addDays(today, -6) },
  "1M": { interval: "1d", bucketMinutes: DAY_MINUTES, firstDay: (today) => monthsBefore(today, 1) },
  "3M": { interval: "1d", bucketMinutes: DAY_MINUTES, firstDay: (today) => monthsBefore(today, 3) },
  YTD: { interval: "1d", bucketMinutes: DAY_MINUTES, firstDay: (today) => asLocalDate(`${today.slice(0, 4)}-01-01`) },
  "1Y": { interval: "1d", bucketMinutes: DAY_MINUTES, firstDay: (today) => monthsBefore(today, 12) },
  All: { interval: "1d", bucketMinutes: DAY_MINUTES, firstDay: () => null },
};

export async function getEquitySeries({
  ctx,
  input,
}: Verb<{ readonly accountId: string; readonly range: EquityRange }>): Promise<EquitySeries> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const { accountId, range } = input;
  const now = await readValuedPortfolio(ctx.database, accountId);
  const { interval, bucketMinutes, firstDay } = SHAPES[range];
  const day = firstDay(toLocalDate(now.venueAt, VENUE_ZONE));
  const from = day === null ? null : startOfDay(day, VENUE_ZONE);
  const rows = await readEquityPoints(ctx.database, { accountId, interval, from, bucketMinutes });
  const { netDeposits, summary } = now;
  const equity = likeStored(now);
  const stored = rows.map((row) => ({
    at: row.at,
    equity: dec(row.equity),
    cash: dec(row.cash),
    netDeposits: dec(row.netDeposits),
    live: false,
  }));
  const live = equity === null ? [] : [{ at: now.venueAt, equity, cash: summary.cash, netDeposits, live: true }];
  const points = markDeposits([...stored, ...live]);
  return {
    range,
    currency: now.currency,
    points,
    change: changeOf(points),
    cause: equity === null ? summary.cause : null,
  };
}

/** Stored points count what has no quote at its cost; the last point must not jump from that to a close of another day. */
function likeStored({ summary, positions }: ValuedPortfolio): Decimal | null {
  if (summary.equity === null) return null;
  return positions.reduce(
    (equity, { olderPrice, unrealised }) =>
      olderPrice === null || unrealised === null ? equity : equity.minus(unrealised),
    summary.equity,
  );
}

type Unmarked = Omit<EquityPoint, "deposit"> & { readonly netDeposits: Decimal };

/** Where the equity took them in: a deposit of today at its minute, one of the past that was booked today at that minute too. */
function markDeposits(curve: readonly Unmarked[]): EquityPoint[] {
  return curve.map(({ netDeposits, ...point }, index) => {
    const before = curve[index - 1]?.netDeposits;
    // What came before the curve begins is where it starts from, not a mark on it.
    const deposit = before === undefined || before.eq(netDeposits) ? null : netDeposits.minus(before);
    return { ...point, deposit };
  });
}

function changeOf(points: readonly EquityPoint[]): Decimal | null {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || first === last) return null;
  return points.reduce(
    (rest, { deposit }) => (deposit === null ? rest : rest.minus(deposit)),
    last.equity.minus(first.equity),
  );
}

/** The same day of an earlier month, or that month's last day. */
function monthsBefore(day: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, date = 1] = day.split("-").map((part) => parseCount(part, { min: 0, max: 9_999 }));
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0));
  const target = new Date(
    Date.UTC(lastOfMonth.getUTCFullYear(), lastOfMonth.getUTCMonth(), Math.min(date, lastOfMonth.getUTCDate())),
  );
  return asLocalDate(target.toISOString().slice(0, 10));
}
