/**
 * Does work after the answer has gone out, a bounded number at a time. What does not fit is left to the queue, which has it anyway.
 * What is under way hangs on globalThis: the server that waits for it and the bundled routes load their own copies of this module.
 */

// Orders that are sent at the same time share their statements, so that many at once take few connections. Half of these may wait for their
// round while the others are under way.
const AT_ONCE_MAX = 64;
const WAITING_MAX = 1_000;

export type RunSoon = (work: () => Promise<void>) => void;

const KEY = Symbol.for("ballast.runSoon");

/** By process: what was asked for and is not done. */
function unfinished(): Set<Promise<void>> {
  const holder = globalThis as { [KEY]?: Set<Promise<void>> };
  holder[KEY] ??= new Set();
  return holder[KEY];
}

export function createRunSoon(onFailed: (error: unknown) => void): RunSoon {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;

  const next = (): void => {
    if (running >= AT_ONCE_MAX) return;
    const work = waiting.shift();
    if (work === undefined) return;
    running += 1;
    void work().finally(() => {
      running -= 1;
      next();
    });
  };

  return (work) => {
    if (waiting.length >= WAITING_MAX) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const all = unfinished();
    all.add(promise);
    waiting.push(async () => {
      try {
        await work();
      } catch (error) {
        onFailed(error);
      } finally {
        all.delete(promise);
        resolve();
      }
    });
    setImmediate(next);
  };
}

/** Resolves when all of it is done, also what it set in motion: an order that waits for its round leaves before the process does. */
export async function finishSoon(): Promise<void> {
  while (unfinished().size > 0) await Promise.all(unfinished());
}
