/** The performance of an account on the wire: figures, returns, series, and what each figure is made of. */
import { z } from "zod";
import { LotMethodText } from "./account.ts";
import { DecimalText, Id, Instant, pageQuery } from "./common.ts";
import { Day, InstantInput, SymbolText } from "./fields.ts";
import { viewOf } from "./view.ts";

export const PerformanceParams = z.strictObject({ id: Id });

const DayOrInstant = z.union(
  [Day, InstantInput],
  "must be a date such as 2026-11-20 or an instant such as 2026-11-20T15:30:00Z",
);

export const PerformanceQuery = z.strictObject({
  from: Day.optional().meta({
    description:
      "First day that counts, in the account's time zone; the close before it opens. From the first entry when left out.",
  }),
  asOf: DayOrInstant.optional().meta({
    description: "A day to its end, or an instant: effective time, with today's knowledge. Now when left out.",
  }),
  method: LotMethodText.optional().meta({
    description: "The account's own when left out; the books stay as they are.",
  }),
  knownAt: DayOrInstant.optional().meta({
    description:
      "Only facts that were known then: an instant, or a day to its end. Made by the worker; 503 with Retry-After while that takes longer.",
  }),
  benchmark: SymbolText.optional().meta({ description: "To compare with, instead of the account's." }),
  series: z.enum(["every", "drawn"]).optional().meta({
    description:
      "`drawn`: of a long history at most some hundred days, those that a chart shows: both ends, the extremes of each stretch, flagged days, and days with money in or out. Every day when left out.",
  }),
});

export const FactsBehindQuery = z.strictObject({
  ...pageQuery,
  explain: z.string().max(80).meta({
    description: "The figure, by its code: `totals.realised`, `returns.xirr`, `positions.<instrument id>.cost`.",
    example: "totals.income",
  }),
  ...PerformanceQuery.pick({ from: true, asOf: true, knownAt: true }).shape,
});

const money = DecimalText.nullable();
const GrossNet = z.strictObject({ gross: DecimalText, net: DecimalText }).meta({
  id: "GrossNet",
  description: "Gross ignores fees; net adds buy fees to cost and takes sale fees from proceeds.",
});
const both = GrossNet.nullable();

const MissingView = z
  .strictObject({ kind: z.enum(["price", "rate"]), assetId: Id, symbol: z.string(), day: z.string() })
  .meta({ id: "MissingFigure", description: "Why a figure is null." });

const TotalsView = z.strictObject({
  ...{ marketValue: money, cash: money, equity: money, cost: both, unrealised: both, realised: both },
  ...{ income: money, interest: money, fees: money, taxes: money, inflow: money, outflow: money },
  ...{ pnl: both, currencyEffect: money, missing: z.array(MissingView) },
  cashCurrencyEffect: money.meta({ description: "The part of the currency effect that no position carries." }),
  opening: z
    .strictObject({ equity: money, unrealised: both })
    .nullable()
    .meta({ description: "At the close before `from`; null where the report begins with the books." }),
});

const PositionView = z
  .strictObject({
    ...{ instrumentId: Id, symbol: z.string(), name: z.string(), currency: z.string(), quantity: DecimalText },
    ...{ averagePrice: both, cost: GrossNet, price: money, priceDay: z.string().nullable() },
    priceKind: z.enum(["live", "close", "trade", "none"]).meta({
      description:
        "live: a quote; close: the last close on or before the day; trade: the last trade's own price; none: there is none.",
    }),
    ...{ marketValue: money, unrealised: both, realised: GrossNet, income: DecimalText, fees: DecimalText },
    ...{ taxes: DecimalText, pnl: both },
    base: z
      .strictObject({
        ...{
          cost: both,
          marketValue: money,
          unrealised: both,
          realised: both,
          income: money,
          fees: money,
          taxes: money,
        },
        pnl: both,
      })
      .meta({ description: "In the account's currency: cost at each trade's own rate, value at the day's." }),
    ...{ currencyEffect: money, dayChange: money },
    oversold: z.strictObject({ factId: Id, day: z.string() }).nullable(),
    lots: z.array(
      z.strictObject({ openedDay: z.string(), openedBy: Id.nullable(), quantity: DecimalText, cost: GrossNet }),
    ),
    missing: z.array(MissingView),
  })
  .meta({ id: "PerformancePosition", description: "In the instrument's own currency." });

const ReturnsView = z.strictObject({
  timeWeighted: z.strictObject({ fraction: money, flaggedDays: z.array(z.string()) }),
  xirr: z.strictObject({ fraction: money, reason: z.string().nullable() }),
  simple: z.strictObject({ fraction: money, reason: z.string().nullable() }),
  drawdown: z.strictObject({
    ...{ fraction: DecimalText, peakDay: z.string().nullable(), troughDay: z.string().nullable() },
    recoveredDay: z.string().nullable(),
  }),
  volatility: z.strictObject({ period: money, annualised: money, reason: z.string().nullable() }),
  benchmark: z.strictObject({ symbol: z.string(), fraction: money }).nullable(),
});

const SeriesDayView = z.strictObject({
  ...{
    day: z.string(),
    equity: money,
    inflow: DecimalText,
    outflow: DecimalText,
    fraction: DecimalText,
    index: DecimalText,
  },
  flag: z.enum(["zero_base", "negative_base", "total_loss", "below_zero", "missing_price"]).nullable(),
});

export const PerformanceView = z
  .strictObject({
    ...{ accountId: Id, currency: z.string(), timeZone: z.string(), method: LotMethodText },
    ...{ from: z.string().nullable(), asOf: z.string(), knownAt: Instant.nullable() },
    state: z.strictObject({
      rebuilding: z.boolean().meta({ description: "New figures are being made; these are the last good ones." }),
      figuresOf: Instant,
      entries: z.int(),
      failure: z.strictObject({ at: Instant, cause: z.string() }).nullable(),
    }),
    totals: TotalsView,
    returns: ReturnsView,
    positions: z.array(PositionView),
    cash: z.array(
      z.strictObject({ currency: z.string(), amount: DecimalText, rate: money, base: money, currencyEffect: money }),
    ),
    days: z.strictObject({ all: z.int(), given: z.int(), withFlows: z.int() }).meta({
      description: "Days of the report, those that `series` gives, and those on which money came or went.",
    }),
    series: z.array(SeriesDayView),
    benchmarkSeries: z.array(z.strictObject({ day: z.string(), index: DecimalText })),
    explanations: z
      .record(
        z.string(),
        z.strictObject({
          ...{ measure: z.string(), formula: z.string() },
          inputs: z.array(z.strictObject({ name: z.string(), value: z.string().nullable() })),
        }),
      )
      .meta({ description: "Of each total and return: the measure, its formula and its inputs." }),
  })
  .meta({ id: "Performance" });
export type PerformanceView = z.output<typeof PerformanceView>;
export const toPerformanceView = viewOf(PerformanceView);
