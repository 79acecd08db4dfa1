/** Chooses where requests are counted, and counts in memory when that place is down or slow. */
import type { Settings } from "#lib/adapters/settings/settings.ts";
import type { RateLimiter } from "#lib/ports/rate-limiter.ts";
import type { LimitStore } from "./limit-store.ts";
import { createMemoryStore } from "./memory-store.ts";
import { createPostgresStore } from "./postgres-store.ts";
import { createRedisStore, createUpstashStore } from "./redis-store.ts";

const SLOW_MS = 150;
// After so many failures in a row the store is left alone for a while: waiting for it would make each request slow.
const FAILURES_MAX = 5;
const REST_MS = 5_000;

type StoreSettings = Pick<
  Settings,
  "REDIS_URL" | "UPSTASH_REDIS_REST_URL" | "UPSTASH_REDIS_REST_TOKEN" | "DATABASE_URL"
>;

export function createRateLimiter(settings: StoreSettings): RateLimiter {
  return insured(storeFor(settings));
}

function storeFor({
  REDIS_URL,
  UPSTASH_REDIS_REST_URL,
  UPSTASH_REDIS_REST_TOKEN,
  DATABASE_URL,
}: StoreSettings): LimitStore {
  if (UPSTASH_REDIS_REST_URL !== undefined)
    return createUpstashStore(UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN ?? "");
  if (REDIS_URL !== undefined) return createRedisStore(REDIS_URL);
  return createPostgresStore(DATABASE_URL);
}

export function insured(store: LimitStore, now: () => number = () => performance.now()): RateLimiter {
  const memory = createMemoryStore();
  let failures = 0;
  let restUntil = 0;
  let fallbacks = 0;

  return {
    async consume(policy, subject) {
      // Memory counts along, so that it knows the caller when it has to answer.
      const here = await memory.consume(policy, subject);
      if (now() >= restUntil) {
        try {
          const verdict = await inTime(store.consume(policy, subject), SLOW_MS);
          failures = 0;
          return verdict;
        } catch {
          failures += 1;
          if (failures >= FAILURES_MAX) {
            failures = 0;
            restUntil = now() + REST_MS;
          }
        }
      }
      fallbacks += 1;
      return here;
    },
    fallbacks: () => fallbacks,
    close: () => store.close(),
  };
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
