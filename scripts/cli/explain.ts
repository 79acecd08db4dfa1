/** An error as a person at a terminal reads it: what happened and what to do, without a stack. */
import { isBusyBeforeStart, isConnectionLost } from "#lib/db/database-fault.ts";
import { ServiceError } from "#lib/services/errors.ts";

export function explain(error: unknown): string {
  if (error instanceof ServiceError) {
    return [error.message, ...error.errors.map(({ pointer, detail }) => `  ${pointer}: ${detail}`)].join("\n");
  }
  if (isBusyBeforeStart(error) || isConnectionLost(error)) {
    return "The database does not answer. Is the desk running? Start it with: npm start";
  }
  return error instanceof Error ? error.message : String(error);
}
