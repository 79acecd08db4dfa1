/** Calls a server action and turns everything that can happen into one answer with a sentence; it never throws. */
import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { Problem } from "#lib/contracts/problem.ts";

/** What our server actions return. */
export type ActionAnswer<T> =
  | { readonly ok: true; readonly value: T; readonly replayed: boolean }
  | { readonly ok: false; readonly problem: Problem };

export type ServerAction<Body, T> = (
  body: Body,
  call?: { readonly idempotencyKey?: string | undefined },
) => Promise<ActionAnswer<T>>;

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      /** Says what happened and what to do. */
      readonly sentence: string;
      /** Null when no answer came, or not from our own code. */
      readonly problem: Problem | null;
    };

export async function act<T>(run: () => Promise<ActionAnswer<T>>): Promise<Outcome<T>> {
  try {
    const answer = await run();
    return answer.ok
      ? { ok: true, value: answer.value }
      : { ok: false, sentence: sentenceOf(answer.problem), problem: answer.problem };
  } catch (error) {
    return { ok: false, sentence: troubleOf(error), problem: null };
  }
}

/** The server's own words first; the fields that are wrong, if it named any. */
export function sentenceOf(problem: Problem): string {
  const fields = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer.replace(/^\//, "")} ${detail}`);
  return [problem.detail, ...fields].join(" ");
}

function troubleOf(error: unknown): string {
  if (unstable_isUnrecognizedActionError(error))
    return "Ballast was updated. Nothing was sent. Reload the page and try again.";
  return "No answer came. Trying again is safe: the same change happens at most once.";
}
