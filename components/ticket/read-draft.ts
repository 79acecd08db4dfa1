// From the ticket as typed to the order to send: what can be told from the text alone; every rule of the desk is the server's.
import { parseAmount } from "#components/format/parse-amount.ts";
import { formatPrice } from "#components/format/price.ts";
import { compareDecimals, isOnTick, stepByTick } from "#components/format/string-decimal.ts";
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import { priceFields } from "./applies.ts";
import {
  AMOUNT_PLACES,
  type FieldProblems,
  type OrderTerms,
  PERCENT_PLACES,
  type PriceField,
  QUANTITY_PLACES,
  type TicketDraft,
} from "./draft.ts";
import { priceStep } from "./price-step.ts";

export type ReadDraft =
  | { readonly ok: true; readonly terms: OrderTerms }
  | { readonly ok: false; readonly problems: FieldProblems };

interface ReadOptions {
  readonly tick: string;
  readonly assetClass: AssetClass;
}

type Read = { readonly value: string } | { readonly problem: string };

const NOUNS: { readonly [F in PriceField]: string } = {
  limitPrice: "a limit price",
  stopPrice: "a stop price",
  trail: "a trail",
  takeProfitPrice: "a take profit price",
  stopLossPrice: "a stop loss price",
  stopLossLimit: "a limit for the stop loss",
};

function readPositive(typed: string, places: number, noun: string): Read {
  if (typed.trim() === "") return { problem: `Enter ${noun}.` };
  const read = parseAmount(typed, { places });
  if (!read.ok) return { problem: read.message };
  return compareDecimals(read.value, "0") > 0 ? { value: read.value } : { problem: `Enter ${noun} above 0.` };
}

function readPrice(typed: string, noun: string, { tick, assetClass }: ReadOptions): Read {
  const read = readPositive(typed, QUANTITY_PLACES, noun);
  if ("problem" in read) return read;
  const step = priceStep(read.value, assetClass, tick);
  if (isOnTick(read.value, step)) return read;
  const [below, above] = [stepByTick(read.value, step, "down"), stepByTick(read.value, step, "up")];
  const write = (price: string) => formatPrice(price, { tick: step });
  return { problem: `The price moves in steps of ${step}: ${write(below)} or ${write(above)}.` };
}

/** Null for what may stay empty and does. */
function readField(draft: TicketDraft, field: PriceField, options: ReadOptions): Read | null {
  const typed = draft[field];
  if (field === "stopLossLimit" && typed.trim() === "") return null;
  if (field !== "trail" || draft.trailBy === "amount") return readPrice(typed, NOUNS[field], options);
  const read = readPositive(typed, PERCENT_PLACES, NOUNS[field]);
  if ("problem" in read || compareDecimals(read.value, "100") < 0) return read;
  return { problem: "A trail is less than 100 percent." };
}

/** Expects a ticket that fits its market. */
export function readDraft(draft: TicketDraft, options: ReadOptions): ReadDraft {
  const byAmount = draft.sizing === "amount";
  const size = byAmount
    ? readPositive(draft.amount, AMOUNT_PLACES, "an amount")
    : readPositive(draft.quantity, QUANTITY_PLACES, "a quantity");
  const problems: Partial<Record<keyof FieldProblems, string>> = {};
  const prices: Partial<Record<PriceField, string>> = {};
  if ("problem" in size) problems[byAmount ? "amount" : "quantity"] = size.problem;
  for (const field of priceFields(draft)) {
    const read = readField(draft, field, options);
    if (read === null) continue;
    if ("problem" in read) problems[field] = read.problem;
    else prices[field] = read.value;
  }
  if ("problem" in size || Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, terms: termsOf(draft, size.value, prices) };
}

function termsOf(draft: TicketDraft, size: string, prices: Partial<Record<PriceField, string>>): OrderTerms {
  const { symbol, side, type, timeInForce, sizing, hours, exits, trailBy } = draft;
  const { limitPrice, stopPrice, trail, takeProfitPrice, stopLossPrice, stopLossLimit } = prices;
  return {
    symbol,
    side,
    type,
    timeInForce,
    ...(sizing === "amount" ? { notional: size } : { quantity: size }),
    ...(limitPrice === undefined ? {} : { limitPrice }),
    ...(stopPrice === undefined ? {} : { stopPrice }),
    ...(trail === undefined ? {} : trailBy === "amount" ? { trailPrice: trail } : { trailPercent: trail }),
    ...(hours === "extended" ? { extendedHours: true } : {}),
    ...(exits === "none" ? {} : { orderClass: exits === "bracket" || exits === "oco" ? exits : "oto" }),
    ...(takeProfitPrice === undefined ? {} : { takeProfit: { limitPrice: takeProfitPrice } }),
    ...(stopLossPrice === undefined
      ? {}
      : {
          stopLoss: {
            stopPrice: stopLossPrice,
            ...(stopLossLimit === undefined ? {} : { limitPrice: stopLossLimit }),
          },
        }),
  };
}
