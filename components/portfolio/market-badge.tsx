// Says of every figure below it that it rests on a market that is not the real one.
import { FreshnessBadge } from "#components/ui/freshness-badge.tsx";

export function MarketBadge({ source }: { source: string }) {
  if (source.startsWith("simulated")) {
    return <FreshnessBadge state="simulated" title="Prices of a simulated market" />;
  }
  return source === "replay" ? <FreshnessBadge state="replay" title="Prices of an imported past" /> : null;
}
