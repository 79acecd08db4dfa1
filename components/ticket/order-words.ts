// Where an order stands, in one sentence and one word.
import { formatMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { compareDecimals, divideDecimals, multiplyDecimals } from "#components/format/string-decimal.ts";
import type { Shape, Tone } from "#components/ui/badge.tsx";
import type { OrderView } from "#lib/contracts/order.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import type { Terms } from "./draft.ts";
import { termsInWords } from "./terms-in-words.ts";

interface StatusLook {
  readonly word: string;
  readonly tone: Tone;
  readonly shape: Shape;
}

const LOOKS: Readonly<Record<string, StatusLook>> = {
  pending_new: { word: "accepted", tone: "info", shape: "ring" },
  new: { word: "working", tone: "info", shape: "dot" },
  partially_filled: { word: "partly filled", tone: "info", shape: "half" },
  filled: { word: "filled", tone: "live", shape: "check" },
  held: { word: "waiting", tone: "neutral", shape: "ring" },
  pending_replace: { word: "replacing", tone: "warn", shape: "ring" },
  pending_cancel: { word: "canceling", tone: "warn", shape: "ring" },
  canceled: { word: "canceled", tone: "neutral", shape: "dash" },
  expired: { word: "expired", tone: "neutral", shape: "dash" },
  rejected: { word: "refused", tone: "halt", shape: "cross" },
  replaced: { word: "replaced", tone: "neutral", shape: "dash" },
};

export function statusLook(status: string): StatusLook {
  return LOOKS[status] ?? { word: status.replaceAll("_", " "), tone: "neutral", shape: "ring" };
}

export function isWorking({ status }: Pick<OrderView, "status">): boolean {
  return isOpen(status);
}

export function orderInWords(order: OrderView, terms: Terms): string {
  const { symbol, side, type, timeInForce, quantity, notional, limitPrice, stopPrice, trailPrice, trailPercent } =
    order;
  return termsInWords(
    {
      symbol,
      side,
      type,
      timeInForce,
      ...(quantity === null ? {} : { quantity }),
      ...(notional === null ? {} : { notional }),
      ...(limitPrice === null ? {} : { limitPrice }),
      ...(stopPrice === null ? {} : { stopPrice }),
      ...(trailPrice === null ? {} : { trailPrice }),
      ...(trailPercent === null ? {} : { trailPercent }),
      ...(order.extendedHours ? { extendedHours: true } : {}),
    },
    terms,
  );
}

/** "4 of 10", or "4" where the order was given as an amount. */
export function filledOf({ quantity, filledQuantity }: Pick<OrderView, "quantity" | "filledQuantity">): string {
  const filled = formatQuantity(filledQuantity);
  return quantity === null ? filled : `${filled} of ${formatQuantity(quantity)}`;
}

/** Share of the order that is filled; by value where it was given as an amount. */
export function filledFraction(order: OrderView): string {
  const { quantity, notional, filledQuantity, averageFillPrice } = order;
  if (quantity !== null) return divideDecimals(filledQuantity, quantity, 4);
  if (notional === null || averageFillPrice === null) return "0";
  return divideDecimals(multiplyDecimals(filledQuantity, averageFillPrice), notional, 4);
}

export function standing(order: OrderView, { tick, currency }: Terms): string {
  const average = order.averageFillPrice;
  const filled = compareDecimals(order.filledQuantity, "0") > 0 && average !== null;
  const at = filled ? `at ${formatPrice(average, { tick, extraPlaces: 2 })}` : "";
  const so = filled ? ` ${filledOf(order)} filled ${at}.` : " Nothing was filled.";
  if (order.dispatch === "unknown" && isWorking(order)) return `Sent, no answer yet; checking.${filled ? so : ""}`;
  switch (order.status) {
    case "held":
      return "Waits for its entry to fill.";
    case "pending_replace":
      return `Change requested; a fill may still come first.${filled ? so : ""}`;
    case "replaced":
      return `Replaced by another order.${filled ? so : ""}`;
    case "pending_new":
      return "Accepted; on its way to the venue.";
    case "new":
      return atVenue(order, tick);
    case "partially_filled":
      return `Working.${so}`;
    case "filled": {
      const value = average === null ? null : multiplyDecimals(order.filledQuantity, average);
      return `Filled: ${formatQuantity(order.filledQuantity)} ${order.symbol} ${at}, ${formatMoney(value, { currency })}.`;
    }
    case "pending_cancel":
      return "Cancel requested; a fill may still come first.";
    case "canceled":
      return `Canceled${order.cancelReason === null || order.cancelReason === "requested" ? "" : ` (${order.cancelReason.replaceAll("_", " ")})`}.${so}`;
    case "expired":
      return `Expired at the end of its time.${so}`;
    case "rejected":
      return order.rejectDetail?.message ?? "Refused.";
    default:
      return statusLook(order.status).word;
  }
}

function atVenue({ type, timeInForce, stopPrice }: OrderView, tick: string): string {
  if (timeInForce === "opg") return "At the venue, waiting for the open.";
  if (timeInForce === "cls") return "At the venue, waiting for the close.";
  if (type === "trailing_stop" && stopPrice !== null)
    return `Working at the venue; the stop follows, now ${formatPrice(stopPrice, { tick })}.`;
  return type === "market" ? "At the venue, waiting for its price." : "Working at the venue.";
}
