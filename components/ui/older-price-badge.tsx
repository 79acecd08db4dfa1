// Marks a price that is no quote: a close with its day, or, for want of both, the price of the last trade.
import { formatDay } from "#components/format/time.ts";
import { Badge } from "./badge.tsx";

interface OlderPriceBadgeProps {
  readonly kind: "close" | "trade";
  /** Null where the hint says it. */
  readonly day: string | null;
  readonly title?: string;
}

const HINTS = {
  close: "Its market has no quote: the last close that was imported",
  trade: "Neither quote nor close is known: the price of the last trade",
} as const;

export function OlderPriceBadge({ kind, day, title = HINTS[kind] }: OlderPriceBadgeProps) {
  const look =
    kind === "close" ? ({ tone: "neutral", shape: "square" } as const) : ({ tone: "warn", shape: "triangle" } as const);
  return (
    <Badge {...look} title={title}>
      {day === null ? kind : `${kind} ${formatDay(day)}`}
    </Badge>
  );
}
