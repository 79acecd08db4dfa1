/** Does work after the answer has gone out, a bounded number at a time. What does not fit is left to the queue, which has it anyway. */

// Orders that are sent at the same time share their statements, so that many at once take few connections. Half of these may wait for their
// round while the others are under way.
const AT_ONCE_MAX = 64;
const WAITING_MAX = 1_000;

export type RunSoon = (work: () => Promise<void>) => void;

export function createRunSoon(onFailed: (error: unknown) => void): RunSoon {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;

  const next = (): void => {
    const work = waiting.shift();
    if (work === undefined || running >= AT_ONCE_MAX) {
      if (work !== undefined) waiting.unshift(work);
      return;
    }
    running += 1;
    work()
      .catch(onFailed)
      .finally(() => {
        running -= 1;
        next();
      });
  };

  return (work) => {
    if (waiting.length >= WAITING_MAX) return;
    waiting.push(work);
    setImmediate(next);
  };
}
