/** From the text of a file to closing prices and exchange rates. */
import { toFixed18 } from "../shared/fixed.ts";
import type { LocalDate } from "../shared/local-date.ts";
import { err, ok, type Result } from "../shared/result.ts";
import { PRICE_NAMES } from "./columns.ts";
import type { ImportedPrice, PriceField, RawRow, ReadFile, RowProblem } from "./import-row.ts";
import { noRows, tooMany, toRead } from "./read-activities.ts";
import { readUnsigned, shown } from "./read-amount.ts";
import { type FileText, missingColumns, readRows } from "./read-rows.ts";
import { isAhead, readWhen } from "./read-when.ts";

export const PRICE_ROWS_MAX = 100_000;

export interface PriceReadingOptions {
  readonly now: Date;
  readonly today: LocalDate;
}

// What the closes' packs can hold of an instrument.
const CLOSE_MAX = toFixed18("9000000000");
const ZONE = "UTC";

export function readPrices(
  file: FileText,
  options: PriceReadingOptions,
): Result<ReadFile<ImportedPrice>, readonly RowProblem[]> {
  const read = readRows<PriceField>(file, PRICE_NAMES);
  if (!read.ok) return read;
  const { rows, ...about } = read.value;
  const problems =
    rows.length === 0 ? [noRows()] : missingColumns<PriceField>(about, [["symbol"], ["date"], ["close"]]);
  if (problems.length > 0) return err(problems);
  if (rows.length > PRICE_ROWS_MAX) return err([tooMany(rows.length, PRICE_ROWS_MAX)]);
  return ok({ ...about, rows: rows.map((row) => toRead(row, readPrice(row, options))) });
}

function readPrice(
  { cells, problems: before }: RawRow<PriceField>,
  options: PriceReadingOptions,
): Result<ImportedPrice, readonly RowProblem[]> {
  const problems = [...before];
  const refuse = (field: PriceField, detail: string) => void problems.push({ field, detail });
  const symbol = cells.symbol?.toUpperCase();
  if (symbol === undefined) refuse("symbol", "is missing");
  else if (!/^[A-Z0-9./-]{1,20}$/.test(symbol))
    refuse("symbol", `is ${shown(symbol)}; a symbol has 1 to 20 letters, digits, dots, dashes or slashes`);
  const day = readDay(cells.date, options);
  if (!day.ok) refuse("date", day.error);
  const close = readClose(cells.close);
  if (!close.ok) refuse("close", close.error);
  const currency = cells.currency?.toUpperCase() ?? null;
  if (currency !== null && !/^[A-Z]{3}$/.test(currency))
    refuse("currency", `is ${shown(currency)}; write the three letters, for example USD`);
  if (problems.length > 0 || symbol === undefined || !day.ok || !close.ok) return err(problems);
  return ok({ symbol, day: day.value, close: close.value, currency });
}

/** The day of a close is its market's, so a time behind it says nothing more. */
function readDay(text: string | undefined, { now, today }: PriceReadingOptions): Result<LocalDate, string> {
  if (text === undefined) return err("is missing");
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? text;
  const when = readWhen(day, ZONE);
  if (!when.ok) return err(when.error);
  return isAhead(when.value, now, today) ? err(`lies ahead; today is ${today}`) : ok(when.value.day);
}

function readClose(text: string | undefined): Result<string, string> {
  if (text === undefined) return err("is missing; leave the row out where there is no close");
  const close = readUnsigned(text);
  if (!close.ok) return close;
  if (close.value === "0") return err("is 0; leave the row out where there is no close");
  return toFixed18(close.value) < CLOSE_MAX ? close : err("is more than can be kept: it must be below 9000000000");
}
