/** The verdict on each row of a file: taken, there already, or refused, and what one should know about it. */
import type { Fixed } from "../shared/fixed.ts";
import { fromFixed18, toFixed18 } from "../shared/fixed.ts";
import { findOversells, type HoldingStep, stepOfRow } from "./holdings-pass.ts";
import type { ImportedActivity, ReadRow, RowProblem, RowWarning, Verdict } from "./import-row.ts";
import { contentOf, type Resolved, type ResolvedRow } from "./resolve.ts";

export interface KeyedRow extends ResolvedRow {
  /** What the row is known by once it is imported; null where it cannot be. */
  readonly key: string | null;
  /** The row of this file that says the same under the same id. */
  readonly repeats: number | null;
}

export interface JudgedRow extends ReadRow<ImportedActivity> {
  readonly verdict: Verdict;
  readonly resolved: Resolved | null;
  readonly key: string | null;
  readonly warnings: readonly RowWarning[];
}

/** An id of ours in an exported file: the row is in the books of that account under it. */
export const OWN_ID = /^(execution|activity):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** By its own id, else by what it says and how often that was said before: two equal purchases of a day are two. */
export function keyRows(rows: readonly ResolvedRow[], hash: (content: string) => string): KeyedRow[] {
  const times = new Map<string, number>();
  const ids = new Map<string, { readonly row: number; readonly content: string }>();
  return rows.map((row): KeyedRow => {
    if (row.value === null || row.resolved === null) return { ...row, key: null, repeats: null };
    const content = contentOf(row.value, row.resolved);
    const { externalId } = row.value;
    if (externalId === null) {
      const time = (times.get(content) ?? 0) + 1;
      times.set(content, time);
      return { ...row, key: `c:${hash(content)}#${time}`, repeats: null };
    }
    const first = ids.get(externalId);
    if (first === undefined) ids.set(externalId, { row: row.row, content });
    else if (first.content !== content)
      return {
        ...row,
        ...refusedAs(
          "externalId",
          `stands in row ${first.row} already, with other content; give each row an id of its own`,
        ),
      };
    return { ...row, key: `x:${externalId}`, repeats: first?.row ?? null };
  });
}

function refusedAs(field: string, detail: string) {
  return { problems: [{ field, detail }], resolved: null, key: null, repeats: null };
}

export interface Judging {
  readonly zone: string;
  readonly mayBeShort: boolean;
  /** Where selling more than there is opens a short, the account is told; where it may not be short, the row is refused. */
  readonly knownKeys: ReadonlySet<string>;
  /** What the account's books hold of the file's instruments. */
  readonly held: readonly HoldingStep[];
  /** Instruments with a price. */
  readonly priced: ReadonlySet<string>;
  /** Why a split cannot be, by row. */
  readonly splitProblems: ReadonlyMap<number, string>;
}

export function judgeRows(rows: readonly KeyedRow[], judging: Judging): JudgedRow[] {
  const judged = rows.map((row) => firstLook(row, judging));
  const taken = judged.filter(({ verdict }) => verdict === "accepted");
  const short = oversellsOf(taken, judging);
  const told = new Set<string>();
  return judged.map((row) => {
    if (row.verdict !== "accepted") return row;
    const oversell = short.get(row.row);
    if (oversell !== undefined && !judging.mayBeShort) {
      const detail = `${oversell}, and this account may not be short; correct the quantity, or import what was bought before`;
      return { ...row, verdict: "refused", problems: [{ field: "quantity", detail }] };
    }
    const opensShort: RowWarning[] =
      oversell === undefined ? [] : [{ code: "opens_short", detail: `${oversell}: this opens a short` }];
    return { ...row, warnings: [...row.warnings, ...opensShort, ...newsOf(row, judging, told)] };
  });
}

function firstLook(row: KeyedRow, { knownKeys, splitProblems }: Judging): JudgedRow {
  const { repeats, ...rest } = row;
  const split = splitProblems.get(row.row);
  const problems: readonly RowProblem[] =
    split === undefined ? row.problems : [...row.problems, { field: "ratio", detail: split }];
  if (problems.length > 0 || row.key === null) return { ...rest, problems, verdict: "refused", warnings: [] };
  if (repeats !== null) {
    return {
      ...rest,
      verdict: "duplicate",
      warnings: [{ code: "same_content", detail: `says the same as row ${repeats}` }],
    };
  }
  return { ...rest, verdict: knownKeys.has(row.key) ? "duplicate" : "accepted", warnings: [] };
}

/** By row: how much more than there is. */
function oversellsOf(rows: readonly JudgedRow[], { zone, held, mayBeShort }: Judging): Map<number, string> {
  const steps = rows.flatMap(({ row, value, resolved }) => {
    const of = resolved?.asset?.id ?? resolved?.newSymbol ?? null;
    return value === null || of === null ? [] : [stepOfRow(row, of, value, zone)];
  });
  return new Map(
    findOversells([...held, ...steps], mayBeShort).map((found) => [
      found.row,
      `takes ${found.short} more than the ${found.held} that are held then`,
    ]),
  );
}

/** Once a symbol, at its first row. */
function newsOf({ value, resolved }: JudgedRow, { priced }: Judging, told: Set<string>): RowWarning[] {
  const symbol = value?.symbol ?? null;
  if (symbol === null || resolved === null || value === null || value.quantity === null || told.has(symbol)) return [];
  told.add(symbol);
  if (resolved.newSymbol !== null) {
    return [
      {
        code: "new_symbol",
        detail: `${symbol} is not known here: it is made for this account alone, in ${resolved.currency}, and valued at its last trade until its prices are imported`,
      },
    ];
  }
  const { asset } = resolved;
  if (asset === null || priced.has(asset.id)) return [];
  return [
    {
      code: "no_price",
      detail: `no price of ${symbol} is known: it is valued at its last trade until its prices are imported`,
    },
  ];
}

/** What the rows move of each currency, by its code: signed. */
export function cashOf(rows: readonly JudgedRow[]): Map<string, Fixed> {
  const moved = new Map<string, Fixed>();
  for (const { verdict, value, resolved } of rows) {
    if (verdict !== "accepted" || value === null || resolved === null) continue;
    const amount = cashMoved(value);
    if (amount !== 0n) moved.set(resolved.currency, (moved.get(resolved.currency) ?? 0n) + amount);
  }
  return moved;
}

function cashMoved({ type, gross, fee, quantity }: ImportedActivity): Fixed {
  const [amount, cost] = [toFixed18(gross ?? "0"), toFixed18(fee)];
  switch (type) {
    case "split":
      return 0n;
    case "transfer_in":
      return quantity === null ? amount - cost : -cost;
    case "transfer_out":
      return quantity === null ? -amount - cost : -cost;
    case "buy":
    case "fee":
    case "tax":
    case "withdrawal":
      return -amount - cost;
    default:
      return amount - cost;
  }
}

/** The sentence for a currency that would fall below what the account may owe; null where it would not. */
export function floorProblem(code: string, moved: Fixed, free: Fixed): RowProblem | null {
  const after = free + moved;
  if (after >= 0n) return null;
  return {
    field: null,
    detail: `After it the account would lack ${fromFixed18(-after)} ${code}, and it may not owe: add the deposits of those days to the file`,
  };
}
