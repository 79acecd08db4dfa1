// An order as the preview's flat query asks about it.
import type { PreviewQuery } from "#lib/client/paths.ts";
import type { OrderTerms } from "./draft.ts";

export function previewQuery(accountId: string, terms: OrderTerms): PreviewQuery {
  const { takeProfit, stopLoss, extendedHours, ...rest } = terms;
  return {
    accountId,
    ...rest,
    extendedHours: extendedHours === true ? "true" : undefined,
    takeProfitLimitPrice: takeProfit?.limitPrice,
    stopLossStopPrice: stopLoss?.stopPrice,
    stopLossLimitPrice: stopLoss?.limitPrice,
  };
}
