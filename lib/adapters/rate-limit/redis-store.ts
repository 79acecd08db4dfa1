/** Counts in Redis by @upstash/ratelimit: at Upstash over REST, or in any Redis over its own protocol. */
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "ioredis";
import type { LimitPolicy } from "#lib/ports/rate-limiter.ts";
import { type LimitStore, secondsLeft } from "./limit-store.ts";
import { createScriptRunner, type RedisCommand } from "./redis-scripts.ts";

const TIMEOUT_MS = 1_000;

export function createRedisStore(url: string): LimitStore {
  const redis = new Redis(url, {
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    // Requests that come while the first connection is being made wait for it, for as long as a command may take: refused at once they
    // would look like a store that is down, and be counted in memory for seconds.
    enableOfflineQueue: true,
    retryStrategy: (attempt: number) => Math.min(attempt * 100, 2_000),
  });
  // It reconnects by itself; what failed meanwhile is told by each command.
  redis.on("error", () => undefined);
  const send: RedisCommand = ([name, ...args]) => redis.call(String(name), ...args);
  return createRatelimitStore(send, async () => redis.disconnect());
}

export function createUpstashStore(url: string, token: string): LimitStore {
  return createRatelimitStore(upstashCommand(url, token), () => Promise.resolve());
}

function upstashCommand(url: string, token: string): RedisCommand {
  return async (command) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(command),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const reply = (await response.json()) as { readonly result?: unknown; readonly error?: string };
    if (!response.ok || reply.error !== undefined)
      throw new Error(reply.error ?? `Upstash answered ${response.status}`);
    return reply.result;
  };
}

type UpstashRedis = ConstructorParameters<typeof Ratelimit>[0]["redis"];

export function createRatelimitStore(send: RedisCommand, close: () => Promise<void>): LimitStore {
  // Of a whole Upstash client the library calls these two and nothing else, with analytics and deny lists off.
  const redis = createScriptRunner(send) as unknown as UpstashRedis;
  const known = new Map<string, Ratelimit>();
  const limiterFor = ({ name, limit, windowSeconds }: LimitPolicy): Ratelimit => {
    const key = `${name} ${limit} ${windowSeconds}`;
    const limiter =
      known.get(key) ??
      new Ratelimit({
        redis,
        limiter: Ratelimit.fixedWindow(limit, `${windowSeconds} s`),
        prefix: `ballast:limit:${name}`,
        // Its own timeout lets everybody pass; ours asks memory instead. Its cache of blocked callers has no bound.
        timeout: 0,
        ephemeralCache: false,
        analytics: false,
      });
    known.set(key, limiter);
    return limiter;
  };
  return {
    async consume(policy, subject) {
      const { success, remaining, reset } = await limiterFor(policy).limit(subject);
      return { allowed: success, remaining, resetSeconds: secondsLeft(reset - Date.now()) };
    },
    close,
  };
}
