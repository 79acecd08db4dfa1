/** One id per request, in its answer, its log lines and its audit rows: ours, so that a caller cannot claim somebody else's. */
import { validate } from "uuid";
import { newId } from "#lib/adapters/ids/new-id.ts";

export const REQUEST_ID_HEADER = "x-request-id";

export function newRequestId(): string {
  return newId();
}

/** Of a page or an action: the id that the proxy gave the request. What a client sends under that name never arrives. */
export function requestIdOf(head: { get(name: string): string | null }): string {
  const given = head.get(REQUEST_ID_HEADER);
  return given !== null && validate(given) ? given : newRequestId();
}
