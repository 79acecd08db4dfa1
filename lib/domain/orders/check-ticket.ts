// Whether what is asked for is a well-formed order for this instrument at all.
import type { Refusal } from "./refusal.ts";
import type { Ticket, TicketRules, TicketTerms } from "./ticket.ts";
import { checkClass } from "./ticket-class.ts";
import { checkPrices } from "./ticket-prices.ts";
import { checkFraction, checkSize } from "./ticket-size.ts";
import { checkTerms } from "./ticket-terms.ts";

/**
 * The shape rules: size, then type and time, then class, then prices; null when it is well formed. Rules that need the
 * market, the clock or the account are not here: see the pre-trade check.
 */
export function checkTicket(ticket: Ticket, instrument: TicketTerms, rules: TicketRules): Refusal | null {
  return (
    checkSize(ticket, instrument, rules) ??
    checkTerms(ticket, instrument) ??
    checkFraction(ticket, instrument) ??
    checkClass(ticket, instrument) ??
    checkPrices(ticket, instrument)
  );
}
