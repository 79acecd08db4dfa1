// Says of every figure below it that it rests on a market that is not the real one.
import { FreshnessBadge } from "#components/ui/freshness-badge.tsx";
import { ReplayBadge, type ReplayBadgeProps } from "./replay-badge.tsx";

export function MarketBadge({ source, accountId, zone }: { readonly source: string } & ReplayBadgeProps) {
  if (source.startsWith("simulated")) {
    return <FreshnessBadge state="simulated" title="Prices of a simulated market" />;
  }
  return source === "replay" ? <ReplayBadge accountId={accountId} zone={zone} /> : null;
}
