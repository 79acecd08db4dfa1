"use client";
// The market's own time and phase beside the live indicator.
import { useQuery } from "@tanstack/react-query";
import { tradingStatusOptions } from "#lib/client/trading-status.ts";
import { marketClockText } from "./market-clock-text.ts";
import type { StatusFigures } from "./status-text.ts";
import { useMarketNow } from "./use-market-now.ts";

export function MarketClock({ initial, zone }: { initial: StatusFigures; zone: string }) {
  const { data } = useQuery(tradingStatusOptions(initial.accountId));
  const { data: now } = useMarketNow();
  return marketClockText((data ?? initial).market, now, zone);
}
