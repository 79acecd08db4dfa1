/** The verdict on each close of a file: whose it is, whether it is known, and whether it tells the same story as the splits. */
import type { LocalDate } from "../shared/local-date.ts";
import type { ImportedPrice, ReadRow, RowProblem, RowWarning, Verdict } from "./import-row.ts";
import { type AssetsKnown, findAsset, isCurrencyCode } from "./resolve.ts";
import { type DayClose, disagreement, type SplitDay } from "./split-agreement.ts";

/** What a close belongs to: an instrument, or a currency priced in another one. */
export type PriceTarget =
  | { readonly kind: "instrument"; readonly id: string | null; readonly symbol: string; readonly currency: string }
  | { readonly kind: "currency"; readonly code: string; readonly currency: string };

export interface JudgedPrice extends ReadRow<ImportedPrice> {
  readonly verdict: Verdict;
  readonly target: PriceTarget | null;
  readonly warnings: readonly RowWarning[];
}

export interface ResolvedPrice extends ReadRow<ImportedPrice> {
  readonly target: PriceTarget | null;
}

export function resolvePrices(
  rows: readonly ReadRow<ImportedPrice>[],
  known: AssetsKnown,
  baseCurrency: string,
): ResolvedPrice[] {
  const made = new Map<string, string>();
  return rows.map((row) => {
    if (row.value === null) return { ...row, target: null };
    const found = targetOf(row.value, known, made, baseCurrency);
    return typeof found === "string"
      ? { ...row, target: null, problems: [{ field: "currency", detail: found }] }
      : { ...row, target: found };
  });
}

/** A target, or why there is none. */
function targetOf(
  { symbol, day, currency }: ImportedPrice,
  known: AssetsKnown,
  made: Map<string, string>,
  baseCurrency: string,
): PriceTarget | string {
  const asset = findAsset(known, symbol, day);
  if (asset?.kind === "instrument") {
    const own = asset.currency ?? baseCurrency;
    if (currency !== null && currency !== own) return `is ${currency}, but ${symbol} is traded in ${own} here`;
    return { kind: "instrument", id: asset.id, symbol: asset.symbol, currency: own };
  }
  const pair = pairOf(symbol, currency);
  if (pair !== null) return pair[0] === pair[1] ? "is the same currency; a rate has two" : checkPair(pair, known);
  const traded = currency ?? made.get(symbol) ?? baseCurrency;
  if (!isCurrencyCode(traded)) return `is ${traded}, which is no currency; write its three letters, for example USD`;
  const before = made.get(symbol);
  if (before !== undefined && before !== traded)
    return `is ${traded}, but the rows of ${symbol} before it are in ${before}`;
  made.set(symbol, traded);
  return { kind: "instrument", id: null, symbol, currency: traded };
}

/** EURUSD, EUR/USD, or EUR with USD as its currency: what one EUR costs in USD. */
function pairOf(symbol: string, currency: string | null): readonly [string, string] | null {
  const [, first = "", second = ""] = /^([A-Z]{3})[/.-]?([A-Z]{3})$/.exec(symbol) ?? [];
  if (isCurrencyCode(first) && isCurrencyCode(second) && (currency === null || currency === second))
    return [first, second];
  return currency !== null && isCurrencyCode(symbol) && isCurrencyCode(currency) ? [symbol, currency] : null;
}

function checkPair([code, currency]: readonly [string, string], { shared }: AssetsKnown): PriceTarget | string {
  const taken = [code, currency].find((one) => shared.get(one)?.kind === "instrument");
  if (taken !== undefined)
    return `${taken} is the symbol of an instrument on this desk; ask an administrator to rename it`;
  return { kind: "currency", code, currency };
}

export interface JudgingPrices {
  readonly adjusted: boolean;
  /** Stored closes of a target in the same series, in the order of their days. */
  readonly stored: ReadonlyMap<string, readonly DayClose[]>;
  /** Splits of an instrument, by its id. */
  readonly splits: ReadonlyMap<string, readonly SplitDay[]>;
}

/** One name for all rows of one instrument or rate. */
export function targetKey(target: PriceTarget): string {
  return target.kind === "instrument" ? (target.id ?? `new ${target.symbol}`) : `${target.code}/${target.currency}`;
}

export function judgePrices(rows: readonly ResolvedPrice[], judging: JudgingPrices): JudgedPrice[] {
  const disagreeing = disagreementsOf(rows, judging);
  const first = new Map<string, { readonly row: number; readonly close: string }>();
  const known = new Map(
    [...judging.stored].map(([key, closes]) => [key, new Map(closes.map((close) => [close.day, close]))]),
  );
  const told = new Set<string>();
  return rows.map((row): JudgedPrice => {
    const { value, target } = row;
    if (value === null || target === null) return { ...row, verdict: "refused", warnings: [] };
    const key = targetKey(target);
    const earlier = first.get(`${key} ${value.day}`);
    if (earlier === undefined) first.set(`${key} ${value.day}`, { row: row.row, close: value.close });
    const problem =
      disagreeing.get(row.row) ??
      (earlier !== undefined && earlier.close !== value.close ? otherClose(earlier) : undefined);
    if (problem !== undefined) return { ...row, verdict: "refused", problems: [problem], warnings: [] };
    if (earlier !== undefined)
      return {
        ...row,
        verdict: "duplicate",
        warnings: [{ code: "same_content", detail: `says the same as row ${earlier.row}` }],
      };
    const stored = known.get(key)?.get(value.day);
    const kept = placesOf(target);
    if (stored !== undefined && stored.adjusted === judging.adjusted && stored.close === value.close)
      return { ...row, verdict: "duplicate", warnings: [] };
    return { ...row, verdict: "accepted", warnings: [...roundedTo(value.close, kept), ...newSymbol(target, told)] };
  });
}

function otherClose({ row, close }: { readonly row: number; readonly close: string }): RowProblem {
  return { field: "close", detail: `is another one than ${close} in row ${row}, for the same day` };
}

function newSymbol(target: PriceTarget, told: Set<string>): RowWarning[] {
  if (target.kind === "currency" || target.id !== null || told.has(target.symbol)) return [];
  told.add(target.symbol);
  return [{ code: "new_symbol", detail: `${target.symbol} is not known here: it is made, in ${target.currency}` }];
}

export function placesOf(target: PriceTarget): number {
  return target.kind === "currency" ? 12 : 9;
}

function roundedTo(close: string, places: number): RowWarning[] {
  return (close.split(".")[1]?.length ?? 0) > places
    ? [{ code: "rounded", detail: `is kept to ${places} places` }]
    : [];
}

/** Rows that contradict a split of their instrument, each with the reason. */
function disagreementsOf(
  rows: readonly ResolvedPrice[],
  { adjusted, stored, splits }: JudgingPrices,
): Map<number, RowProblem> {
  const found = new Map<number, RowProblem>();
  if (splits.size === 0) return found;
  const ofTarget = new Map<string, ResolvedPrice[]>();
  for (const row of rows) {
    if (row.target?.kind !== "instrument" || row.target.id === null || !splits.has(row.target.id)) continue;
    const list = ofTarget.get(row.target.id);
    if (list === undefined) ofTarget.set(row.target.id, [row]);
    else list.push(row);
  }
  for (const [id, list] of ofTarget) {
    const byDay = new Map<LocalDate, ResolvedPrice>(
      list.flatMap((row) => (row.value === null ? [] : [[row.value.day, row] as const])),
    );
    const closes = merged(stored.get(id) ?? [], byDay, adjusted);
    for (const split of splits.get(id) ?? []) {
      const wrong = disagreement(split, closes);
      const row = wrong === null ? undefined : (byDay.get(wrong.after.day) ?? byDay.get(wrong.before.day));
      if (wrong !== null && row !== undefined)
        found.set(row.row, { field: "close", detail: `does not agree with the split: ${wrong.detail}` });
    }
  }
  return found;
}

function merged(
  stored: readonly DayClose[],
  byDay: ReadonlyMap<LocalDate, ResolvedPrice>,
  adjusted: boolean,
): DayClose[] {
  const fresh = [...byDay].map(([day, { value }]) => ({ day, close: value?.close ?? "0", adjusted }));
  return [...stored.filter(({ day }) => !byDay.has(day)), ...fresh].sort((a, b) => (a.day < b.day ? -1 : 1));
}
