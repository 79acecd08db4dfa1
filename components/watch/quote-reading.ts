// How a quote reads on screen: its change, its spread, and how far it may be trusted now.
import { formatBasisPoints } from "#components/format/percent.ts";
import { formatPrice } from "#components/format/price.ts";
import { divideDecimals, signOf, subtractDecimals } from "#components/format/string-decimal.ts";
import { formatAge, formatTime } from "#components/format/time.ts";
import type { Freshness } from "#components/ui/freshness-badge.tsx";
import type { QuoteView } from "#lib/contracts/instrument.ts";
import { freshness } from "#lib/domain/market/quote.ts";

export interface Trust {
  readonly state: Freshness;
  readonly detail?: string;
  readonly title: string;
}

/** Which market the prices come from; simulated and replayed ones say so everywhere. */
export function marketBadge(source: string, venueAt: string, zone: string): Trust | null {
  if (source.startsWith("simulated")) return { state: "simulated", title: "Generated prices, not a real market" };
  if (source.startsWith("replay")) {
    return {
      state: "replay",
      detail: formatTime(venueAt, { zone, style: "date" }),
      title: "Recorded prices played again; orders fill at the prices of that day",
    };
  }
  return null;
}

/** Only what is worth a warning: a fresh price wears no badge of its own. `now` is null before the page is live. */
export function ageBadge(quote: Pick<QuoteView, "updatedAt"> | undefined, now: number | null): Trust | null {
  if (quote === undefined) return { state: "unknown", title: "No price has arrived yet" };
  if (now === null) return null;
  const at = new Date(quote.updatedAt);
  const state = freshness({ at }, new Date(now));
  if (state === "live") return null;
  const age = formatAge(now - at.getTime());
  return { state, detail: age, title: `The last price came ${age} ago` };
}

/** "0.04 (2 bps)". */
export function spreadWords({ bid, ask }: Pick<QuoteView, "bid" | "ask">, tick: string): string {
  const spread = subtractDecimals(ask, bid);
  if (signOf(bid) <= 0) return formatPrice(spread, { tick });
  return `${formatPrice(spread, { tick })} (${formatBasisPoints(divideDecimals(spread, bid, 8), 1)})`;
}
