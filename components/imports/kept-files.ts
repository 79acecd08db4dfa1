// Keeps the text of the files that were sent from this tab, so that a row can be mended and nothing has to be chosen twice.

export interface KeptFile {
  readonly name: string;
  readonly format: "csv" | "json";
  readonly text: string;
  /** Rows that were mended since the file was checked. */
  readonly unchecked?: readonly number[];
}

const PREFIX = "ballast_import_";
/** A browser keeps some five million characters for a tab; the largest files live only as long as the page. */
const STORED_MAX = 1_500_000;

const inMemory = new Map<string, KeptFile>();

/** Under the import's id, or under the name of the form where it was not sent yet. */
export function keepFile(key: string, file: KeptFile): void {
  inMemory.set(key, file);
  try {
    for (const other of storedKeys()) if (other !== PREFIX + key) sessionStorage.removeItem(other);
    if (file.text.length <= STORED_MAX) sessionStorage.setItem(PREFIX + key, JSON.stringify(file));
  } catch {
    // Storage that is full or switched off keeps it out of a reload, and no more.
  }
}

export function keptFile(key: string): KeptFile | null {
  const held = inMemory.get(key);
  if (held !== undefined) return held;
  try {
    const stored = sessionStorage.getItem(PREFIX + key);
    const file = stored === null ? null : asFile(JSON.parse(stored));
    if (file !== null) inMemory.set(key, file);
    return file;
  } catch {
    return null;
  }
}

export function forgetFile(key: string): void {
  inMemory.delete(key);
  try {
    sessionStorage.removeItem(PREFIX + key);
  } catch {
    // It was not kept there either.
  }
}

/** One file at a time is stored: the one that somebody works on. */
function storedKeys(): readonly string[] {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
}

function asFile(value: unknown): KeptFile | null {
  if (typeof value !== "object" || value === null) return null;
  const { name, format, text, unchecked } = value as { readonly [member: string]: unknown };
  if (typeof name !== "string" || typeof text !== "string" || (format !== "csv" && format !== "json")) return null;
  const rows = Array.isArray(unchecked) ? unchecked.filter((row) => typeof row === "number") : [];
  return { name, format, text, ...(rows.length === 0 ? {} : { unchecked: rows }) };
}
