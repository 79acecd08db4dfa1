// What an order does to the position: which part of it closes, which opens, and what it may not do. Rules SHT and ZRO of docs/orders.md.
import type { Instrument } from "../market/instrument.ts";
import { type Decimal, maxOf, minOf, toPlain, ZERO } from "../shared/decimal.ts";
import { opposite } from "./market-side.ts";
import type { Side } from "./order.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { committed, committedBy, type RestingOrder } from "./resting.ts";
import type { Ticket } from "./ticket.ts";
import { isFractional } from "./ticket-size.ts";

export interface Split {
  /** The part that closes what is there: a sale of what is owned, a cover of what is short. */
  readonly closing: Decimal;
  /** The part that opens: a purchase, or a short sale. */
  readonly opening: Decimal;
}

export interface Book {
  /** Signed: negative when short. */
  readonly position: Decimal;
  /** Units that no hold has taken; nothing when short. */
  readonly unitsAvailable: Decimal;
  /** The account's open orders of this symbol. */
  readonly resting: readonly RestingOrder[];
}

export interface ShortRules {
  readonly shorting: boolean;
  readonly allowCrossZero: boolean;
}

/** `quantity` of an order by amount is what its amount is worth now. */
export function splitOrder(side: Side, quantity: Decimal, book: Book): Split {
  const closing = minOf(quantity, maxOf(ZERO, closable(side, book)));
  return { closing, opening: quantity.minus(closing) };
}

function closable(side: Side, { position, unitsAvailable, resting }: Book): Decimal {
  if (side === "sell") return unitsAvailable;
  return position.negated().minus(committed(resting, "buy"));
}

type Asked = Pick<Ticket, "symbol" | "side" | "quantity" | "notional" | "orderClass">;
type Traded = Pick<Instrument, "symbol" | "assetClass" | "shortable">;

export interface CrossingInput {
  readonly ticket: Asked;
  readonly quantity: Decimal;
  readonly instrument: Traded;
  readonly book: Book;
  readonly rules: ShortRules;
}

export function checkCrossing(input: CrossingInput): Refusal | null {
  return (
    checkGroupDirection(input) ??
    (input.ticket.side === "sell" ? checkSale(input) : checkCover(input)) ??
    checkBothWays(input)
  );
}

/** An entry does not reduce, and an OCO does nothing else. */
function checkGroupDirection({ ticket, book: { position } }: CrossingInput): Refusal | null {
  if (ticket.orderClass === "simple") return null;
  const against = ticket.side === "sell" ? position : position.negated();
  if (ticket.orderClass === "oco") {
    if (against.gt(0)) return null;
    const message = `An OCO closes a position; there is no ${ticket.symbol} to ${ticket.side}.`;
    return refuse("not_an_exit", "orderClass", message, { observed: position });
  }
  if (!against.gt(0)) return null;
  const message = `This would reduce the position of ${toPlain(position)} ${ticket.symbol}; exits are attached to entries. Use an OCO.`;
  return refuse("not_an_entry", "orderClass", message, { observed: position });
}

function checkSale(input: CrossingInput): Refusal | null {
  const { ticket, quantity, instrument, book, rules } = input;
  const { position } = book;
  const { opening } = splitOrder("sell", quantity, book);
  if (opening.isZero()) return null;
  const free = maxOf(ZERO, book.unitsAvailable);
  const figures = { limit: free, observed: quantity, headroom: free };
  if (position.gt(0)) {
    const mayShort = rules.shorting && instrument.shortable && instrument.assetClass !== "crypto";
    // What is owned but held by other orders may not be sold twice; that is no short sale.
    if (quantity.lte(position) || !mayShort || ticket.orderClass === "oco") return lacking(input, figures);
    if (!rules.allowCrossZero) return crosses(input, position);
  }
  if (!rules.shorting) {
    const message = `There is no ${instrument.symbol} to sell, and this account cannot sell short.`;
    return refuse("short_not_allowed", "quantity", message, figures);
  }
  if (!instrument.shortable || instrument.assetClass === "crypto") {
    return refuse("not_shortable", "symbol", `${instrument.symbol} cannot be sold short.`, figures);
  }
  const fractional = wholeOnly(ticket, "A short sale is for whole shares.");
  if (fractional !== null || opening.isInteger()) return fractional;
  const message = `Beyond the ${toPlain(free)} that can be sold a short sale is for whole shares. Sell those first.`;
  return refuse("fractional_short", "quantity", message, figures);
}

function checkCover(input: CrossingInput): Refusal | null {
  const { ticket, quantity, book, rules } = input;
  if (!book.position.lt(0)) return null;
  // A fraction can only be left by fills that came in another order than expected: all of it can be covered.
  const fractional = wholeOnly(ticket, "A short position is covered in whole shares.");
  if (fractional !== null && !quantity.eq(book.position.negated())) return fractional;
  const { opening } = splitOrder("buy", quantity, book);
  return opening.isZero() || (rules.allowCrossZero && ticket.orderClass !== "oco")
    ? null
    : crosses(input, book.position);
}

function wholeOnly(ticket: Asked, rule: string): Refusal | null {
  if (!isFractional(ticket)) return null;
  const byAmount = ticket.quantity === null;
  return refuse("fractional_short", byAmount ? "notional" : "quantity", `${rule} Give a whole quantity.`);
}

function lacking(
  { ticket, instrument, quantity, book }: CrossingInput,
  figures: { limit: Decimal; observed: Decimal; headroom: Decimal },
): Refusal {
  const blockedBy = committedBy(book.resting, "sell");
  const held = blockedBy.length === 0 ? "" : " The rest is held by open orders.";
  const message = `The order sells ${toPlain(quantity)} ${instrument.symbol}; ${toPlain(figures.limit)} is available.${held}`;
  const field = ticket.quantity === null ? "notional" : "quantity";
  return refuse("insufficient_quantity", field, message, { ...figures, ...(held === "" ? {} : { blockedBy }) });
}

function crosses({ ticket, quantity, book }: CrossingInput, position: Decimal): Refusal {
  const free = maxOf(ZERO, closable(ticket.side, book));
  const blockedBy = committedBy(book.resting, ticket.side);
  const message = `The order would carry the position of ${toPlain(position)} ${ticket.symbol} through zero; ${toPlain(free)} can be closed.`;
  return refuse("crosses_zero", "quantity", message, {
    observed: quantity,
    limit: free,
    headroom: free,
    ...(blockedBy.length === 0 ? {} : { blockedBy }),
  });
}

/** From flat, orders that open in both directions could together carry the position through zero. */
function checkBothWays({ ticket, book, rules }: CrossingInput): Refusal | null {
  if (!book.position.isZero() || rules.allowCrossZero || !rules.shorting) return null;
  const other = opposite(ticket.side);
  const blockedBy = committedBy(book.resting, other);
  if (blockedBy.length === 0) return null;
  const message = `An order to open a ${other === "buy" ? "long" : "short"} position is open. Cancel it first, or wait for its fill.`;
  return refuse("opposite_side_open", "side", message, { blockedBy });
}
