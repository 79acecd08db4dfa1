/** One place where requests are counted. It may fail or be slow; the limiter in front of it copes with that. */
import type { LimitPolicy, LimitVerdict } from "#lib/ports/rate-limiter.ts";

export interface LimitStore {
  consume(policy: LimitPolicy, subject: string): Promise<LimitVerdict>;
  close(): Promise<void>;
}

/** Whole seconds, and never "in 0 seconds", which would invite the caller back too early. */
export function secondsLeft(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
