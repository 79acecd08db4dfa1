/** The portfolio in one glance and its equity curve, on the wire. */
import { z } from "zod";
import { AccountKindText } from "./account.ts";
import { DecimalText, Id, Instant } from "./common.ts";
import { Freshness } from "./fields.ts";
import { PositionView } from "./position.ts";
import { ProofStateView } from "./proof.ts";
import { viewOf } from "./view.ts";

const money = DecimalText.nullable();

export const AccountQuery = z.strictObject({ accountId: Id });

export const PortfolioView = z
  .strictObject({
    accountId: Id,
    kind: AccountKindText,
    name: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    marketSource: z.string(),
    tradingDay: z.string(),
    venueAt: Instant,
    asOf: Instant,
    oldestPriceAt: Instant.nullable().meta({ description: "The oldest price these figures rest on." }),
    freshness: Freshness,
    openOrders: z.int(),
    netDeposits: DecimalText,
    income: DecimalText.meta({
      description:
        "Dividends and interest in the account's currency; what came in others is in the performance report.",
    }),
    summary: z.strictObject({
      cash: DecimalText,
      held: DecimalText,
      buyingPower: DecimalText,
      marketValue: money,
      equity: money,
      dayPnl: money,
      dayPnlFraction: money,
      totalPnl: money,
      totalPnlFraction: money,
      realised: DecimalText,
      unrealised: money,
      fees: DecimalText,
      missingPrices: z.array(z.string()),
      cause: z.string().nullable().meta({ description: "Why figures are null; null when all are known." }),
    }),
    positions: z.array(PositionView),
    proof: ProofStateView.meta({ description: "What the books of this account are known to be." }),
  })
  .meta({ id: "Portfolio" });
export type PortfolioView = z.output<typeof PortfolioView>;
export const toPortfolioView = viewOf(PortfolioView);

export const EQUITY_RANGES = ["1D", "1W", "1M", "3M", "YTD", "1Y", "All"] as const;
export const EquityQuery = z.strictObject({ accountId: Id, range: z.enum(EQUITY_RANGES).default("1M") });

export const EquitySeriesView = z
  .strictObject({
    range: z.enum(EQUITY_RANGES),
    currency: z.string(),
    points: z.array(
      z.strictObject({
        at: Instant,
        equity: DecimalText,
        cash: DecimalText,
        deposit: money.meta({ description: "Deposits less withdrawals since the point before." }),
        live: z.boolean(),
      }),
    ),
    change: money.meta({ description: "Last point less first less deposits between them." }),
    cause: z.string().nullable().meta({ description: "Why there is no live point." }),
  })
  .meta({ id: "EquitySeries" });
export type EquitySeriesView = z.output<typeof EquitySeriesView>;
export const toEquitySeriesView = viewOf(EquitySeriesView);
