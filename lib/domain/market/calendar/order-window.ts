// When an order may be sent, when it may trade and when it ends, by its time in force and the venue's calendar.

import type { OrderType, TimeInForce } from "../../orders/order.ts";
import { instantOf, toLocalDate, toWallTime, VENUE_ZONE } from "../../shared/local-date.ts";
import type { AssetClass } from "../instrument.ts";
import { findSession, type Phase, phaseAt, sessionUntil } from "./phase.ts";
import { type Calendar, calendarFor, sessionOf, type TradingSession } from "./sessions.ts";

export type AuctionTimeInForce = "opg" | "cls";

export interface OrderTiming {
  readonly timeInForce: TimeInForce;
  readonly type: OrderType;
  readonly extendedHours: boolean;
  readonly assetClass: AssetClass;
}

interface Moment {
  readonly at: Date;
  readonly calendar: Calendar;
}

export interface WindowRefusal {
  readonly code: "market_closed" | "opg_window" | "cls_window";
  readonly message: string;
  /** From then on the same order is taken. */
  readonly opensAt: Date;
}

const MINUTE_MS = 60_000;
/** How long before its auction an order must be there; an always open market takes it at any time. */
const LEAD_MS = { opg: 2 * MINUTE_MS, cls: 10 * MINUTE_MS } as const;
/** The venue's matching of an auction may come a little after its time; then what it left is over. */
const AUCTION_GRACE_MS = MINUTE_MS;
const AUCTION_ORDERS_AGAIN_FROM = "19:00";
const AUCTION = {
  opg: { code: "opg_window", name: "opening" },
  cls: { code: "cls_window", name: "closing" },
} as const;

/** Null when only its fill, its cancel or the venue ends the order. */
export function expiryOf(order: Omit<OrderTiming, "type"> & Moment): Date | null {
  const { timeInForce, at } = order;
  const calendar = calendarFor(order.assetClass, order.calendar);
  if (isForAuction(timeInForce)) return new Date(auctionOf(timeInForce, at, calendar).getTime() + AUCTION_GRACE_MS);
  if (timeInForce !== "day") return null;
  const end = order.extendedHours ? "postCloseAt" : "closeAt";
  return sessionUntil(end, at, calendar)[end];
}

/** The first auction that an order sent at that time is still in time for. */
export function auctionOf(timeInForce: AuctionTimeInForce, at: Date, calendar: Calendar): Date {
  const inTime = (session: TradingSession) => lastEntryOf(timeInForce, session, calendar) > at;
  return auctionIn(timeInForce, findSession(toLocalDate(at, VENUE_ZONE), calendar, inTime));
}

/** Why an order cannot be sent at that time; orders that can wait for a session may always be sent. */
export function checkWindow(order: OrderTiming & Moment): WindowRefusal | null {
  const { timeInForce, at } = order;
  const calendar = calendarFor(order.assetClass, order.calendar);
  if (isForAuction(timeInForce)) return checkAuctionWindow(timeInForce, at, calendar);
  if (timeInForce === "day" || timeInForce === "gtc") return null;
  const { phase, nextOpenAt } = phaseAt(at, calendar);
  if (mayTradeAt(order, phase)) return null;
  const message = `The market is closed, and an ${timeInForce} order cannot wait for it to open.`;
  return { code: "market_closed", message, opensAt: nextOpenAt };
}

/** Whether continuous trading may fill the order in that phase; auction orders trade in their auction only. */
export function mayTradeAt(order: OrderTiming, phase: Phase): boolean {
  if (isForAuction(order.timeInForce)) return false;
  if (order.assetClass === "crypto" || phase === "core") return true;
  const waits = order.timeInForce === "day" || order.timeInForce === "gtc";
  return phase !== "closed" && order.extendedHours && order.type === "limit" && waits;
}

function checkAuctionWindow(timeInForce: AuctionTimeInForce, at: Date, calendar: Calendar): WindowRefusal | null {
  if (calendar.mode === "always") return null;
  const day = toLocalDate(at, VENUE_ZONE);
  const session = sessionOf(day, calendar.overrides, calendar.mode);
  // On a day without auctions nothing is under way that the order could disturb: it waits for the next one.
  if (session === null) return null;
  const lastEntryAt = lastEntryOf(timeInForce, session, calendar);
  const opensAt = instantOf(day, AUCTION_ORDERS_AGAIN_FROM, VENUE_ZONE);
  if (at < lastEntryAt || at >= opensAt) return null;
  const { code, name } = AUCTION[timeInForce];
  const until = toWallTime(lastEntryAt, VENUE_ZONE);
  const message = `Orders for the ${name} auction are taken before ${until} and again from ${AUCTION_ORDERS_AGAIN_FROM}, New York time.`;
  return { code, message, opensAt };
}

function isForAuction(timeInForce: TimeInForce): timeInForce is AuctionTimeInForce {
  return timeInForce === "opg" || timeInForce === "cls";
}

function auctionIn(timeInForce: AuctionTimeInForce, session: TradingSession): Date {
  return timeInForce === "opg" ? session.openingAuctionAt : session.closingAuctionAt;
}

/** Exclusive: an order of that very instant comes too late. */
function lastEntryOf(timeInForce: AuctionTimeInForce, session: TradingSession, calendar: Calendar): Date {
  const lead = calendar.mode === "always" ? 0 : LEAD_MS[timeInForce];
  return new Date(auctionIn(timeInForce, session).getTime() - lead);
}
