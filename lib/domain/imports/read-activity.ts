/** Makes an activity of a row: what each type needs, what it may not have, and amounts that must agree with each other. */
import type { FactType } from "../books/fact.ts";
import { parseCount } from "../shared/count.ts";
import { absFixed, FIXED_ONE, fixedOver, fixedTimes, fromFixed18, toFixed18 } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { readType } from "./activity-type.ts";
import type { ActivityField, ImportedActivity, RawRow, RowProblem } from "./import-row.ts";
import { readAmount, readUnsigned, shown } from "./read-amount.ts";
import { isAhead, readWhen } from "./read-when.ts";

export interface ReadingOptions {
  /** The account's. */
  readonly zone: string;
  readonly now: Date;
  /** The day of `now` in that zone. */
  readonly today: LocalDate;
}

type Outcome = Result<ImportedActivity, readonly RowProblem[]>;

export function readActivity(raw: RawRow, options: ReadingOptions): Outcome {
  const row = new RowReader(raw);
  const type = row.read(
    "type",
    readType,
    "is missing; write one of BUY, SELL, DIVIDEND, INTEREST, FEE, TAX, DEPOSIT, WITHDRAWAL, SPLIT, TRANSFER_IN, TRANSFER_OUT",
  );
  const when = readDay(row, options);
  const common = {
    symbol: row.optional("symbol", readSymbol),
    seq: row.optional("seq", readSeq) ?? 0,
    currency: row.optional("currency", readCurrency),
    fxToBase: row.optional("fxToBase", readRate),
    externalId: row.optional("externalId", readExternalId),
  };
  const amounts = type === null ? null : readAmounts(row, type);
  if ((type === "deposit" || type === "withdrawal") && common.symbol !== null && common.symbol !== common.currency) {
    row.refuse(
      "symbol",
      `does not belong to a ${type.toUpperCase()} of money; leave it empty, or write TRANSFER_IN or TRANSFER_OUT for securities`,
    );
  }
  if (type !== null && common.symbol === null && !row.has("symbol") && NEEDS_SYMBOL.has(type)) {
    row.refuse("symbol", `is missing; a ${type.toUpperCase()} is of something: name it`);
  }
  if (row.problems.length > 0 || type === null || when === null || amounts === null) return err(row.problems);
  const symbol = type === "deposit" || type === "withdrawal" ? null : common.symbol;
  return ok({ type, ...when, ...common, symbol, ...amounts });
}

const NEEDS_SYMBOL: ReadonlySet<FactType> = new Set(["buy", "sell", "dividend", "split"]);

function readDay(row: RowReader, { zone, now, today }: ReadingOptions): Pick<ImportedActivity, "day" | "at"> | null {
  const [date, instant] = [
    row.optional("date", (text) => readWhen(text, zone)),
    row.optional("instant", (text) => readWhen(text, zone)),
  ];
  const when = instant ?? date;
  if (when === null) {
    if (!row.has("date") && !row.has("instant"))
      row.refuse("date", "is missing; write a day such as 2024-03-28, or an instant");
    return null;
  }
  if (date !== null && date.day !== when.day) {
    row.refuse(
      "date",
      `is ${date.day}, but the instant lies on ${when.day} in ${zone}; correct one of them or leave the day out`,
    );
  }
  if (isAhead(when, now, today)) {
    row.refuse(
      instant === null ? "date" : "instant",
      `lies ahead; today is ${today} in ${zone}, and only what has happened can be imported`,
    );
  }
  return { day: when.day, at: when.at?.toISOString() ?? null };
}

type Amounts = Pick<ImportedActivity, "quantity" | "price" | "gross" | "fee" | "ratioNew" | "ratioOld">;
const NOTHING = { quantity: null, price: null, gross: null, fee: "0", ratioNew: null, ratioOld: null } as const;

function readAmounts(row: RowReader, type: FactType): Amounts | null {
  switch (type) {
    case "buy":
    case "sell":
      return readTrade(row, type);
    case "transfer_in":
    case "transfer_out":
      return row.has("symbol") ? readMovedUnits(row, type) : readCash(row, type);
    case "split":
      return readSplit(row);
    default:
      return readCash(row, type);
  }
}

function readTrade(row: RowReader, type: "buy" | "sell"): Amounts | null {
  row.forbid(type, ["ratio"]);
  // Some brokers write what was sold as below zero; it cannot mean anything else.
  const signed = row.read("quantity", readAmount, "is missing; write how many units");
  const fee = row.optional("fee", readUnsigned) ?? "0";
  const priced = readPriced(row, type);
  if (signed === null || priced === null) return null;
  const quantity = type === "sell" ? signed.replace("-", "") : signed;
  if (!isUnits(row, quantity)) return null;
  const both = withGross(row, quantity, priced);
  return both === null ? null : { ...NOTHING, quantity, ...both, fee };
}

/** Securities that come or go at their cost. */
function readMovedUnits(row: RowReader, type: "transfer_in" | "transfer_out"): Amounts | null {
  row.forbid(type, ["ratio"]);
  const quantity = row.read("quantity", readUnsigned, "is missing; write how many units");
  const fee = row.optional("fee", readUnsigned) ?? "0";
  if (quantity === null || !isUnits(row, quantity)) return null;
  // What goes out leaves at the cost that the books have for it.
  if (type === "transfer_out" && !PRICE_OF_UNITS.some((field) => row.has(field))) return { ...NOTHING, quantity, fee };
  const priced = readPriced(row, type);
  if (priced === null) return null;
  const both = withGross(row, quantity, priced);
  return both === null ? null : { ...NOTHING, quantity, ...both, fee };
}

const PRICE_OF_UNITS = ["unitPrice", "grossAmount", "amount"] as const;

interface Priced {
  readonly price: string | null;
  readonly gross: string | null;
}

function readPriced(row: RowReader, type: FactType): Priced | null {
  const before = row.problems.length;
  const price = row.optional("unitPrice", readUnsigned);
  const gross = row.optional("grossAmount", readUnsigned);
  if (row.has("amount")) {
    row.refuse(
      "amount",
      `does not say what it is for a ${type.toUpperCase()}; name the column grossAmount when it is without fees, and leave it out when it is with them`,
    );
  } else if (!row.has("unitPrice") && !row.has("grossAmount")) {
    const what = type === "transfer_in" ? "what one unit cost (0 if nothing)" : "the price of one unit";
    row.refuse("unitPrice", `is missing; write ${what}, or grossAmount for all of them without fees`);
  }
  return row.problems.length > before ? null : { price, gross };
}

/** Price and gross, one made from the other; where both are given they must be the same but for the rounding of the gross. */
function withGross(
  row: RowReader,
  quantity: string,
  { price, gross }: Priced,
): { price: string; gross: string } | null {
  const units = toFixed18(quantity);
  if (price === null) {
    if (gross === null) return null;
    return { gross, price: fromFixed18(fixedOver(toFixed18(gross), units)) };
  }
  const product = fromFixed18(fixedTimes(units, toFixed18(price)));
  if ((product.split(".")[0]?.length ?? 0) > 20) {
    row.refuse("quantity", "times unitPrice is more than can be kept: at most 20 digits before the point");
    return null;
  }
  if (gross === null) return { price, gross: product };
  // A gross of cents is right to half a cent; a price of four places is right to half of its last one, for each unit.
  const slack = halfUnit(gross) + fixedTimes(units, halfUnit(price));
  if (absFixed(toFixed18(gross) - toFixed18(product)) > slack) {
    row.refuse(
      "grossAmount",
      `is ${gross}, but quantity times unitPrice makes ${product}; correct one, or leave one of them out`,
    );
    return null;
  }
  return { price, gross };
}

function halfUnit(amount: string): bigint {
  const places = amount.split(".")[1]?.length ?? 0;
  const half = FIXED_ONE / 10n ** BigInt(Math.max(places, 2)) / 2n;
  return half === 0n ? 1n : half;
}

/** Below a billionth of a unit there is nothing. */
function isUnits(row: RowReader, quantity: string): boolean {
  if (quantity.startsWith("-"))
    row.refuse("quantity", `is ${quantity}, below zero; write it without a sign, or write SELL`);
  else if (toFixed18(quantity) < FIXED_ONE / 1_000_000_000n)
    row.refuse("quantity", `is ${quantity}; it must be at least 0.000000001`);
  else return true;
  return false;
}

const MAY_BE_PAID: ReadonlySet<FactType> = new Set(["dividend", "interest"]);

/** Money: written as one amount, or as units and an amount for each. */
function readCash(row: RowReader, type: FactType): Amounts | null {
  row.forbid(type, ["ratio"]);
  const before = row.problems.length;
  const read = MAY_BE_PAID.has(type) ? readAmount : readUnsignedCash(type);
  const quantity = row.optional("quantity", readAmount);
  const price = row.optional("unitPrice", readAmount);
  const named = [row.optional("amount", read), row.optional("grossAmount", read)];
  const isCost = type === "fee" || type === "tax";
  const fee = row.optional("fee", readUnsigned) ?? "0";
  if (isCost && fee !== "0") named.push(fee);
  const product =
    quantity === null || price === null ? null : fromFixed18(fixedTimes(toFixed18(quantity), toFixed18(price)));
  const amounts = [...new Set(named.filter((amount) => amount !== null && amount !== "0"))];
  const [gross = product, other] = amounts;
  if (row.problems.length > before) return null;
  if (other !== undefined)
    row.refuse("amount", `is not clear: the row has ${amounts.join(" and ")}; leave one of them`);
  else if (gross === null || gross === undefined || gross === "0")
    row.refuse("amount", "is missing or 0; write how much money it was");
  else if (!isCost && !MAY_BE_PAID.has(type) && fee !== "0")
    row.refuse("fee", `of a ${type.toUpperCase()} is a movement of its own; give it a row of type FEE`);
  else return { ...NOTHING, gross, fee: isCost ? "0" : fee };
  return null;
}

function readUnsignedCash(type: FactType) {
  return (text: string): Result<string, string> => {
    const amount = readAmount(text);
    if (!amount.ok || !amount.value.startsWith("-")) return amount;
    return err(
      `is ${shown(text)}; a ${type.toUpperCase()} says by its type which way the money goes, so write ${amount.value.slice(1)}, or another type if it came back`,
    );
  };
}

function readSplit(row: RowReader): Amounts | null {
  row.forbid("split", ["unitPrice", "grossAmount", "amount", "fee"]);
  const ratio = row.read("ratio", readRatio, "is missing; write new and old units, for example 2:1");
  return ratio === null ? null : { ...NOTHING, ratioNew: ratio[0], ratioOld: ratio[1] };
}

/** `2:1`, `[2,1]`, `2/1`, `2 for 1`: new units for old ones, as whole numbers without a common divisor. */
function readRatio(text: string): Result<readonly [string, string], string> {
  const [, first = "", second = ""] =
    /^\[?\s*"?([\d.]+)"?\s*(?:[:/,;]|for|-for-)\s*"?([\d.]+)"?\s*\]?$/i.exec(text) ?? [];
  const [fresh, old] = [readUnsigned(first), readUnsigned(second)];
  if (!fresh.ok || !old.ok)
    return err(`is ${shown(text)}; write new and old units with a colon, for example 2:1 when one share becomes two`);
  const [a, b] = [toFixed18(fresh.value), toFixed18(old.value)];
  if (a === 0n || b === 0n) return err(`is ${shown(text)}; neither side may be 0`);
  if (a === b) return err(`is ${shown(text)}, which changes nothing; leave the row out`);
  const divisor = commonDivisor(a, b);
  const whole = [(a / divisor).toString(), (b / divisor).toString()] as const;
  if (whole.some((side) => side.length > 12))
    return err(`is ${shown(text)}, which makes ${whole.join(":")}; at most twelve digits can be kept`);
  return ok(whole);
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}

function readSymbol(text: string): Result<string, string> {
  const symbol = text.toUpperCase();
  return /^[A-Z0-9./-]{1,20}$/.test(symbol)
    ? ok(symbol)
    : err(`is ${shown(text)}; a symbol has 1 to 20 letters, digits, dots, dashes or slashes`);
}

function readCurrency(text: string): Result<string, string> {
  const code = text.toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? ok(code) : err(`is ${shown(text)}; write the three letters, for example USD`);
}

function readRate(text: string): Result<string, string> {
  const rate = readUnsigned(text);
  return rate.ok && rate.value === "0" ? err("is 0; leave it empty where the rate is not known") : rate;
}

function readExternalId(text: string): Result<string, string> {
  return text.length <= 150 ? ok(text) : err("is too long; at most 150 characters");
}

function readSeq(text: string): Result<number, string> {
  return /^\d{1,9}$/.test(text)
    ? ok(parseCount(text, { min: 0, max: 999_999_999 }))
    : err(`is ${shown(text)}; write a whole number`);
}

/** The cells of one row, and what is wrong with them. */
class RowReader {
  readonly problems: RowProblem[];
  readonly #cells: RawRow["cells"];

  constructor({ cells, problems }: RawRow) {
    this.#cells = cells;
    this.problems = [...problems];
  }

  has(field: ActivityField): boolean {
    return this.#cells[field] !== undefined || this.problems.some((problem) => problem.field === field);
  }

  optional<T>(field: ActivityField, read: (text: string) => Result<T, string>): T | null {
    const text = this.#cells[field];
    if (text === undefined) return null;
    const result = read(text);
    if (result.ok) return result.value;
    this.refuse(field, result.error);
    return null;
  }

  read<T>(field: ActivityField, read: (text: string) => Result<T, string>, missing: string): T | null {
    if (!this.has(field)) this.refuse(field, missing);
    return this.optional(field, read);
  }

  refuse(field: ActivityField, detail: string): void {
    this.problems.push({ field, detail });
  }

  /** Fields that would change what the row means; zeros, which many exports write everywhere, do not. */
  forbid(type: FactType, fields: readonly ActivityField[]): void {
    for (const field of fields) {
      const text = this.#cells[field];
      if (text !== undefined && !/^0*(\.0*)?$/.test(text))
        this.refuse(field, `does not belong to a ${type.toUpperCase()}; leave it empty`);
    }
  }
}
