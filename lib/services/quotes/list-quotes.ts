/** Latest quotes with their age: a price always says how far it may be trusted. */
import { type QuoteRecordRow, readQuotes } from "#lib/db/read-quotes.sql.ts";
import { type Freshness, freshness } from "#lib/domain/market/quote.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { divide } from "#lib/domain/shared/rounding.ts";
import { requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { notFound } from "../errors.ts";

const FRACTION_PLACES = 10;

export interface QuoteRecord {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly last: Decimal;
  readonly bidSize: Decimal;
  readonly askSize: Decimal;
  readonly open: Decimal;
  readonly previousClose: Decimal;
  readonly change: Decimal;
  readonly changeFraction: Decimal | null;
  /** Where the price comes from: `simulated:<seed>`, `replay`. */
  readonly source: string;
  readonly tick: bigint;
  /** Venue time of the price. */
  readonly venueAt: Date;
  /** Wall time at which it was last confirmed. */
  readonly updatedAt: Date;
  readonly ageMs: number;
  readonly freshness: Freshness;
}

/** Symbols without a quote are left out: the reader shows "--" for them. */
export async function listQuotes({
  ctx,
  input,
}: Verb<{ readonly symbols?: readonly string[] | undefined }>): Promise<readonly QuoteRecord[]> {
  requirePermission(ctx, "portfolio:read");
  const rows = await readQuotes(ctx.database, input.symbols ?? null);
  const now = ctx.clock.now();
  return rows.map((row) => toQuoteRecord(row, now));
}

export async function getQuote({ ctx, input }: Verb<{ readonly symbol: string }>): Promise<QuoteRecord> {
  const [quote] = await listQuotes({ ctx, input: { symbols: [input.symbol] } });
  if (quote === undefined) throw notFound("quote");
  return quote;
}

export function toQuoteRecord(row: QuoteRecordRow, now: Date): QuoteRecord {
  const last = dec(row.last);
  const previousClose = dec(row.previousClose);
  const change = last.minus(previousClose);
  return {
    ...row,
    bid: dec(row.bid),
    ask: dec(row.ask),
    last,
    bidSize: dec(row.bidSize),
    askSize: dec(row.askSize),
    open: dec(row.open),
    previousClose,
    change,
    changeFraction: previousClose.gt(0) ? divide(change, previousClose, FRACTION_PLACES, "half-even") : null,
    ageMs: Math.max(0, now.getTime() - row.updatedAt.getTime()),
    freshness: freshness({ at: row.updatedAt }, now),
  };
}
