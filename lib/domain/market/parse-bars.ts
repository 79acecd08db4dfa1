/** Reads rows of a price file as daily bars, and names every bad cell by line and column with what to do about it. */
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { type LocalDate, startOfDay, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { err, ok, type Result } from "#lib/domain/shared/result.ts";
import type { Bar } from "./bars.ts";

export type BarColumn = "Date" | "Open" | "High" | "Low" | "Close" | "Volume";

/** `line` counts from 1 as an editor does; 0 stands for the file as a whole. */
export type BarError = { line: number; column: BarColumn | null; message: string };

export type BarFile = {
  symbol: string;
  header: readonly string[];
  rows: readonly (readonly string[])[];
  /** The line of each row in the file, when blank or quoted lines shift it; else rows follow the header one by one. */
  lines?: readonly number[];
};

const COLUMNS: readonly BarColumn[] = ["Date", "Open", "High", "Low", "Close", "Volume"];

/** All bars in order of time, or all errors: a file is taken whole or not at all. */
export function parseBars(file: BarFile): Result<Bar[], BarError[]> {
  const places = columnPlaces(file.header);
  if (!places.ok) return err(places.error);
  if (file.rows.length === 0) {
    return err([
      { line: 0, column: null, message: "The file has no rows below its header. Add one row per trading day." },
    ]);
  }
  const errors: BarError[] = [];
  const lineOfDay = new Map<LocalDate, number>();
  const bars: Bar[] = [];
  for (const [index, row] of file.rows.entries()) {
    const line = file.lines?.[index] ?? index + 2;
    if (row.length !== file.header.length) {
      const message = `This row has ${row.length} cells, the header has ${file.header.length}. Make them equal.`;
      errors.push({ line, column: null, message });
      continue;
    }
    const bar = parseRow({ symbol: file.symbol, line, cell: (name) => (row[places.value[name]] ?? "").trim() });
    if (!bar.ok) {
      errors.push(...bar.error);
      continue;
    }
    const earlier = lineOfDay.get(bar.value.tradingDay);
    if (earlier !== undefined) {
      const message = `${bar.value.tradingDay} stands on line ${earlier} already. Keep one row per day.`;
      errors.push({ line, column: "Date", message });
      continue;
    }
    lineOfDay.set(bar.value.tradingDay, line);
    bars.push(bar.value);
  }
  if (errors.length > 0) return err(errors);
  return ok(bars.sort((a, b) => a.startAt.getTime() - b.startAt.getTime()));
}

/** The coarsest tick, 0.01 or finer, that all prices are multiples of: adjusted prices often carry four decimals. */
export function finestTick(bars: readonly Bar[]): Decimal {
  let places = 2;
  for (const bar of bars) {
    for (const price of [bar.open, bar.high, bar.low, bar.close]) {
      places = Math.max(places, price.split(".")[1]?.length ?? 0);
    }
  }
  return dec(`0.${"1".padStart(places, "0")}`);
}

function columnPlaces(header: readonly string[]): Result<Record<BarColumn, number>, BarError[]> {
  const names = header.map((name) =>
    name
      .replace(/^\uFEFF/, "")
      .trim()
      .toLowerCase(),
  );
  const errors: BarError[] = [];
  const places = { Date: 0, Open: 0, High: 0, Low: 0, Close: 0, Volume: 0 };
  for (const column of COLUMNS) {
    const first = names.indexOf(column.toLowerCase());
    places[column] = first;
    const message =
      first < 0
        ? `The column ${column} is missing. The header needs Date, Open, High, Low, Close and Volume, in any case and order.`
        : `The column ${column} stands twice in the header. Keep one.`;
    if (first < 0 || names.lastIndexOf(column.toLowerCase()) !== first) errors.push({ line: 1, column, message });
  }
  return errors.length > 0 ? err(errors) : ok(places);
}

type RowInput = { symbol: string; line: number; cell: (name: BarColumn) => string };

function parseRow({ symbol, line, cell }: RowInput): Result<Bar, BarError[]> {
  const errors: BarError[] = [];
  const note = (column: BarColumn, message: string) => errors.push({ line, column, message });
  const day = parseDay(cell("Date"));
  if (!day.ok) note("Date", day.error);
  const amounts = { Open: "", High: "", Low: "", Close: "", Volume: "" };
  for (const column of ["Open", "High", "Low", "Close", "Volume"] as const) {
    const amount = parseAmount(cell(column), column);
    if (amount.ok) amounts[column] = amount.value;
    else note(column, amount.error);
  }
  if (errors.length === 0) checkRange(amounts, note);
  if (!day.ok || errors.length > 0) return err(errors);
  return ok({
    symbol,
    interval: "1d",
    startAt: startOfDay(day.value, VENUE_ZONE),
    tradingDay: day.value,
    open: amounts.Open,
    high: amounts.High,
    low: amounts.Low,
    close: amounts.Close,
    volume: amounts.Volume,
  });
}

/** YYYY-MM-DD, also with a midnight behind it; a time of day means that the file is not a daily one. */
function parseDay(text: string): Result<LocalDate, string> {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (!found) return err(`${shown(text)} is not a date. Write it as YYYY-MM-DD, for example 2024-03-28.`);
  const day = text.slice(0, 10) as LocalDate;
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) {
    return err(`${day} is not in the calendar. Correct the day or the month.`);
  }
  if (found[4] !== undefined && !/^[0:.]+$/.test(found[4])) {
    return err(`${shown(text)} has a time of day. Only daily bars can be imported: give one row per day.`);
  }
  return ok(day);
}

function parseAmount(text: string, column: BarColumn): Result<string, string> {
  if (text === "") return err(`${column} is empty. Give a number, or leave the whole row out.`);
  if (/^-\d/.test(text)) return err(`${column} is ${shown(text)}, below zero. Give a positive number.`);
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) {
    return err(`${column} is ${shown(text)}. Write it without thousands separators: ${text.replaceAll(",", "")}.`);
  }
  if (/^\d+(\.\d+)?e[+-]?\d+$/i.test(text)) {
    return err(`${column} is ${shown(text)}. Write it without an exponent.`);
  }
  const found = /^0*(\d+)(?:\.(\d+?)0*)?$/.exec(text);
  if (!found) return err(`${column} is ${shown(text)}, not a number. Write digits with a point, for example 187.25.`);
  const [, whole = "0", fraction = "0"] = found;
  if (whole.length > 20 || fraction.length > 18) {
    return err(`${column} is too long: at most 20 digits before the point and 18 after it.`);
  }
  const value = fraction === "0" ? whole : `${whole}.${fraction}`;
  if (column !== "Volume" && value === "0") return err(`${column} is 0. A price must be above zero.`);
  return ok(value);
}

type Amounts = Record<Exclude<BarColumn, "Date">, string>;

function checkRange(amounts: Amounts, note: (column: BarColumn, message: string) => void): void {
  const high = dec(amounts.High);
  const low = dec(amounts.Low);
  if (high.lt(low)) {
    note("High", `High ${amounts.High} is below Low ${amounts.Low}. Correct one of them; they may be swapped.`);
    return;
  }
  for (const column of ["Open", "Close"] as const) {
    const price = dec(amounts[column]);
    if (price.gte(low) && price.lte(high)) continue;
    note(
      column,
      `${column} ${amounts[column]} is outside Low ${amounts.Low} to High ${amounts.High}. Correct one of them.`,
    );
  }
}

/** A cell as part of a sentence: quoted and cut, so that a broken file cannot flood the screen. */
function shown(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
