/** What the daily series is made of: quantities and cash at the close of each day on which they changed, and the day's flows. */
import type { Fixed } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { applyFact } from "./apply-fact.ts";
import type { Book } from "./book.ts";
import type { BookFact } from "./fact.ts";
import { type Holding, type LastTrade, quantityOf } from "./holding.ts";

/** At the close of that day, and until the next step. */
export interface Step {
  readonly day: LocalDate;
  readonly amount: Fixed;
}

export interface Track {
  /** Before the first fact of the timeline. */
  readonly opening: Fixed;
  readonly steps: Step[];
}

/** Units as they are traded on each day: a split is a step. */
export interface HoldingTrack extends Track {
  readonly instrumentId: string;
  readonly currencyId: string;
  /** The last trade of each day that had one; values a day without any close. */
  readonly trades: LastTrade[];
}

/**
 * A transfer brings or takes value without cash. Its flow is what it is worth at the day's close; where no price is
 * known, its cost, which is also what the totals of a report count.
 */
export interface TransferFlow {
  readonly factId: string;
  readonly instrumentId: string;
  /** As traded that day, never negative. */
  readonly quantity: Fixed;
  readonly comes: boolean;
  /** Net, in the account's currency, under the first of the book's methods. */
  readonly cost: Fixed;
}

/** In the account's currency, at the rates of the facts themselves. */
export interface FlowDay {
  readonly day: LocalDate;
  inflow: Fixed;
  outflow: Fixed;
  readonly transfers: TransferFlow[];
}

export interface Timeline {
  readonly holdings: Map<string, HoldingTrack>;
  readonly cash: Map<string, Track>;
  readonly flows: FlowDay[];
}

/** Begins where the book stands: empty books, or books that were saved and go on. */
export function openTimeline(book: Book): Timeline {
  const timeline: Timeline = { holdings: new Map(), cash: new Map(), flows: [] };
  for (const holding of book.holdings.values()) trackOf(timeline, holding, quantityOf(holding));
  for (const [currencyId, { own }] of book.cash) timeline.cash.set(currencyId, { opening: own, steps: [] });
  return timeline;
}

/** Applies the fact to the book and writes down what it changed. */
export function recordFact(timeline: Timeline, book: Book, fact: BookFact): void {
  const { inflow, outflow } = book;
  const known = fact.instrumentId === null ? undefined : book.holdings.get(fact.instrumentId);
  const moved = known === undefined ? { movedIn: 0n, movedOut: 0n } : movedSoFar(known);
  applyFact(book, fact);
  noteCash(timeline, book, fact);
  if (book.inflow !== inflow || book.outflow !== outflow) {
    const flow = flowOn(timeline, fact.day);
    flow.inflow += book.inflow - inflow;
    flow.outflow += book.outflow - outflow;
  }
  const holding = fact.instrumentId === null ? undefined : book.holdings.get(fact.instrumentId);
  if (holding !== undefined) noteHolding(timeline, holding, fact, moved);
}

function noteHolding(timeline: Timeline, holding: Holding, fact: BookFact, before: Moves): void {
  const track = trackOf(timeline, holding, 0n);
  const { lastTrade } = holding;
  if (fact.type === "buy" || fact.type === "sell" || fact.type === "split" || isTransfer(fact)) {
    step(track, fact.day, quantityOf(holding));
  }
  if (lastTrade !== null && lastTrade.day === fact.day && lastTrade !== track.trades[track.trades.length - 1]) {
    if (track.trades[track.trades.length - 1]?.day === fact.day) track.trades.pop();
    track.trades.push(lastTrade);
  }
  if (!isTransfer(fact)) return;
  const after = movedSoFar(holding);
  const comes = fact.type === "transfer_in";
  const cost = comes ? after.movedIn - before.movedIn : after.movedOut - before.movedOut;
  const { id, instrumentId, quantity } = { ...fact, instrumentId: holding.instrumentId };
  flowOn(timeline, fact.day).transfers.push({ factId: id, instrumentId, quantity, comes, cost });
}

interface Moves {
  readonly movedIn: Fixed;
  readonly movedOut: Fixed;
}

function movedSoFar({ books: [first] }: Holding): Moves {
  return { movedIn: first?.movedIn ?? 0n, movedOut: first?.movedOut ?? 0n };
}

function isTransfer({ type }: BookFact): boolean {
  return type === "transfer_in" || type === "transfer_out";
}

function noteCash(timeline: Timeline, book: Book, { currencyId, day }: BookFact): void {
  const amount = book.cash.get(currencyId)?.own ?? 0n;
  let track = timeline.cash.get(currencyId);
  if (track === undefined) {
    if (amount === 0n) return;
    track = { opening: 0n, steps: [] };
    timeline.cash.set(currencyId, track);
  }
  step(track, day, amount);
}

function trackOf(timeline: Timeline, { instrumentId, currencyId }: Holding, opening: Fixed): HoldingTrack {
  const known = timeline.holdings.get(instrumentId);
  if (known !== undefined) return known;
  const track = { instrumentId, currencyId, opening, steps: [], trades: [] };
  timeline.holdings.set(instrumentId, track);
  return track;
}

function step({ opening, steps }: Track, day: LocalDate, amount: Fixed): void {
  const last = steps[steps.length - 1];
  if (last?.day === day) steps.pop();
  const before = steps[steps.length - 1];
  if ((before === undefined ? opening : before.amount) !== amount) steps.push({ day, amount });
}

function flowOn({ flows }: Timeline, day: LocalDate): FlowDay {
  const last = flows[flows.length - 1];
  if (last?.day === day) return last;
  const flow = { day, inflow: 0n, outflow: 0n, transfers: [] };
  flows.push(flow);
  return flow;
}
