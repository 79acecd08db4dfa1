/** What is common to rate-limiter-flexible's limiters: one per policy, and a refusal that arrives as a rejected promise. */
import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import type { LimitPolicy, LimitVerdict } from "#lib/ports/rate-limiter.ts";
import { secondsLeft } from "./limit-store.ts";

export type LimiterFor = (policy: LimitPolicy) => RateLimiterAbstract;

/** Keeps the limiters that `make` makes. */
export function onePerPolicy(make: LimiterFor): LimiterFor {
  const known = new Map<string, RateLimiterAbstract>();
  return (policy) => {
    const name = `${policy.name} ${policy.limit} ${policy.windowSeconds}`;
    const limiter = known.get(name) ?? make(policy);
    known.set(name, limiter);
    return limiter;
  };
}

export async function consumeOne(limiter: RateLimiterAbstract, subject: string): Promise<LimitVerdict> {
  try {
    return verdict(true, await limiter.consume(subject));
  } catch (refusal) {
    // Over the limit is a RateLimiterRes; everything else is the store's trouble.
    if (refusal instanceof RateLimiterRes) return verdict(false, refusal);
    throw refusal;
  }
}

function verdict(allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): LimitVerdict {
  return { allowed, remaining: remainingPoints, resetSeconds: secondsLeft(msBeforeNext) };
}
