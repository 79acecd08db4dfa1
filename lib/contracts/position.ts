/** Positions and lots on the wire. */
import { z } from "zod";
import { OlderPriceView } from "./account.ts";
import { DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { Freshness, SymbolText } from "./fields.ts";
import { viewOf } from "./view.ts";

const money = DecimalText.nullable();

export const PositionQuoteView = z.strictObject({
  last: DecimalText,
  bid: DecimalText,
  ask: DecimalText,
  previousClose: DecimalText,
  at: Instant,
  freshness: Freshness,
});

export const PositionView = z
  .strictObject({
    instrumentId: Id,
    symbol: z.string(),
    name: z.string(),
    assetClass: z.string(),
    tickSize: DecimalText,
    quantity: DecimalText,
    held: DecimalText.meta({ description: "Units held for orders that sell." }),
    averagePrice: money,
    cost: DecimalText,
    realised: DecimalText,
    fees: DecimalText,
    openedAt: Instant.nullable(),
    quote: PositionQuoteView.nullable(),
    olderPrice: OlderPriceView.nullable().meta({ description: "What it is valued by in the place of a quote." }),
    marketValue: money,
    dayChange: money.meta({ description: "What today's move of the price made of the quantity held now." }),
    dayChangeFraction: money,
    unrealised: money,
    unrealisedFraction: money,
    weight: money.meta({ description: "Share of equity." }),
    cause: z.string().nullable().meta({ description: "Why figures are null; null when none is for want of data." }),
  })
  .meta({ id: "Position" });
export type PositionView = z.output<typeof PositionView>;

export const PositionsView = z.strictObject({ items: z.array(PositionView) });
export type PositionsView = z.output<typeof PositionsView>;
const toItems = viewOf(PositionsView);
export function toPositionsView(items: Parameters<typeof toItems>[0]["items"]): PositionsView {
  return toItems({ items });
}

export const PositionsQuery = z.strictObject({
  accountId: Id,
  status: z.enum(["open", "all"]).optional().meta({ description: "open unless told; all shows closed ones too." }),
});

export const LotView = z
  .strictObject({
    id: Id,
    accountId: Id,
    instrumentId: Id,
    symbol: z.string(),
    openedExecutionId: Id.nullable().meta({ description: "The fill that opened it." }),
    openedActivityId: Id.nullable().meta({ description: "Or the activity, such as an imported purchase." }),
    openedAt: Instant,
    quantity: DecimalText,
    openQuantity: DecimalText,
    cost: DecimalText,
    openCost: DecimalText,
  })
  .meta({ id: "Lot" });
export type LotView = z.output<typeof LotView>;
export const LotPage = pageOf(LotView);
export type LotPage = z.output<typeof LotPage>;
export const toLotPage = viewOf(LotPage);

export const LotsQuery = z.strictObject({
  ...pageQuery,
  accountId: Id,
  symbol: SymbolText.optional(),
  status: z.enum(["open", "all"]).optional().meta({ description: "open unless told." }),
});
