/** Splits delimited text into rows of cells with the line each begins on: comma, semicolon or tab, quotes as in RFC 4180. */
import { err, ok, type Result } from "../shared/result.ts";

export interface CsvRow {
  /** Where the row begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const DELIMITERS = [",", ";", "\t"] as const;

/** Rows in which nothing stands are left out. */
export function readDelimited(content: string): Result<readonly CsvRow[], string> {
  const text = content.startsWith("\uFEFF") ? content.slice(1) : content;
  const delimiter = delimiterOf(text);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let [line, startLine, at] = [1, 1, 0];
  const endRow = () => {
    if (cells.some((cell) => cell !== "")) rows.push({ line: startLine, cells });
    cells = [];
  };
  while (at < text.length) {
    if (cells.length === 0) startLine = line;
    const cell =
      text[skipBlanks(text, at, delimiter)] === '"' ? quoted(text, at, delimiter) : bare(text, at, delimiter);
    if (cell === null)
      return err(`The quote that opens on line ${line} is never closed, or text follows its end. Close it with ".`);
    cells.push(cell.value);
    line += cell.breaks;
    at = cell.end;
    if (text[at] === delimiter) {
      at += 1;
      // The row ends in an empty cell.
      if (at >= text.length) cells.push("");
      else continue;
    }
    endRow();
    if (text.startsWith("\r\n", at)) at += 2;
    else at += 1;
    line += 1;
  }
  return ok(rows);
}

interface Cell {
  readonly value: string;
  readonly end: number;
  /** Line breaks inside the quotes. */
  readonly breaks: number;
}

function bare(text: string, from: number, delimiter: string): Cell {
  let end = from;
  for (; end < text.length; end += 1) {
    const sign = text[end];
    if (sign === delimiter || sign === "\n" || sign === "\r") break;
  }
  return { value: text.slice(from, end).trim(), end, breaks: 0 };
}

function quoted(text: string, from: number, delimiter: string): Cell | null {
  const start = skipBlanks(text, from, delimiter) + 1;
  let close = text.indexOf('"', start);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return null;
  const end = skipBlanks(text, close + 1, delimiter);
  const after = text[end];
  if (after !== undefined && after !== delimiter && after !== "\n" && after !== "\r") return null;
  const value = text.slice(start, close).replaceAll('""', '"');
  return { value: value.trim(), end, breaks: value.split(/\r\n|\r|\n/).length - 1 };
}

function skipBlanks(text: string, from: number, delimiter: string): number {
  let at = from;
  while (text[at] === " " || (text[at] === "\t" && delimiter !== "\t")) at += 1;
  return at;
}

/** The one that the header has most of; quoted names do not count. */
export function delimiterOf(text: string): string {
  const header = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  let [best, most] = [",", 0];
  for (const delimiter of DELIMITERS) {
    const found = header.split(delimiter).length - 1;
    if (found > most) [best, most] = [delimiter, found];
  }
  return best;
}
