/** Counts in this process: the insurance for when the shared store is away. */
import { RateLimiterMemory } from "rate-limiter-flexible";
import { consumeOne, onePerPolicy } from "./flexible.ts";
import type { LimitStore } from "./limit-store.ts";

export function createMemoryStore(): LimitStore {
  const limiterFor = onePerPolicy(
    ({ name, limit, windowSeconds }) =>
      new RateLimiterMemory({ keyPrefix: name, points: limit, duration: windowSeconds }),
  );
  return {
    consume: (policy, subject) => consumeOne(limiterFor(policy), subject),
    close: () => Promise.resolve(),
  };
}
