/** What counts requests: a store of its own behind it, and an answer in any case. */

export interface LimitPolicy {
  /** Names the quota in the RateLimit headers, e.g. `user-writes`. */
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface LimitVerdict {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Whole seconds until the window begins anew, at least one. */
  readonly resetSeconds: number;
}

export interface RateLimiter {
  /** Counts one request of this subject. Never throws: a store that is down is replaced by this process's own memory. */
  consume(policy: LimitPolicy, subject: string): Promise<LimitVerdict>;
  /** How often memory had to answer instead of the store, for health and metrics. */
  fallbacks(): number;
  close(): Promise<void>;
}
