"use client";
// A replay moves through its days while one looks: the badge names the day that the prices beside it are of.
import { useQuery } from "@tanstack/react-query";
import { formatTime } from "#components/format/time.ts";
import { FreshnessBadge } from "#components/ui/freshness-badge.tsx";
import { tradingStatusOptions } from "#lib/client/trading-status.ts";

export interface ReplayBadgeProps {
  readonly accountId: string;
  readonly zone: string;
}

export function ReplayBadge({ accountId, zone }: ReplayBadgeProps) {
  // The shell's status line asks for it every few seconds; this reads along.
  const { data } = useQuery(tradingStatusOptions(accountId));
  const date = data === undefined ? {} : { detail: formatTime(data.market.venueAt, { zone, style: "date" }) };
  return <FreshnessBadge state="replay" title="Recorded prices played again" {...date} />;
}
