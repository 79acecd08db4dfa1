/** What commands print: one JSON document for programs, aligned columns for people. */
import { Decimal, toPlain } from "#lib/domain/shared/decimal.ts";

/** Amounts as plain decimal strings, instants as ISO 8601. */
export function printJson(value: unknown): void {
  console.log(JSON.stringify(plain(value), null, 2));
}

function plain(value: unknown): unknown {
  if (Decimal.isDecimal(value)) return toPlain(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}

export type Row = readonly (string | number | null)[];

export function printTable(header: readonly string[], rows: readonly Row[]): void {
  const lines = [header, ...rows.map((row) => row.map((cell) => (cell === null ? "--" : `${cell}`)))];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines) {
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  }
}
