/** Calls a server action or a route handler and turns everything that can happen into one answer with a sentence; it never throws. */
import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { Problem } from "#lib/contracts/problem.ts";
import { ApiProblem, type Sending, sendJson } from "./fetch.ts";

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

/** The same over a route handler: what must not queue behind an action goes this way. */
export async function send<T>(path: string, sending: Sending): Promise<Outcome<T>> {
  return answerOf(async () => (await sendJson<T>(path, sending)).value);
}

/** A route handler's answer in the form of a server action's, for forms that take either; no answer at all throws, as there. */
export async function asAction<T>(path: string, sending: Sending): Promise<ActionAnswer<T>> {
  try {
    const { value, replayed } = await sendJson<T>(path, sending);
    return { ok: true, value, replayed };
  } catch (error) {
    if (error instanceof ApiProblem && error.problem !== null) return { ok: false, problem: error.problem };
    throw error;
  }
}

export async function answerOf<T>(ask: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 0) {
      return { ok: false, sentence: "No answer came. Look at what is there now before you try again.", problem: null };
    }
    const { problem } = error;
    return { ok: false, sentence: problem === null ? error.message : sentenceOf(problem), problem };
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
