/** Runs a function in one transaction, again when PostgreSQL asks for it, and does what must wait for the commit afterwards. */
import type { Database, Tx } from "./client.ts";
import { sqlStateOf } from "./database-fault.ts";

const ATTEMPTS_MAX = 6;
// Serialization failure and deadlock: the transaction did nothing, and the same one may well succeed.
const RETRYABLE = new Set(["40001", "40P01"]);

export interface Transaction extends Tx {
  /** Runs after the commit, in order; a failure there is reported and changes nothing that was committed. */
  afterCommit(effect: () => Promise<void> | void): void;
}

export interface TransactOptions {
  readonly onRetry?: (sqlState: string) => void;
  readonly onEffectFailed?: (error: unknown) => void;
  readonly timeoutMs?: number;
}

export type Transact = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;

export function transactOn(database: Database, options: TransactOptions = {}): Transact {
  return async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      const effects: (() => Promise<void> | void)[] = [];
      try {
        const result = await database.$transaction(
          (tx) =>
            work(Object.assign(tx, { afterCommit: (effect: () => Promise<void> | void) => void effects.push(effect) })),
          options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs },
        );
        for (const effect of effects) await runEffect(effect, options);
        return result;
      } catch (error) {
        const sqlState = sqlStateOf(error);
        if (sqlState === null || !RETRYABLE.has(sqlState) || attempt >= ATTEMPTS_MAX) throw error;
        options.onRetry?.(sqlState);
        await pause(jitterMs(attempt));
      }
    }
  };
}

async function runEffect(effect: () => Promise<void> | void, options: TransactOptions): Promise<void> {
  try {
    await effect();
  } catch (error) {
    options.onEffectFailed?.(error);
  }
}

/** Full jitter between nothing and a doubling bound, so that the losers of one race do not meet again. */
function jitterMs(attempt: number): number {
  return Math.random() * Math.min(200, 10 * 2 ** attempt);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
