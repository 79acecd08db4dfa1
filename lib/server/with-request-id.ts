/** Lets a page's error carry the id of its request: the screen that stands in for the page shows it, and the log has it. */
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { requestIdOf } from "./request-id.ts";

/** Around a page, a layout, a part of one that reads for itself, or its metadata. */
export function withRequestId<Given extends unknown[], Made>(
  render: (...given: Given) => Promise<Made>,
): (...given: Given) => Promise<Made> {
  return async (...given) => {
    try {
      return await render(...given);
    } catch (error) {
      // Redirects and the like of Next.js travel as errors; they are not ours to mark.
      unstable_rethrow(error);
      throw markedError(error, requestIdOf(await headers()));
    }
  };
}

/** Next.js tells the browser nothing of an error but its digest, and makes one of its own only where there is none. */
export function markedError(thrown: unknown, requestId: string): Error {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { digest } = error as { readonly digest?: unknown };
  if (digest === requestId) return error;
  // One error may meet several requests, when they all waited for the same thing: each gets its own id.
  const own = digest === undefined ? error : new Error(error.message, { cause: error });
  return Object.assign(own, { digest: requestId });
}
