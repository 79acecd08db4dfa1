// What is done with imports by plain calls.
import { type Outcome, send } from "#lib/client/acting.ts";
import { type ImportScope, paths } from "#lib/client/paths.ts";
import type { ImportView, PriceImportBody } from "#lib/contracts/import.ts";
import type { KeptFile } from "./kept-files.ts";

export type Basis = PriceImportBody["basis"];

export interface FileToCheck {
  readonly scope: ImportScope;
  readonly file: KeptFile;
  /** Of prices only. */
  readonly basis: Basis | null;
}

/** What one check sends; the same file again is the same check. */
export function checkBody({ scope, file, basis }: FileToCheck) {
  return {
    fileName: file.name,
    format: file.format,
    content: file.text,
    dryRun: true,
    ...(scope.kind === "prices" ? { basis: basis ?? "asTraded", accountId: scope.accountId } : {}),
  };
}

/** Only reads and judges: nothing is booked. */
export function checkFile(wanted: FileToCheck, idempotencyKey: string): Promise<Outcome<ImportView>> {
  return send(paths.addImport(wanted.scope), { method: "POST", body: checkBody(wanted), idempotencyKey });
}

export function publish(scope: ImportScope, id: string, skipRefused: boolean): Promise<Outcome<ImportView>> {
  return send(paths.importStep(scope, id, "publish"), { method: "POST", body: { skipRefused } });
}

export function undo(scope: ImportScope, id: string, reason: string): Promise<Outcome<ImportView>> {
  return send(paths.importStep(scope, id, "undo"), { method: "POST", body: { reason } });
}

export function discard(scope: ImportScope, id: string): Promise<Outcome<ImportView>> {
  return send(paths.import(scope, id), { method: "DELETE" });
}
