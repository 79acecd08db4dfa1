// Finds one row in a file's text and puts another in its place, so that a bad row is mended where it stands and the rest stays as it is.
import { delimiterOf, readDelimited } from "#lib/domain/imports/csv.ts";

export interface FileText {
  readonly format: "csv" | "json";
  readonly text: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The row as it is written, without the line break behind it; null where there is none. */
export function rowText({ format, text }: FileText, row: number): string | null {
  const span = spanOf({ format, text }, row);
  return span === null ? null : text.slice(span.start, span.end);
}

export function replaceRow(file: FileText, row: number, written: string): string {
  const span = spanOf(file, row);
  return span === null ? file.text : file.text.slice(0, span.start) + written + file.text.slice(span.end);
}

function spanOf({ format, text }: FileText, row: number): Span | null {
  return format === "json" ? (jsonSpans(text)[row - 1] ?? null) : csvSpan(text, row);
}

function csvSpan(text: string, row: number): Span | null {
  const read = readDelimited(text);
  if (!read.ok) return null;
  const [here, next] = [read.value[row], read.value[row + 1]];
  if (here === undefined || row < 1) return null;
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: mark }) => index + mark.length)];
  const start = starts[here.line - 1] ?? 0;
  const until = next === undefined ? text.length : (starts[next.line - 1] ?? text.length);
  return { start, end: start + text.slice(start, until).replace(/[\r\n]+$/, "").length };
}

export interface CsvCells {
  readonly header: readonly string[];
  readonly cells: readonly string[];
}

/** The cells by their columns; null where they are not as many, for then only the text can tell what belongs where. */
export function csvCells({ format, text }: FileText, row: number): CsvCells | null {
  if (format !== "csv") return null;
  const read = readDelimited(text);
  if (!read.ok) return null;
  const [header, cells] = [read.value[0]?.cells, read.value[row]?.cells];
  if (header === undefined || cells === undefined || header.length !== cells.length) return null;
  return { header, cells };
}

/** One line of the file, with quotes where a cell needs them. */
export function writeCells(text: string, cells: readonly string[]): string {
  const delimiter = delimiterOf(text.startsWith("\uFEFF") ? text.slice(1) : text);
  const needsQuotes = (cell: string) => cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell);
  return cells.map((cell) => (needsQuotes(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter);
}

/** Where the elements of the file's list stand: of the list itself, or of the one that an object holds. */
function jsonSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  const wanted = text.trimStart().startsWith("[") ? 1 : 2;
  let depth = 0;
  let inList = false;
  let start = -1;
  let last = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (/\s/.test(sign)) continue;
    const closesList = inList && depth === wanted && sign === "]";
    if (inList && depth === wanted && (closesList || sign === ",")) {
      if (start >= 0) spans.push({ start, end: last });
      start = -1;
    } else if (inList && start < 0) start = at;
    if (sign === '"') at = endOfString(text, at);
    else if (sign === "[" || sign === "{") {
      depth += 1;
      if (sign === "[" && depth === wanted) inList = true;
    } else if (sign === "]" || sign === "}") {
      depth -= 1;
      if (closesList) inList = false;
    }
    last = at + 1;
  }
  return spans;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
