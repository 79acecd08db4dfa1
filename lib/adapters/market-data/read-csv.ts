/** Reads a CSV file of bars as rows of text, with the line each row stands on, so that bad rows can be named. */
import { createHash } from "node:crypto";
import { CsvError, parse } from "csv-parse/sync";

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The line of each row in the file, counted from 1. */
  readonly lines: readonly number[];
  /** Of the file's bytes, in hex: the same file again changes nothing. */
  readonly sha256: string;
}

export class CsvUnreadable extends Error {}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

export function readCsv(bytes: Uint8Array): CsvTable {
  const records = parseRecords(bytes);
  const [header, ...rows] = records;
  return {
    header: header?.record ?? [],
    rows: rows.map(({ record }) => record),
    lines: rows.map(({ info }) => info.lines),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

function parseRecords(bytes: Uint8Array): Parsed[] {
  try {
    // Rows of the wrong length are let through: whoever reads them says which ones they are.
    return parse(Buffer.from(bytes), {
      bom: true,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
    }) as unknown as Parsed[];
  } catch (error) {
    if (error instanceof CsvError) throw new CsvUnreadable(`The file cannot be read as CSV: ${error.message}`);
    throw error;
  }
}
