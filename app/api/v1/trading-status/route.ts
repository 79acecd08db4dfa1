/** Whether one can trade right now, and if not, why. */
import { AccountQuery } from "#lib/contracts/portfolio.ts";
import { TradingStatusView, toTradingStatusView } from "#lib/contracts/risk.ts";
import { route } from "#lib/server/route.ts";
import { getTradingStatus } from "#lib/services/status/get-trading-status.ts";

export const GET = route(
  {
    summary: "Get the trading status of an account",
    tags: ["Risk"],
    permission: "portfolio:read",
    query: AccountQuery,
    answer: TradingStatusView,
    view: toTradingStatusView,
  },
  ({ ctx, query }) => getTradingStatus({ ctx, input: query }),
);
