/** Instruments, quotes and bars on the wire. */

import { z } from "zod";
import { parseCount } from "#lib/domain/shared/count.ts";
import { DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { Freshness, InstantInput, SymbolText } from "./fields.ts";
import { viewOf } from "./view.ts";

export const InstrumentView = z
  .strictObject({
    id: Id,
    symbol: z.string(),
    name: z.string(),
    assetClass: z.enum(["us_equity", "crypto"]),
    exchange: z.string(),
    currency: z.string(),
    tickSize: DecimalText,
    minNotional: DecimalText,
    fractionable: z.boolean(),
    shortable: z.boolean(),
    tradable: z.boolean(),
  })
  .meta({ id: "Instrument" });
export type InstrumentView = z.output<typeof InstrumentView>;
export const toInstrumentView = viewOf(InstrumentView);
export const InstrumentPage = pageOf(InstrumentView);
export type InstrumentPage = z.output<typeof InstrumentPage>;
export const toInstrumentPage = viewOf(InstrumentPage);

export const InstrumentsQuery = z.strictObject({
  ...pageQuery,
  search: z.string().trim().max(40).optional().meta({ description: "Beginning of the symbol, or part of the name." }),
  assetClass: z.enum(["us_equity", "crypto"]).optional(),
});

export const QuoteView = z
  .strictObject({
    instrumentId: Id,
    symbol: z.string(),
    bid: DecimalText,
    ask: DecimalText,
    last: DecimalText,
    bidSize: DecimalText,
    askSize: DecimalText,
    open: DecimalText,
    previousClose: DecimalText,
    change: DecimalText,
    changeFraction: DecimalText.nullable(),
    source: z.string().meta({ description: "Which market: simulated:<seed> or replay." }),
    tick: z.string().meta({ description: "Step of the market; it only grows." }),
    venueAt: Instant.meta({ description: "Venue time of the price." }),
    updatedAt: Instant.meta({ description: "When it was last confirmed." }),
    ageMs: z.int(),
    freshness: Freshness,
  })
  .meta({ id: "Quote" });
export type QuoteView = z.output<typeof QuoteView>;
export const toQuoteView = viewOf(QuoteView);

export const QuotesView = z.strictObject({ items: z.array(QuoteView) });
export type QuotesView = z.output<typeof QuotesView>;
const toQuoteItems = viewOf(QuotesView);
export function toQuotesView(items: Parameters<typeof toQuoteItems>[0]["items"]): QuotesView {
  return toQuoteItems({ items });
}

export const QuotesQuery = z.strictObject({
  symbols: z
    .string()
    .max(2_000)
    .transform((text) => text.split(","))
    .pipe(z.array(SymbolText).max(100, "must name at most 100 symbols"))
    .optional()
    .meta({ description: "Symbols with commas between them; all of them when left out.", example: "AAPL,MSFT" }),
});

export const BAR_INTERVALS = ["1m", "5m", "15m", "1h", "1d"] as const;

export const BarsQuery = z.strictObject({
  symbol: SymbolText,
  interval: z.enum(BAR_INTERVALS).default("1d"),
  before: InstantInput.transform((text) => new Date(text))
    .optional()
    .meta({ description: "Only bars that begin earlier." }),
  limit: z
    .string()
    .regex(/^\d{1,4}$/, "must be a whole number from 1 to 1000")
    .transform((text) => parseCount(text, { min: 0, max: 9_999 }))
    .refine((limit) => limit >= 1 && limit <= 1_000, "must be a whole number from 1 to 1000")
    .optional()
    .meta({ description: "200 unless told." }),
});

export const BarSeriesView = z
  .strictObject({
    symbol: z.string(),
    interval: z.enum(BAR_INTERVALS),
    source: z.string(),
    bars: z
      .array(
        z.strictObject({
          startAt: Instant,
          tradingDay: z.string(),
          open: DecimalText,
          high: DecimalText,
          low: DecimalText,
          close: DecimalText,
          volume: DecimalText,
        }),
      )
      .meta({ description: "Oldest first." }),
    earlier: Instant.nullable().meta({ description: "Ask with before set to this to go further back." }),
  })
  .meta({ id: "BarSeries" });
export type BarSeriesView = z.output<typeof BarSeriesView>;
export const toBarSeriesView = viewOf(BarSeriesView);
