/** One id per request, in its answer, its log lines and its audit rows: ours, so that a caller cannot claim somebody else's. */
import { v7 } from "uuid";

export const REQUEST_ID_HEADER = "x-request-id";

export function newRequestId(): string {
  return v7();
}
