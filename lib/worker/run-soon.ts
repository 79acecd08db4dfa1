/** Work that a request set in motion and nobody waits for: a bounded number at a time, finished before the process ends. */

export interface Soon {
  run(work: () => Promise<void>): void;
  /** Resolves when everything handed over so far is done, also what that set in motion. */
  drain(): Promise<void>;
}

export function createSoon(onError: (error: unknown) => void, atOnce = 8): Soon {
  const waiting: (() => Promise<void>)[] = [];
  const running = new Set<Promise<void>>();

  function next(): void {
    while (running.size < atOnce) {
      const work = waiting.shift();
      if (work === undefined) return;
      const done = work()
        .catch(onError)
        .finally(() => {
          running.delete(done);
          next();
        });
      running.add(done);
    }
  }

  return {
    run(work) {
      waiting.push(work);
      next();
    },
    async drain() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
