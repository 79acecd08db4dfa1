// Reads a file that was dropped, chosen or pasted: its text, and whether it is CSV or JSON.
import type { KeptFile } from "./kept-files.ts";

/** Spreadsheets still write files that are not UTF-8; such a one is read as Windows-1252, which knows every byte. */
export async function readFile(file: File): Promise<KeptFile> {
  const bytes = await file.arrayBuffer();
  return { name: file.name.slice(0, 200), ...asText(decode(bytes), file.name) };
}

export function readPasted(text: string): KeptFile {
  const { format } = asText(text, "");
  return { name: `pasted.${format}`, format, text };
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function asText(text: string, name: string): Pick<KeptFile, "format" | "text"> {
  const json = /\.json$/i.test(name) || (!/\.(csv|tsv|txt)$/i.test(name) && /^\s*[[{]/.test(text));
  return { format: json ? "json" : "csv", text };
}

/** "2.1 MB": of characters, as far as anybody counts them. */
export function sizeOf({ text }: Pick<KeptFile, "text">): string {
  const kilobytes = Math.ceil(text.length / 1000);
  if (kilobytes < 1000) return `${kilobytes} kB`;
  const tenths = Math.round(kilobytes / 100);
  return `${Math.trunc(tenths / 10)}.${tenths % 10} MB`;
}

/** Without reading it: lines that are not empty, for a first look. */
export function linesOf({ text }: Pick<KeptFile, "text">): number {
  return text.match(/[^\r\n]+/g)?.length ?? 0;
}
