/** What a trade or a transfer does to a holding: it closes what stands against it, and opens what is left. */
import { type Fixed, fixedOver } from "../shared/fixed.ts";
import { invariant } from "../shared/invariant.ts";
import type { Book, Moved } from "./book.ts";
import type { BookFact } from "./fact.ts";
import type { Holding } from "./holding.ts";
import { type Closing, closeOut, moveOut, openInto } from "./lot-book.ts";
import { type Money, minus, NOTHING, negated, share } from "./money.ts";
import { isDust } from "./units.ts";

/** How a fact's units meet those held; all over the holding's denominator. */
interface Meeting {
  /** Unsigned: so much of what was held is closed. */
  readonly closed: bigint;
  /** Signed: so much is opened. */
  readonly opened: bigint;
  /** Unsigned: the fact's own units. */
  readonly units: bigint;
}

export function applyTrade(book: Book, holding: Holding, fact: BookFact, moved: Moved): void {
  const meeting = meet(holding, fact);
  const [gross, fee] = [split(moved.gross, meeting), split(moved.fee, meeting)];
  const buys = fact.type === "buy";
  const closing = {
    ...closingOf(book, holding, fact, meeting, moved.rate),
    // A buy closes shorts, whose costs and proceeds are negative.
    proceeds: buys ? negated(gross.closed) : gross.closed,
    fee: fee.closed,
  };
  const opening = { cost: buys ? gross.opened : negated(gross.opened), fee: fee.opened };
  for (const lots of holding.books) {
    if (meeting.closed !== 0n) closeOut(lots, closing, book.options.onClose);
    if (meeting.opened !== 0n) openInto(lots, fact.id, fact.day, meeting.opened, opening);
  }
  settle(holding, fact, meeting);
  if (fact.price !== 0n || fact.quantity !== 0n) {
    const price = fact.price !== 0n ? fact.price : fixedOver(fact.gross, fact.quantity);
    holding.lastTrade = { price, currencyId: fact.currencyId, day: fact.day };
  }
}

/**
 * At cost: what comes opens at the cost it brings, what goes leaves at the cost that its lots have, and nothing is
 * realised. Both are flows of that cost, so that equity stays inflow less outflow plus net result. (A daily series may
 * value the same transfer at the day's close instead; it has that from the timeline.)
 */
export function applyTransfer(book: Book, holding: Holding, fact: BookFact, moved: Moved): void {
  const meeting = meet(holding, fact);
  const comes = fact.type === "transfer_in";
  const { opened: brought } = split(moved.gross, meeting);
  const closing = closingOf(book, holding, fact, meeting, moved.rate);
  const cost = comes ? brought : negated(brought);
  for (const lots of holding.books) {
    // The cost of a short is negative: handing one over takes a debt away.
    const gone = meeting.closed === 0n ? NOTHING : moveOut(lots, closing, book.options.onClose);
    if (meeting.opened !== 0n) openInto(lots, fact.id, fact.day, meeting.opened, { cost, fee: NOTHING });
    if (comes) lots.movedIn += cost.base - gone.base;
    else lots.movedOut += gone.base - cost.base;
  }
  settle(holding, fact, meeting);
}

function meet(holding: Holding, { type, quantity }: BookFact): Meeting {
  invariant(quantity > 0n, `a ${type} has a positive quantity`);
  const units = quantity * holding.denominator;
  const signed = type === "buy" || type === "transfer_in" ? units : -units;
  const { held } = holding;
  const after = held + signed;
  const against = held !== 0n && held < 0n !== signed < 0n;
  if (!against) return { closed: 0n, opened: signed, units };
  const whole = held < 0n ? -held : held;
  if (isDust(after, holding.denominator)) return { closed: whole, opened: 0n, units };
  if (after === 0n || after < 0n === held < 0n) return { closed: units, opened: 0n, units };
  return { closed: whole, opened: after, units };
}

/** An amount of the fact by quantity: what belongs to the closed units and what to the opened ones. */
function split(amount: Money, { closed, opened, units }: Meeting): { closed: Money; opened: Money } {
  if (opened === 0n) return { closed: amount, opened: NOTHING };
  if (closed === 0n) return { closed: NOTHING, opened: amount };
  const part = share(amount, closed, units);
  return { closed: part, opened: minus(amount, part) };
}

function closingOf(book: Book, holding: Holding, fact: BookFact, { closed }: Meeting, rate: Fixed): Closing {
  const assigned = book.options.assignments?.get(fact.id) ?? [];
  const picks = assigned.map(({ openingId, quantity }) => ({ openingId, units: quantity * holding.denominator }));
  const foreign = holding.currencyId !== book.options.baseCurrencyId;
  const what = { factId: fact.id, day: fact.day, units: closed, denominator: holding.denominator };
  return { ...what, proceeds: NOTHING, fee: NOTHING, rate, foreign, picks };
}

function settle(holding: Holding, { id, day }: BookFact, { closed, opened }: Meeting): void {
  const before = holding.held;
  holding.held = before < 0n ? before + closed : before - closed;
  holding.held += opened;
  if (holding.held >= 0n) holding.oversold = null;
  else if (before >= 0n) holding.oversold = { factId: id, day };
}
