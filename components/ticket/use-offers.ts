"use client";
// A ticket whose choices bring sensible prices with them, taken from the quote of that moment.
import { useCallback, useEffect, useRef } from "react";
import type { QuoteView } from "#lib/contracts/instrument.ts";
import { asApplies, type Market } from "./applies.ts";
import type { Offers } from "./offer-prices.ts";
import type { DraftPart } from "./ticket-state.ts";
import type { TicketHandle } from "./use-ticket.ts";

/** What changes which prices are needed, or on which side of the market they lie. */
const CHOICES = ["side", "sizing", "type", "exits", "trailBy"] as const;

interface OfferParts {
  readonly ticket: TicketHandle;
  readonly market: Market;
  readonly tick: string;
  readonly quote: QuoteView | undefined;
}

type OfferPrices = typeof import("./offer-prices.ts").offerPrices;

export function useOffers(parts: OfferParts): TicketHandle {
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });
  const offered = useRef<Offers>({});
  const chosen = useRef(false);
  const loaded = useRef<OfferPrices | null>(null);
  const load = useCallback(async () => {
    loaded.current ??= (await import("./offer-prices.ts")).offerPrices;
    return loaded.current;
  }, []);
  useEffect(() => {
    // Before the first choice, whose prices then stand there before the next key is pressed. Without it they come a little later.
    load().catch(() => undefined);
  }, [load]);

  const offer = useCallback((offerPrices: OfferPrices, leaveAlone: string | null) => {
    const { ticket, market, tick, quote } = latest.current;
    if (quote === undefined) return;
    const { bid, ask } = quote;
    const { assetClass } = market;
    const before = offered.current;
    ticket.change((draft) => {
      const prices = offerPrices(asApplies(draft, market), { bid, ask, tick, assetClass }, before);
      const offers = Object.fromEntries(Object.entries(prices).filter(([field]) => field !== leaveAlone));
      offered.current = { ...before, ...offers };
      return offers;
    });
  }, []);

  const change = useCallback((part: DraftPart) => {
    if (typeof part === "object" && CHOICES.some((choice) => choice in part)) chosen.current = true;
    latest.current.ticket.change(part);
  }, []);
  const { draft } = parts.ticket.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the draft that carries the choice, and only then
  useEffect(() => {
    if (!chosen.current) return;
    chosen.current = false;
    if (loaded.current !== null) return offer(loaded.current, null);
    // Somebody who has gone on to a price meanwhile is not written into.
    load().then(
      (offerPrices) => offer(offerPrices, focusedField()),
      () => undefined,
    );
  }, [draft]);
  return { ...parts.ticket, change };
}

function focusedField(): string | null {
  const { activeElement } = document;
  return activeElement instanceof HTMLInputElement ? activeElement.name : null;
}
