// Type and time: which types an asset class knows, and for how long each may work. Rules TYP, TIF and EXT of docs/orders.md.
import type { AssetClass } from "../market/instrument.ts";
import type { OrderType, TimeInForce } from "./order.ts";
import { type Refusal, refuse } from "./refusal.ts";
import type { Ticket, TicketTerms } from "./ticket.ts";

const TYPES: { readonly [A in AssetClass]: readonly OrderType[] } = {
  us_equity: ["market", "limit", "stop", "stop_limit", "trailing_stop"],
  crypto: ["market", "limit", "stop_limit"],
};

// Alpaca knows only gtc and ioc for crypto; this desk has taken day, the venue's date, from its first release on.
const TIMES: { readonly [A in AssetClass]: readonly TimeInForce[] } = {
  us_equity: ["day", "gtc", "opg", "cls", "ioc", "fok"],
  crypto: ["day", "gtc", "ioc"],
};

/** The types that say all they need at once, and so may be tried once or wait for an auction. */
const IMMEDIATE: readonly OrderType[] = ["market", "limit"];
const RESTING_TIMES: readonly TimeInForce[] = ["day", "gtc"];
const AUCTION_TIMES: readonly TimeInForce[] = ["opg", "cls"];

export function checkTerms(ticket: Ticket, instrument: TicketTerms): Refusal | null {
  const { type, timeInForce } = ticket;
  const { assetClass, symbol } = instrument;
  if (!TYPES[assetClass].includes(type)) {
    const message = `${symbol} takes ${listed(TYPES[assetClass])} orders, not ${type}.`;
    return refuse("invalid_type", "type", message);
  }
  if (!TIMES[assetClass].includes(timeInForce)) {
    const message = `An order for ${symbol} is good for ${listed(TIMES[assetClass])}, not ${timeInForce}.`;
    return refuse("invalid_time_in_force", "timeInForce", message);
  }
  if (!RESTING_TIMES.includes(timeInForce) && !IMMEDIATE.includes(type)) {
    const why = AUCTION_TIMES.includes(timeInForce) ? "An auction takes" : `${timeInForce} is for`;
    const message = `${why} market and limit orders; make a ${type} order day or gtc.`;
    return refuse("invalid_time_in_force", "timeInForce", message);
  }
  return ticket.extendedHours ? checkExtendedHours(ticket, instrument) : null;
}

function checkExtendedHours({ type, timeInForce }: Ticket, { assetClass, symbol }: TicketTerms): Refusal | null {
  const code = "invalid_extended_hours";
  if (assetClass === "crypto") return refuse(code, "extendedHours", `${symbol} trades at all hours; leave it out.`);
  if (type !== "limit") return refuse(code, "type", "Outside the core session only limit orders trade.");
  if (RESTING_TIMES.includes(timeInForce)) return null;
  return refuse(code, "timeInForce", "An order for extended hours is day or gtc.");
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
