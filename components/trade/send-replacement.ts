// Sends a change of an order once and waits for the server's word; without one the order is looked up, never sent again.
import { sentenceOf } from "#lib/client/acting.ts";
import { ApiProblem } from "#lib/client/fetch.ts";
import type { OrderView } from "#lib/contracts/order.ts";

export interface ReplaceParts {
  /** The request, under a key of its own. */
  readonly send: () => Promise<unknown>;
  readonly look: () => Promise<OrderView>;
  readonly wait: (ms: number) => Promise<void>;
  readonly onChecking: () => void;
}

export type ReplaceAnswer =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly sentence: string }
  /** The server, asked for long enough, knows of no change. */
  | { readonly kind: "absent" };

const LOOK_EVERY_MS = 1_000;
/** A request may still be on its way when its connection is gone. */
const LOOKS = 10;

export async function sendReplacement(parts: ReplaceParts): Promise<ReplaceAnswer> {
  try {
    await parts.send();
    return { kind: "done" };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    // A server that broke may have committed before: only a look-up can tell.
    if (error.status !== 0 && error.status < 500) return { kind: "refused", sentence: refusalWords(error) };
  }
  parts.onChecking();
  return lookUp(parts);
}

async function lookUp({ look, wait }: ReplaceParts): Promise<ReplaceAnswer> {
  for (let answers = 0; answers < LOOKS; ) {
    await wait(LOOK_EVERY_MS);
    const order = await look().catch(() => null);
    if (order === null) continue;
    answers += 1;
    if (order.status === "pending_replace" || order.status === "replaced" || order.replacedById !== null) {
      return { kind: "done" };
    }
  }
  return { kind: "absent" };
}

function refusalWords(error: ApiProblem): string {
  if (error.status === 401) return "Your session has ended. Nothing was changed; sign in and try again.";
  const words = error.problem === null ? error.message : sentenceOf(error.problem);
  return `${words} The order stays as it was.`;
}
