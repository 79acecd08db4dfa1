/** A past for measurements: so many activities of so many symbols over so many years, with a close for every weekday, booked as an import would. */
import { v7 as uuidv7 } from "uuid";
import { accountSeries, type CloseEntry, writeCloses } from "#lib/db/closes.sql.ts";
import { transactOn } from "#lib/db/transact.ts";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import {
  addDays,
  asLocalDate,
  type LocalDate,
  startOfDay,
  toLocalDate,
  VENUE_ZONE,
  weekdayOf,
} from "#lib/domain/shared/local-date.ts";
import type { ActivityToRecord } from "#lib/services/activities/activity-to-record.ts";
import { recordActivities } from "#lib/services/activities/record-activity.ts";
import type { Context } from "#lib/services/context.ts";

export interface PastSize {
  readonly activities: number;
  readonly symbols: number;
  readonly years: number;
}

export const PASTS: readonly PastSize[] = [
  { activities: 1_900, symbols: 60, years: 8 },
  { activities: 5_000, symbols: 100, years: 10 },
  { activities: 14_400, symbols: 250, years: 12 },
];

const SYMBOLS_A_STATEMENT = 5;
const ACTIVITIES_A_TRANSACTION = 5_000;
const BOOKING_MS = 120_000;

/** Of a book account that exists: its symbols are its own. The same numbers each time. */
export async function writePast(
  ctx: Context,
  accountId: string,
  { activities, symbols, years }: PastSize,
): Promise<void> {
  const random = randomFrom(activities);
  const lastDay = addDays(toLocalDate(ctx.clock.now(), VENUE_ZONE), -1);
  const days = daysUpTo(lastDay, years);
  const assets = await makeAssets(ctx, accountId, symbols);
  const prices = assets.map(() => walk(random, days.length));
  await writePrices(ctx, accountId, assets, prices, days);
  const rows = tradesOf(random, activities, assets, prices, days);
  const long = transactOn(ctx.database, { timeoutMs: BOOKING_MS });
  for (let start = 0; start < rows.length; start += ACTIVITIES_A_TRANSACTION) {
    const part = rows.slice(start, start + ACTIVITIES_A_TRANSACTION);
    await long((tx) => recordActivities(tx, ctx, { accountId, activities: part, importId: ctx.newId() }));
  }
}

function daysUpTo(last: LocalDate, years: number): LocalDate[] {
  const first = asLocalDate(`${BigInt(last.slice(0, 4)) - BigInt(years)}${last.slice(4).replace("-02-29", "-02-28")}`);
  const days: LocalDate[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

async function makeAssets(ctx: Context, accountId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  const shape = {
    kind: "instrument",
    assetClass: "us_equity",
    exchange: "IMPORTED",
    currencyId: USD_ASSET_ID,
    decimals: 9,
  };
  await ctx.database.asset.createMany({
    data: ids.map((id, at) => ({
      ...{ id, symbol: `P${at}`, name: `P${at}`, ...shape, tickSize: "0.01", fractionable: true },
      ownerAccountId: accountId,
    })),
  });
  return ids;
}

/** In cents, a small step a day. */
function walk(random: () => number, days: number): number[] {
  let cents = 2_000 + Math.floor(random() * 18_000);
  return Array.from({ length: days }, () => {
    cents = Math.max(100, Math.round(cents * (1 + (random() - 0.498) * 0.03)));
    return cents;
  });
}

async function writePrices(
  { database }: Context,
  accountId: string,
  assets: readonly string[],
  prices: readonly (readonly number[])[],
  days: readonly LocalDate[],
): Promise<void> {
  const open = days.flatMap((day, at) => (weekdayOf(day) % 6 === 0 ? [] : [{ day, at }]));
  for (let start = 0; start < assets.length; start += SYMBOLS_A_STATEMENT) {
    const entries = assets.slice(start, start + SYMBOLS_A_STATEMENT).flatMap((assetId, n): CloseEntry[] => {
      const own = prices[start + n] ?? [];
      return open.map(({ day, at }) => ({ assetId, currencyId: USD_ASSET_ID, day, close: inDollars(own[at] ?? 100) }));
    });
    await writeCloses(database, { series: accountSeries(accountId), adjusted: false, entries });
  }
}

/** A third of them sell some of what is there; spread evenly over the days. */
function tradesOf(
  random: () => number,
  count: number,
  assets: readonly string[],
  prices: readonly (readonly number[])[],
  days: readonly LocalDate[],
): ActivityToRecord[] {
  const held = assets.map(() => 0);
  const rows = [toRow(days[0] ?? asLocalDate("2020-01-01"), 0, { type: "deposit", gross: "100000000" })];
  while (rows.length < count) {
    const at = 1 + Math.floor((rows.length / count) * (days.length - 2));
    const symbol = Math.floor(random() * assets.length);
    const [owned, day] = [held[symbol] ?? 0, days[at]];
    if (day === undefined) break;
    const sells = owned > 0 && random() < 0.35;
    const units = 1 + Math.floor(random() * (sells ? owned : 20));
    const quantity = Math.min(units, sells ? owned : units);
    held[symbol] = owned + (sells ? -quantity : quantity);
    const price = inDollars(prices[symbol]?.[at] ?? 100);
    const trade = { type: sells ? "sell" : "buy", assetId: assets[symbol] ?? null, price, fee: "1" } as const;
    rows.push(toRow(day, rows.length, { ...trade, quantity: String(quantity) }));
  }
  return rows;
}

function toRow(
  day: LocalDate,
  row: number,
  given: Partial<ActivityToRecord> & Pick<ActivityToRecord, "type">,
): ActivityToRecord {
  return {
    ...{ assetId: null, currencyId: USD_ASSET_ID, day, effectiveAt: startOfDay(day, VENUE_ZONE), seq: 0, row },
    ...{ quantity: null, price: null, gross: null, fee: "0", ratioNew: null, ratioOld: null, fxToBase: null },
    externalId: null,
    ...given,
  };
}

function inDollars(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}

/** The same row of numbers from 0 to 1 each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
