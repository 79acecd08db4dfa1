// The limiter keeps answering when its store is slow or gone, and Redis is spoken to in words that every Redis knows.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { LimitPolicy } from "#lib/ports/rate-limiter.ts";
import type { LimitStore } from "./limit-store.ts";
import { createMemoryStore } from "./memory-store.ts";
import { insured } from "./rate-limiter.ts";
import type { RedisCommand } from "./redis-scripts.ts";
import { createRatelimitStore } from "./redis-store.ts";

const THREE: LimitPolicy = { name: "test", limit: 3, windowSeconds: 60 };
const store = (consume: LimitStore["consume"]): LimitStore => ({ consume, close: () => Promise.resolve() });

describe("memory", () => {
  it("counts each subject and each policy by itself", async () => {
    const memory = createMemoryStore();
    const seen = [];
    for (let n = 0; n < 4; n += 1) seen.push(await memory.consume(THREE, "a"));
    expect(seen.map(({ allowed }) => allowed)).toEqual([true, true, true, false]);
    expect(seen.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
    expect(seen[0]?.resetSeconds).toBe(60);
    expect((await memory.consume(THREE, "b")).allowed).toBe(true);
    expect((await memory.consume({ ...THREE, name: "other" }, "a")).allowed).toBe(true);
  });
});

describe("the insurance", () => {
  it("counts in memory when the store fails, and goes on from what it has seen", async () => {
    let down = false;
    const limiter = insured(
      store(() =>
        down ? Promise.reject(new Error("gone")) : Promise.resolve({ allowed: true, remaining: 1, resetSeconds: 9 }),
      ),
    );
    expect(await limiter.consume(THREE, "a")).toEqual({ allowed: true, remaining: 1, resetSeconds: 9 });
    down = true;
    const seen = [];
    for (let n = 0; n < 3; n += 1) seen.push((await limiter.consume(THREE, "a")).allowed);
    expect(seen).toEqual([true, true, false]);
    expect(limiter.fallbacks()).toBe(3);
  });

  it("does not wait for a store that hangs", async () => {
    const limiter = insured(store(() => new Promise(() => undefined)));
    const began = performance.now();
    expect((await limiter.consume(THREE, "a")).allowed).toBe(true);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it("leaves a store alone for five seconds after five failures, then asks it again", async () => {
    let asked = 0;
    let time = 0;
    const limiter = insured(
      store(() => {
        asked += 1;
        return Promise.reject(new Error("gone"));
      }),
      () => time,
    );
    for (let n = 0; n < 20; n += 1) await limiter.consume(THREE, "a");
    expect(asked).toBe(5);
    time = 5_000;
    await limiter.consume(THREE, "a");
    expect(asked).toBe(6);
  });
});

/** As a plain Redis behaves: it knows scripts by the hash of their text, and refuses the flags of the first line. */
function plainRedis(): { send: RedisCommand; log: string[] } {
  const scripts = new Set<string>();
  const counts = new Map<string, number>();
  const log: string[] = [];
  const count = (key: string, step: number) => {
    counts.set(key, (counts.get(key) ?? 0) + step);
    return counts.get(key);
  };
  const send: RedisCommand = async ([name, text, keys, key, limit, , step]) => {
    log.push(String(name));
    if (name === "EVALSHA" && !scripts.has(String(text))) throw new Error("NOSCRIPT No matching script.");
    if (name === "EVAL") {
      if (String(text).startsWith("#!")) throw new Error("ERR Unexpected flag in script shebang: allow-key-locking");
      scripts.add(createHash("sha1").update(String(text)).digest("hex"));
    }
    expect(keys).toBe(1);
    return [count(String(key), Number(step)), Number(limit)];
  };
  return { send, log };
}

describe("Redis", () => {
  it("is asked with the script's first line left out, and by hash from the second time on", async () => {
    const { send, log } = plainRedis();
    const redis = createRatelimitStore(send, () => Promise.resolve());
    const seen = [];
    for (let n = 0; n < 4; n += 1) seen.push(await redis.consume(THREE, "a"));
    expect(seen.map(({ allowed }) => allowed)).toEqual([true, true, true, false]);
    expect(seen.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
    expect(log).toEqual(["EVALSHA", "EVAL", "EVALSHA", "EVALSHA", "EVALSHA"]);
  });

  it("that was restarted and has lost its scripts gets them again", async () => {
    const first = plainRedis();
    const second = plainRedis();
    let current = first.send;
    const redis = createRatelimitStore(
      (command) => current(command),
      () => Promise.resolve(),
    );
    await redis.consume(THREE, "a");
    current = second.send;
    expect((await redis.consume(THREE, "a")).allowed).toBe(true);
    expect(second.log).toEqual(["EVALSHA", "EVAL"]);
  });

  it("that fails tells so, and lets nobody pass by itself", async () => {
    const redis = createRatelimitStore(
      () => Promise.reject(new Error("ECONNREFUSED")),
      () => Promise.resolve(),
    );
    await expect(redis.consume(THREE, "a")).rejects.toThrow("ECONNREFUSED");
  });
});
