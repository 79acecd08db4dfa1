"use client";
// A ticket whose choices bring sensible prices with them, taken from the quote of that moment.
import { useCallback, useEffect, useRef } from "react";
import type { QuoteView } from "#lib/contracts/instrument.ts";
import { asApplies, type Market } from "./applies.ts";
import type { TicketDraft } from "./draft.ts";
import type { Offers } from "./offer-prices.ts";
import type { TicketHandle } from "./use-ticket.ts";

/** What changes which prices are needed, or on which side of the market they lie. */
const CHOICES = ["side", "sizing", "type", "exits", "trailBy"] as const;

interface OfferParts {
  readonly ticket: TicketHandle;
  readonly market: Market;
  readonly tick: string;
  readonly quote: QuoteView | undefined;
}

export function useOffers(parts: OfferParts): TicketHandle {
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  const offered = useRef<Offers>({});
  const chosen = useRef(false);
  const change = useCallback((part: Partial<TicketDraft>) => {
    if (CHOICES.some((choice) => choice in part)) chosen.current = true;
    latest.current.ticket.change(part);
  }, []);
  const { draft } = parts.ticket.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the draft that carries the choice, and only then
  useEffect(() => {
    if (!chosen.current) return;
    chosen.current = false;
    // The arithmetic comes with the first choice; what is typed before it has come stays.
    void import("./offer-prices.ts").then(({ offerPrices }) => {
      const { ticket, market, tick, quote } = latest.current;
      if (quote === undefined) return;
      const { bid, ask } = quote;
      const { assetClass } = market;
      const prices = offerPrices(
        asApplies(ticket.state.draft, market),
        { bid, ask, tick, assetClass },
        offered.current,
      );
      offered.current = { ...offered.current, ...prices };
      ticket.change(prices);
    });
  }, [draft]);
  return { ...parts.ticket, change };
}
