// A new activity as typed, as sent, and what it moves; each type has only its own fields.
import { parseAmount } from "#components/format/parse-amount.ts";
import { addDecimals, compareDecimals, multiplyDecimals, subtractDecimals } from "#components/format/string-decimal.ts";
import type { FactType } from "#lib/domain/books/fact.ts";

export const DRAFT_FIELDS = [
  "day",
  "symbol",
  "quantity",
  "unitPrice",
  "amount",
  "fee",
  "ratioNew",
  "ratioOld",
  "currency",
  "fxToBase",
] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

export type ActivityDraft = { readonly [F in DraftField]: string } & {
  readonly type: FactType;
  /** Of dividends and interest: money that was paid instead of received. */
  readonly paid: boolean;
};

export function emptyDraft(type: FactType, { day, currency }: Pick<ActivityDraft, "day" | "currency">): ActivityDraft {
  const nothing = { symbol: "", quantity: "", unitPrice: "", amount: "", fee: "", fxToBase: "" };
  return { type, day, currency, paid: false, ratioNew: "2", ratioOld: "1", ...nothing };
}

type Need = "needed" | "optional";
type Fields = { readonly [F in DraftField]?: Need };

const TRADE: Fields = { symbol: "needed", quantity: "needed", unitPrice: "needed", fee: "optional" };
const MONEY: Fields = { amount: "needed" };

const FIELDS: { readonly [T in FactType]: Fields } = {
  buy: TRADE,
  sell: TRADE,
  dividend: { symbol: "needed", ...MONEY },
  interest: MONEY,
  deposit: MONEY,
  withdrawal: MONEY,
  fee: { symbol: "optional", ...MONEY },
  tax: { symbol: "optional", ...MONEY },
  split: { symbol: "needed", ratioNew: "needed", ratioOld: "needed" },
  transfer_in: TRADE,
  transfer_out: { symbol: "needed", quantity: "needed", fee: "optional" },
};

/** What the type asks for; a rate only where the money is of another currency. */
export function fieldsOf({ type, currency }: ActivityDraft, base: string): Fields {
  const common: Fields = { day: "needed", ...FIELDS[type] };
  if (type === "split") return common;
  const foreign = currency.trim().toUpperCase() !== base;
  return { ...common, currency: "needed", ...(foreign ? { fxToBase: "optional" } : {}) };
}

export function mayBePaid(type: FactType): boolean {
  return type === "dividend" || type === "interest";
}

export interface ActivityBody {
  readonly type: FactType;
  readonly date: string;
  readonly symbol?: string;
  readonly quantity?: string;
  readonly unitPrice?: string;
  readonly amount?: string;
  readonly fee?: string;
  readonly ratio?: readonly [string, string];
  readonly currency?: string;
  readonly fxToBase?: string;
}

export interface Moves {
  /** Signed; null where no money moves. */
  readonly cash: string | null;
  readonly units: string | null;
  readonly symbol: string | null;
  /** New and old units. */
  readonly ratio: readonly [string, string] | null;
  readonly currency: string;
}

export type ReadDraft =
  | { readonly ok: true; readonly body: ActivityBody; readonly moves: Moves }
  | { readonly ok: false; readonly problems: { readonly [F in DraftField]?: string } };

const PLACES: { readonly [F in DraftField]?: number } = {
  quantity: 9,
  unitPrice: 18,
  amount: 18,
  fee: 18,
  fxToBase: 18,
  ratioNew: 0,
  ratioOld: 0,
};

export function readDraft(draft: ActivityDraft, base: string): ReadDraft {
  const problems: { [F in DraftField]?: string } = {};
  const read: { [F in DraftField]?: string } = {};
  for (const [field, need] of Object.entries(fieldsOf(draft, base)) as [DraftField, Need][]) {
    const typed = draft[field].trim();
    if (typed === "") {
      if (need === "needed") problems[field] = MISSING[field] ?? "Fill this in.";
      continue;
    }
    const places = PLACES[field];
    if (places === undefined) {
      const text = field === "day" ? typed : typed.toUpperCase();
      if (PATTERNS[field]?.test(text) === false) problems[field] = WRONG[field] ?? "This cannot be read.";
      else read[field] = text;
      continue;
    }
    const amount = parseAmount(typed, { places });
    if (!amount.ok) problems[field] = amount.message;
    else if (MAY_BE_ZERO.has(field) || compareDecimals(amount.value, "0") > 0) read[field] = amount.value;
    else problems[field] = "It must be more than zero.";
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, body: bodyOf(draft, read), moves: movesOf(draft, read, base) };
}

const PATTERNS: { readonly [F in DraftField]?: RegExp } = {
  day: /^\d{4}-\d{2}-\d{2}$/,
  symbol: /^[A-Z0-9./-]{1,20}$/,
  currency: /^[A-Z]{3}$/,
};
const WRONG: { readonly [F in DraftField]?: string } = {
  day: "Choose a day.",
  symbol: "A symbol has 1 to 20 letters, digits, dots, dashes or slashes.",
  currency: "Three letters, such as USD.",
};
const MISSING: { readonly [F in DraftField]?: string } = {
  day: "Choose a day.",
  symbol: "Name the symbol.",
  quantity: "How many units?",
  unitPrice: "What did one unit cost?",
  amount: "How much?",
  currency: "Of which currency?",
};
/** Units can be a gift. */
const MAY_BE_ZERO: ReadonlySet<DraftField> = new Set(["unitPrice", "fee"]);

type Read = { readonly [F in DraftField]?: string };

function bodyOf({ type, paid }: ActivityDraft, read: Read): ActivityBody {
  const { day = "", ratioNew, ratioOld, amount, ...rest } = read;
  return {
    type,
    date: day,
    ...rest,
    ...(amount === undefined ? {} : { amount: paid && mayBePaid(type) ? `-${amount}` : amount }),
    ...(ratioNew === undefined || ratioOld === undefined ? {} : { ratio: [ratioNew, ratioOld] as const }),
  };
}

const OUT: ReadonlySet<FactType> = new Set(["withdrawal", "fee", "tax"]);

function movesOf({ type, paid, currency }: ActivityDraft, read: Read, base: string): Moves {
  const { symbol = null, quantity = "0", unitPrice = "0", amount = "0", fee = "0", ratioNew, ratioOld } = read;
  const minus = (value: string) => subtractDecimals("0", value);
  const value = multiplyDecimals(quantity, unitPrice);
  const common = { symbol, currency: currency.trim().toUpperCase() || base, ratio: null, units: null };
  switch (type) {
    case "buy":
      return { ...common, units: quantity, cash: minus(addDecimals(value, fee)) };
    case "sell":
      return { ...common, units: minus(quantity), cash: subtractDecimals(value, fee) };
    case "transfer_in":
      return { ...common, units: quantity, cash: feeOnly(fee) };
    case "transfer_out":
      return { ...common, units: minus(quantity), cash: feeOnly(fee) };
    case "split":
      return { ...common, cash: null, ratio: [ratioNew ?? "1", ratioOld ?? "1"] };
    default:
      return { ...common, cash: OUT.has(type) || (paid && mayBePaid(type)) ? minus(amount) : amount };
  }
}

function feeOnly(fee: string): string | null {
  return compareDecimals(fee, "0") === 0 ? null : subtractDecimals("0", fee);
}
