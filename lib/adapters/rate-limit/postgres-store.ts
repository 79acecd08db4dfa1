/** Counts in PostgreSQL: one upsert of an unlogged row, over connections that orders do not wait for. */
import pg from "pg";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import { consumeOne, onePerPolicy } from "./flexible.ts";
import type { LimitStore } from "./limit-store.ts";

const CONNECTIONS_MAX = 4;

export function createPostgresStore(url: string): LimitStore {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    application_name: "ballast-limits",
    connectionTimeoutMillis: 2_000,
    // Opening a connection costs many times what counting does: on a quiet desk too the next call finds one.
    idleTimeoutMillis: 300_000,
    statement_timeout: 2_000,
    // A process with nothing else to do may end.
    allowExitOnIdle: true,
  });
  // An idle connection that breaks is replaced by the next request; without a listener it would end the process.
  pool.on("error", () => undefined);
  let sweeps = true;
  const limiterFor = onePerPolicy(({ name, limit, windowSeconds }) => {
    const clearExpiredByTimeout = sweeps;
    // One sweep of the table is enough for all policies.
    sweeps = false;
    return new RateLimiterPostgres({
      storeClient: pool,
      storeType: "pool",
      tableName: "rate_limit",
      // The application's role may not create tables; the migrations have.
      tableCreated: true,
      keyPrefix: name,
      points: limit,
      duration: windowSeconds,
      clearExpiredByTimeout,
    });
  });
  return {
    consume: (policy, subject) => consumeOne(limiterFor(policy), subject),
    close: () => pool.end(),
  };
}
