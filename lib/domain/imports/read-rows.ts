/** Reads the rows of a CSV or JSON file as texts by field. Mistakes of the whole file are told apart from those of a row. */
import { err, ok, type Result } from "../shared/result.ts";
import { plainName, readColumns } from "./columns.ts";
import { readDelimited } from "./csv.ts";
import type { RawRow, ReadColumns, RowProblem } from "./import-row.ts";

export const IMPORT_FORMATS = ["csv", "json"] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface FileText {
  readonly format: ImportFormat;
  readonly content: string;
}

export interface RowsRead<Field extends string> extends ReadColumns {
  readonly rows: readonly RawRow<Field>[];
}

type Names<Field extends string> = { readonly [field in Field]: readonly string[] };
type FileResult<Field extends string> = Result<RowsRead<Field>, readonly RowProblem[]>;

export function readRows<Field extends string>({ format, content }: FileText, names: Names<Field>): FileResult<Field> {
  return format === "csv" ? readCsvRows(content, names) : readJsonRows(content, names);
}

function readCsvRows<Field extends string>(content: string, names: Names<Field>): FileResult<Field> {
  const read = readDelimited(content);
  if (!read.ok) return err([{ field: null, detail: read.error }]);
  const [header, ...lines] = read.value;
  if (header === undefined)
    return err([{ field: null, detail: "The file is empty. Its first line names the columns." }]);
  const columns = readColumns(header.cells, names);
  if (!columns.ok) return columns;
  const { placeOf, ...about } = columns.value;
  const places = Object.entries(placeOf) as [Field, number][];
  const rows = lines.map(({ line, cells }, index): RawRow<Field> => {
    const filled = places.flatMap(([field, place]) => {
      const text = place < 0 ? "" : (cells[place] ?? "");
      return text === "" ? [] : [[field, text] as const];
    });
    const problems = cells.length === header.cells.length ? [] : [wrongLength(cells.length, header.cells.length)];
    return { row: index + 1, line, cells: Object.fromEntries(filled) as RawRow<Field>["cells"], problems };
  });
  return ok({ ...about, rows });
}

function wrongLength(has: number, header: number): RowProblem {
  const detail = `has ${has} cells, the header has ${header}; a cell with the separator in it needs quotes`;
  return { field: null, detail };
}

/** A number of JSON with its digits as they were written: JavaScript's own would have rounded them. */
class Digits {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function readJsonRows<Field extends string>(content: string, names: Names<Field>): FileResult<Field> {
  const list = parseList(content);
  if (!list.ok) return err([{ field: null, detail: list.error }]);
  const fields = Object.keys(names) as Field[];
  const used = new Map<Field, string>();
  const ignored = new Set<string>();
  const columnsOf = rememberColumns(names);
  const rows = list.value.map((item, index): RawRow<Field> => {
    const place = { row: index + 1, line: index + 1 };
    if (typeof item !== "object" || item === null || Array.isArray(item) || item instanceof Digits) {
      return {
        ...place,
        cells: {},
        problems: [{ field: null, detail: 'is not an object; write { "date": ..., "type": ... }' }],
      };
    }
    const keys = Object.keys(item);
    const columns = columnsOf(keys);
    if (!columns.ok) return { ...place, cells: {}, problems: columns.error };
    for (const { field, header } of columns.value.columns) used.set(field as Field, header);
    for (const name of columns.value.ignored) ignored.add(name);
    return { ...place, ...readCells(item as Record<string, unknown>, keys, columns.value.placeOf, fields) };
  });
  return ok({ rows, columns: [...used].map(([field, header]) => ({ field, header })), ignored: [...ignored].sort() });
}

/** Rows of a file mostly have the same members in the same order. */
function rememberColumns<Field extends string>(names: Names<Field>) {
  const known = new Map<string, ReturnType<typeof readColumns<Field>>>();
  return (keys: readonly string[]) => {
    const name = JSON.stringify(keys);
    const columns = known.get(name) ?? readColumns(keys, names);
    if (known.size < KEPT_MAX) known.set(name, columns);
    return columns;
  };
}

const KEPT_MAX = 100;

/** The list itself, or an object that holds nothing else: `{ "activities": [...] }`. */
function parseList(content: string): Result<readonly unknown[], string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content, keepDigits);
  } catch {
    return err("The file is not valid JSON.");
  }
  if (Array.isArray(parsed)) return ok(parsed);
  const lists = typeof parsed === "object" && parsed !== null ? Object.values(parsed).filter(Array.isArray) : [];
  const [only, second] = lists;
  if (only !== undefined && second === undefined) return ok(only);
  return err("The file is JSON, but not a list of rows. Write [ { ... }, { ... } ].");
}

/** The third argument is newer than the types that are known here; without it a number cannot be told exactly. */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" ? new Digits(context?.source ?? "") : value;
}

function readCells<Field extends string>(
  item: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  placeOf: { readonly [field in Field]: number },
  fields: readonly Field[],
): Pick<RawRow<Field>, "cells" | "problems"> {
  const cells: Partial<Record<Field, string>> = {};
  const problems: RowProblem[] = [];
  for (const field of fields) {
    const value = item[keys[placeOf[field]] ?? ""];
    if (placeOf[field] < 0 || value === null || value === undefined) continue;
    const text = textOf(value);
    if (text === null) problems.push({ field, detail: "is neither text nor a number" });
    else if (text !== "") cells[field] = text;
  }
  return { cells, problems };
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value.trim();
  if (value instanceof Digits) return value.text;
  if (!Array.isArray(value)) return null;
  const parts = value.map((item: unknown) => (Array.isArray(item) ? null : textOf(item)));
  return parts.includes(null) ? null : `[${parts.join(",")}]`;
}

/** Whether a file's columns can be rows of activities at all. */
export function missingColumns<Field extends string>(
  { columns }: ReadColumns,
  needed: readonly (readonly Field[])[],
): readonly RowProblem[] {
  const there = new Set(columns.map(({ field }) => plainName(field)));
  return needed
    .filter((any) => !any.some((field) => there.has(plainName(field))))
    .map(([first, ...others]) => ({
      field: first ?? null,
      detail: `There is no column ${[first, ...others].join(" or ")}. Name it in the first line; names in any case and order do.`,
    }));
}
