/** The file of an import request, whichever way it came: as text, as rows, or as the whole body. */
import type { ImportBody } from "#lib/contracts/import.ts";
import type { ReceiveImportInput } from "#lib/services/imports/receive-import.ts";

type File = Pick<ReceiveImportInput, "fileName" | "format" | "content" | "dryRun" | "skipRefused">;

export function fileOf({ fileName, format, content, rows, dryRun, skipRefused }: ImportBody): File {
  if (rows !== undefined) return { fileName, format: "json", content: JSON.stringify(rows), dryRun, skipRefused };
  const text = content ?? "";
  const looksLikeJson = /^\s*[[{]/.test(text.slice(0, 100));
  return { fileName, format: format ?? (looksLikeJson ? "json" : "csv"), content: text, dryRun, skipRefused };
}
