/** When orders leave for their broker: one that comes alone at once, those of a storm together. */

export interface RoundOptions {
  /** So many orders leave within `apartMs` as they come; the next ones leave together at its end. */
  readonly calm?: number;
  readonly apartMs?: number;
  /** So many do not wait any longer. */
  readonly enough?: number;
}

// What the statements of a dispatch cost besides their orders is what four orders cost in them. The wait is too short to be seen by anybody
// who looks at one order, and long enough for a dozen orders of a storm; fifty orders a second leave without it.
const CALM = 4;
const APART_MS = 80;
const ENOUGH = 32;

/** Resolves when it is the order's turn. */
export type Turn = () => Promise<void>;

export function createRounds({ calm = CALM, apartMs = APART_MS, enough = ENOUGH }: RoundOptions = {}): Turn {
  let waiting: (() => void)[] = [];
  /** When the last of them left, newest first. */
  let left: readonly number[] = [];
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;

  function start(): void {
    clearTimeout(timer);
    clearImmediate(soon);
    timer = undefined;
    soon = undefined;
    const now = performance.now();
    left = [...waiting.map(() => now), ...left].slice(0, calm);
    const starting = waiting;
    waiting = [];
    for (const go of starting) go();
  }

  function waitMs(): number {
    const busySince = left[calm - 1];
    return busySince === undefined || waiting.length >= enough ? 0 : busySince + apartMs - performance.now();
  }

  return () =>
    new Promise((go) => {
      waiting.push(go);
      if (soon !== undefined) return;
      const wait = waitMs();
      // After what this turn of the event loop still brings: orders that were placed together leave together.
      if (wait <= 0) soon = setImmediate(start);
      else timer ??= setTimeout(start, wait);
    });
}

const rounds = new WeakMap<object, Turn>();

/** Those of one database handle, for as long as it lives: a process has one. */
export function turnOf(database: object): Promise<void> {
  const known = rounds.get(database) ?? createRounds();
  rounds.set(database, known);
  return known();
}
