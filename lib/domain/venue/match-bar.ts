/** One order against a finished bar, where only open, high, low, close and volume are known: fills stay inside what the bar traded. */
import type { Bar } from "../market/bars.ts";
import { type Decimal, dec, maxOf, minOf } from "../shared/decimal.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { touchAuction } from "./auction.ts";
import { inContinuousTrading, lapseOf, type VenueSession } from "./match-quote.ts";
import type { Touch } from "./settle.ts";
import { slip } from "./slippage.ts";
import { stopReached, trailed, trailStop, triggeredMarks } from "./stops.ts";
import { isStop, type VenueOrder, workingLimit } from "./venue-order.ts";

export interface BarPrices {
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  readonly volume: Decimal;
}

export interface BarEvent {
  readonly kind: "bar";
  /** When the bar ended. The orders given to it must have rested since before it began. */
  readonly at: Date;
  readonly session: VenueSession;
  readonly tradingDay: LocalDate;
  readonly bar: BarPrices;
  /** Until when orders were taken for the opening that begins this bar; null when no session opens with it. */
  readonly openingUntil: Date | null;
  /** The same for the closing that ends it. */
  readonly closingUntil: Date | null;
}

export function barPrices(bar: Pick<Bar, "open" | "high" | "low" | "close" | "volume">): BarPrices {
  return {
    open: dec(bar.open),
    high: dec(bar.high),
    low: dec(bar.low),
    close: dec(bar.close),
    volume: dec(bar.volume),
  };
}

/** What the bar means for the order; null when it does not concern it. */
export function touchBar(order: VenueOrder, event: BarEvent): Touch | null {
  const { bar, at, tradingDay } = event;
  const auction = order.timeInForce === "opg" ? "open" : "close";
  const entryUntil = auction === "open" ? event.openingUntil : event.closingUntil;
  if (!inContinuousTrading(order)) {
    if (entryUntil === null) return null;
    return touchAuction(order, {
      kind: "auction",
      auction,
      at,
      tradingDay,
      entryUntil,
      price: bar[auction],
      size: null,
    });
  }
  const lapse = lapseOf(order);
  const idle: Touch = { price: null, early: false, marks: null, lapse };
  if (event.session === "extended" && !order.extendedHours) return lapse === null ? null : idle;
  const touch = isStop(order) && order.triggeredAt === null ? stopInBar(order, event) : asItRests(order, bar);
  // What must trade at once takes the open or nothing.
  const price = lapse === null || touch.early ? touch.price : null;
  return { price: price && slipped(order, bar, price), early: touch.early, marks: touch.marks ?? null, lapse };
}

interface Place {
  readonly price: Decimal | null;
  readonly early: boolean;
  readonly marks?: Touch["marks"];
}

/** Market orders trade at the open. A limit that the open already meets trades there (a gap favours it), else at its limit if the bar came so far. */
function asItRests(order: VenueOrder, { open, high, low }: BarPrices): Place {
  const limit = workingLimit(order);
  if (limit === null) return { price: open, early: true };
  const [better, reached] =
    order.side === "buy" ? [open.lte(limit), low.lte(limit)] : [open.gte(limit), high.gte(limit)];
  return better ? { price: open, early: true } : { price: reached ? limit : null, early: false };
}

/** A stop at or beyond the open is gapped: it trades from the open on. Otherwise it trades where the bar came to it. */
function stopInBar(order: VenueOrder, { bar, at }: BarEvent): Place {
  const trailing = order.type === "trailing_stop";
  // A trailing stop that has seen no price yet begins with the open.
  const begun = trailing && order.highWaterMark === null;
  const marked = begun ? { ...order, highWaterMark: bar.open, stopPrice: trailStop(order, bar.open) } : order;
  const { side, stopPrice } = marked;
  if (stopPrice === null) return { price: null, early: false };
  const marks = triggeredMarks(marked, at);
  if (stopReached(side, stopPrice, bar.open) && !begun) return { ...asItRests(order, bar), marks };
  if (stopReached(side, stopPrice, side === "buy" ? bar.high : bar.low)) {
    return { price: fromStop(marked, stopPrice, bar), early: false, marks };
  }
  if (!trailing) return { price: null, early: false };
  const moved = trailed(marked, side === "buy" ? bar.low : bar.high);
  const first = begun ? { highWaterMark: bar.open, stopPrice, triggeredAt: null } : null;
  return { price: null, early: false, marks: moved ?? first };
}

/** After a trigger within the bar only its close is known to come later: a limit on the far side of the stop trades if the close came to it. */
function fromStop(order: VenueOrder, stopPrice: Decimal, { close }: BarPrices): Decimal | null {
  const limit = workingLimit(order);
  if (limit === null) return stopPrice;
  if (order.side === "buy") return stopPrice.lte(limit) ? stopPrice : close.lte(limit) ? limit : null;
  return stopPrice.gte(limit) ? stopPrice : close.gte(limit) ? limit : null;
}

function slipped(order: VenueOrder, bar: BarPrices, at: Decimal): Decimal {
  const price = minOf(bar.high, maxOf(bar.low, at));
  return slip({ model: order.slippage, side: order.side, price, limitPrice: workingLimit(order), range: bar });
}
