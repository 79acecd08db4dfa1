// From a line and the price it was moved to, to the change that is asked for: in words, in figures and as the request.
import {
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
} from "#components/format/string-decimal.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import type { ReplaceOrderBody } from "#lib/contracts/ticket.ts";
import type { ChartLine, LinePrice } from "./chart-lines.ts";

export interface Replacement {
  readonly body: ReplaceOrderBody;
  readonly name: "Limit" | "Stop" | "Trail";
  /** Both as they are written on the order: a price, or a trail as amount or percentage. */
  readonly before: string;
  readonly after: string;
  readonly unit: "price" | "percent";
  /** What is left of the order, at the line's old and new price; null for an order by amount. */
  readonly value: { readonly before: string; readonly after: string } | null;
}

/** Null when the line stands where it was, or where an order of its kind cannot be. */
export function replacementOf(line: ChartLine, price: string): Replacement | null {
  const { order, field } = line;
  if (field === "mark" || compareDecimals(price, line.price) === 0) return null;
  const value = worthOf(order, line.price, price);
  if (field === "trail") return trailOf(order, price, value);
  const before = field === "limitPrice" ? order.limitPrice : order.stopPrice;
  if (before === null) return null;
  const name = NAMES[field];
  return { body: { [field]: price }, name, before, after: price, unit: "price", value };
}

const NAMES: { readonly [F in Exclude<LinePrice, "trail">]: "Limit" | "Stop" } = {
  limitPrice: "Limit",
  stopPrice: "Stop",
};

function worthOf({ leavesQuantity }: OrderView, before: string, after: string): Replacement["value"] {
  if (leavesQuantity === null) return null;
  return { before: multiplyDecimals(leavesQuantity, before), after: multiplyDecimals(leavesQuantity, after) };
}

/** A trailing stop is moved by giving it another distance from the price it follows. */
function trailOf(order: OrderView, price: string, value: Replacement["value"]): Replacement | null {
  const { side, highWaterMark, trailPrice, trailPercent } = order;
  if (highWaterMark === null) return null;
  const distance = side === "sell" ? subtractDecimals(highWaterMark, price) : subtractDecimals(price, highWaterMark);
  if (compareDecimals(distance, "0") <= 0) return null;
  if (trailPrice !== null) {
    return { body: { trailPrice: distance }, name: "Trail", before: trailPrice, after: distance, unit: "price", value };
  }
  if (trailPercent === null) return null;
  const percent = roundDecimal(divideDecimals(multiplyDecimals(distance, "100"), highWaterMark, 6), 2);
  if (compareDecimals(percent, "0") <= 0 || compareDecimals(percent, trailPercent) === 0) return null;
  const body = { trailPercent: percent };
  return { body, name: "Trail", before: trailPercent, after: percent, unit: "percent", value };
}
