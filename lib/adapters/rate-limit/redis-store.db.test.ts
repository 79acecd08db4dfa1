/** Counting in a real Redis, where the machine has one: exact among many at once, over several stores, and after it lost its scripts. */
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRedisServer, startRedis, type TestRedis } from "#lib/testing/redis.ts";
import type { LimitStore } from "./limit-store.ts";
import { insured } from "./rate-limiter.ts";
import { createRedisStore } from "./redis-store.ts";

const program = findRedisServer();

describe.skipIf(program === null)(
  "a real Redis (skipped without redis-server on the PATH or REDIS_SERVER_PATH)",
  () => {
    let redis: TestRedis;
    let admin: Redis;
    let one: LimitStore;
    let two: LimitStore;

    beforeAll(async () => {
      redis = await startRedis(program ?? "");
      admin = new Redis(redis.url);
      one = createRedisStore(redis.url);
      two = createRedisStore(redis.url);
    });
    afterAll(async () => {
      await one.close();
      await two.close();
      admin.disconnect();
      await redis.stop();
    });

    it("counts from the first request on, while its connection is still being made", async () => {
      const fresh = createRedisStore(redis.url);
      const policy = { name: "fresh", limit: 2, windowSeconds: 3_600 };
      expect(await fresh.consume(policy, "a")).toMatchObject({ allowed: true, remaining: 1 });
      await fresh.close();
    });

    it("lets exactly 50 of 200 at once through, over two processes' stores", async () => {
      const policy = { name: "race", limit: 50, windowSeconds: 3_600 };
      const verdicts = await Promise.all(
        Array.from({ length: 200 }, (_, n) => (n % 2 === 0 ? one : two).consume(policy, "a")),
      );
      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(50);
      expect(verdicts.every(({ resetSeconds }) => resetSeconds >= 1 && resetSeconds <= 3_600)).toBe(true);
    });

    it("counts each subject and each policy by itself, and says how much is left", async () => {
      const policy = { name: "left", limit: 3, windowSeconds: 3_600 };
      const left = [];
      for (let n = 0; n < 4; n += 1) left.push(await one.consume(policy, "a"));
      expect(left.map(({ allowed, remaining }) => [allowed, remaining])).toEqual([
        [true, 2],
        [true, 1],
        [true, 0],
        [false, 0],
      ]);
      expect((await one.consume(policy, "b")).remaining).toBe(2);
      expect((await one.consume({ ...policy, name: "other" }, "a")).remaining).toBe(2);
    });

    it("keeps nothing for ever", async () => {
      await one.consume({ name: "ends", limit: 3, windowSeconds: 60 }, "a");
      const keys = await admin.keys("ballast:limit:ends:*");
      expect(keys).toHaveLength(1);
      const ttl = await admin.pttl(keys[0] ?? "");
      expect(ttl).toBeGreaterThan(0);
      expect(ttl).toBeLessThanOrEqual(120_000);
    });

    it("begins anew in the next window", async () => {
      const policy = { name: "short", limit: 1, windowSeconds: 1 };
      expect((await one.consume(policy, "a")).allowed).toBe(true);
      // Two windows of a second touch at most, so the third request is the latest that can begin a new one.
      await expect
        .poll(async () => (await one.consume(policy, "a")).allowed, { timeout: 5_000, interval: 100 })
        .toBe(true);
    });

    it("gets its scripts again when it has lost them", async () => {
      const policy = { name: "flushed", limit: 5, windowSeconds: 3_600 };
      await one.consume(policy, "a");
      await admin.script("FLUSH");
      expect(await one.consume(policy, "a")).toMatchObject({ allowed: true, remaining: 3 });
    });

    it("that goes away is replaced by memory, and asked again when it is back", async () => {
      const own = await startRedis(program ?? "");
      const limiter = insured(createRedisStore(own.url));
      const policy = { name: "away", limit: 2, windowSeconds: 3_600 };
      expect((await limiter.consume(policy, "a")).allowed).toBe(true);
      await own.stop();
      expect((await limiter.consume(policy, "a")).allowed).toBe(true);
      expect((await limiter.consume(policy, "a")).allowed).toBe(false);
      expect(limiter.fallbacks()).toBe(2);
      const back = await startRedis(program ?? "", own.port);
      const answered = async () => {
        const before = limiter.fallbacks();
        await limiter.consume({ ...policy, limit: 1_000 }, "b");
        return limiter.fallbacks() === before;
      };
      await expect.poll(answered, { timeout: 15_000, interval: 200 }).toBe(true);
      await limiter.close();
      await back.stop();
    });
  },
);
