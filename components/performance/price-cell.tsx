// A price with its kind: the quote of now, a close with its day, or, for want of both, the price of the last trade.
import { readPrice } from "#components/format/price.ts";
import { formatDay } from "#components/format/time.ts";
import { Badge, type Shape, type Tone } from "#components/ui/badge.tsx";
import { Figure } from "#components/ui/figure.tsx";
import type { PriceKind, ReportPosition } from "#lib/domain/performance/report.ts";
import { causeOf } from "./report-style.ts";

const KINDS: Readonly<Record<Exclude<PriceKind, "none">, { tone: Tone; shape: Shape; title: string }>> = {
  live: { tone: "live", shape: "dot", title: "The quote of now" },
  close: { tone: "neutral", shape: "square", title: "The last close on or before the day" },
  trade: { tone: "warn", shape: "triangle", title: "No close is known: the price of the last trade" },
};

export function PriceKindBadge({ position, asOf }: { position: ReportPosition; asOf: string }) {
  const { priceKind, priceDay } = position;
  if (priceKind === "none") return null;
  const { tone, shape, title } = KINDS[priceKind];
  const day = priceDay === null ? "" : formatDay(priceDay);
  // The day is said where it is not the report's own.
  return (
    <Badge tone={tone} shape={shape} title={day === "" ? title : `${title}: ${day}`}>
      {priceKind === "live" || priceDay === asOf || day === "" ? priceKind : `${priceKind} ${day}`}
    </Badge>
  );
}

export function PriceCell({ position, asOf }: { position: ReportPosition; asOf: string }) {
  const cause = causeOf(position.missing) ?? "No close and no trade gives it a price";
  return (
    <span className="inline-flex items-center justify-end gap-1.5">
      <PriceKindBadge position={position} asOf={asOf} />
      <Figure reading={readPrice(position.price, { tick: "0.01", cause })} />
    </span>
  );
}
