"use client";
// The market's own time beside the live indicator.
import { useQuery } from "@tanstack/react-query";
import { tradingStatusOptions } from "#lib/client/trading-status.ts";
import { marketClockText } from "./market-clock-text.ts";
import type { StatusFigures } from "./status-text.ts";

export function MarketClock({ initial, zone }: { initial: StatusFigures; zone: string }) {
  const { data } = useQuery(tradingStatusOptions(initial.accountId));
  return marketClockText((data ?? initial).market, zone);
}
