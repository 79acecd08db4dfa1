/** Leadership on a real database: one at a time, taken over when it is let go, with a higher epoch each time. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { holdLease, LeaseLost, lead, renewLease, type Term, takeLease } from "./lease.ts";

let test: TestDatabase;
let database: Database;
const [ann, bob] = [crypto.randomUUID(), crypto.randomUUID()];

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ url: test.appUrl, connectionsMax: 6 });
});
afterAll(async () => {
  await database.$disconnect();
  await test.drop();
});

const expire = (name: string) =>
  database.$executeRaw`update worker_lease set expires_at = clock_timestamp() - interval '1 second' where name = ${name}`;
const failing = (error: unknown) => {
  throw error;
};

describe("a lease", () => {
  it("has one holder, and a new epoch for the next one after it has run out", async () => {
    const first = await takeLease(database, "a", ann);
    expect(first).toEqual({ name: "a", epoch: 1n });
    expect(await takeLease(database, "a", bob)).toBeNull();
    await expire("a");
    expect(await takeLease(database, "a", bob)).toEqual({ name: "a", epoch: 2n });
    expect(await renewLease(database, { name: "a", epoch: 1n })).toBe(false);
    await expect(database.$transaction((tx) => holdLease(tx, { name: "a", epoch: 1n }))).rejects.toThrow(LeaseLost);
  });

  it("lets exactly one of many who ask at once lead", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => takeLease(database, "b", crypto.randomUUID())));
    expect(answers.filter((lease) => lease !== null)).toHaveLength(1);
  });

  it("ends a term as soon as another has taken over, and hands over at once when it ends in order", async () => {
    const stop = new AbortController();
    const terms: Term[] = [];
    const lost = Promise.withResolvers<void>();
    const leading = lead(
      { database, name: "c", holder: ann, ttlMs: 300, signal: stop.signal, onError: failing },
      async (term) => {
        terms.push(term);
        if (terms.length === 1) {
          await expire("c");
          expect(await takeLease(database, "c", bob, 200)).not.toBeNull();
          await new Promise((resolve) => term.signal.addEventListener("abort", resolve, { once: true }));
          lost.resolve();
          return;
        }
        stop.abort();
      },
    );
    await lost.promise;
    await leading;
    expect(terms.map((term) => term.epoch)).toEqual([1n, 3n]);
    expect(await takeLease(database, "c", bob)).toEqual({ name: "c", epoch: 4n });
  });
});
