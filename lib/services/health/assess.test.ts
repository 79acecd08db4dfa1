/** States of health from samples. */
import { expect, test } from "vitest";
import type { HealthRows } from "#lib/db/health.sql.ts";
import { assess, type OwnFigures, type Samples } from "./assess.ts";
import { createTracker } from "./track.ts";

const NOW = "2026-11-20T15:00:00.000Z";
const ago = (seconds: number) => new Date(Date.parse(NOW) - seconds * 1000).toISOString();

const own: OwnFigures = {
  version: "0.1.0",
  expectedMigrations: ["0001_a", "0002_b"],
  streamClients: 1,
  streamListening: true,
  streamOn: true,
  limitsFallbackAt: null,
};

function rows(change: Partial<HealthRows> = {}): HealthRows {
  return {
    now: NOW,
    processes: [{ kind: "worker", version: "0.1.0", startedAt: ago(100), seenAt: ago(3), detail: {} }],
    leases: [],
    market: { mode: "simulated", source: "simulated:1", stepped: false, venueAt: NOW },
    quotes: { count: 32, newestAt: ago(0.5), oldestAt: ago(0.5) },
    migrations: ["0001_a", "0002_b"],
    proof: {
      lastFull: { at: ago(50), ms: 1_234, accounts: 3, journals: 1_000, postings: 4_000 },
      lastAt: ago(50),
      oldestAt: ago(50),
      stopsDesk: 0,
      stopsAccounts: 0,
    },
    ...change,
  };
}

function states(change: Partial<Samples> = {}) {
  const samples: Samples = { rows: rows(), queues: [], latencyMs: 3, own, ...change };
  return Object.fromEntries(assess(samples).map(({ name, state }) => [name, state]));
}

test("a desk that works is healthy in every part", () => {
  expect(new Set(Object.values(states()))).toEqual(new Set(["healthy"]));
});

test("an old sign of the worker is unknown, and after a minute it is down", () => {
  const worker = (seconds: number) =>
    states({
      rows: rows({
        processes: [{ kind: "worker", version: "0.1.0", startedAt: ago(900), seenAt: ago(seconds), detail: {} }],
      }),
    }).worker;
  expect([3, 20, 90].map(worker)).toEqual(["healthy", "unknown", "down"]);
  expect(states({ rows: rows({ processes: [] }) }).worker).toBe("down");
});

test("prices grow old by steps and without any nothing can be traded", () => {
  const market = (seconds: number) =>
    states({ rows: rows({ quotes: { count: 1, newestAt: ago(seconds), oldestAt: ago(seconds) } }) })["market-data"];
  expect([1, 5, 20, 40].map(market)).toEqual(["healthy", "degraded", "degraded", "down"]);
  expect(states({ rows: rows({ quotes: { count: 0, newestAt: null, oldestAt: null } }) })["market-data"]).toBe("down");
});

test("dead letters and jobs that wait too long are seen", () => {
  const idle = { active: 0, retrying: 0, failed: 0, oldestAt: null };
  const queue = (oldestSeconds: number, dead: number) =>
    states({
      queues: [
        { ...idle, name: "order-dispatch", waiting: 1, oldestSeconds },
        { ...idle, name: "dead-letters", waiting: dead, oldestSeconds: 9_999 },
      ],
    }).queue;
  expect([queue(0, 0), queue(0, 1), queue(60, 0), queue(400, 0)]).toEqual(["healthy", "degraded", "degraded", "down"]);
});

test("books are down with broken journals, degraded with a broken account, and not believed when nobody has looked for long", () => {
  const books = (change: Partial<HealthRows["proof"]>) =>
    states({ rows: rows({ proof: { ...rows().proof, ...change } }) }).books;
  const lastFull = (hours: number) => ({ at: ago(hours * 3600), ms: 9_000, accounts: 1, journals: 1, postings: 2 });
  expect([books({ stopsDesk: 1, stopsAccounts: 1 }), books({ stopsAccounts: 1 })]).toEqual(["down", "degraded"]);
  expect(books({ lastFull: null, lastAt: null })).toBe("unknown");
  expect([books({ lastFull: lastFull(20) }), books({ lastFull: lastFull(27) })]).toEqual(["healthy", "unknown"]);
  expect(books({ lastAt: ago(1_000) })).toBe("degraded");
  const told = (oldestAt: string) => {
    const samples = { rows: rows({ proof: { ...rows().proof, oldestAt } }), queues: [], latencyMs: 3, own };
    return assess(samples).find(({ name }) => name === "books")?.detail;
  };
  expect(told(ago(100))).not.toContain("oldest");
  expect(told(ago(1_900))).toContain("The oldest look at an account is 31 minutes old.");
});

test("a database without a migration of this version is down, one with more is degraded", () => {
  expect(states({ rows: rows({ migrations: ["0001_a"] }) }).migrations).toBe("down");
  expect(states({ rows: rows({ migrations: ["0001_a", "0002_b", "0003_c"] }) }).migrations).toBe("degraded");
});

test("a limits store that failed a while ago is healthy again", () => {
  expect(states({ own: { ...own, limitsFallbackAt: new Date(ago(10)) } })["limits-store"]).toBe("degraded");
  expect(states({ own: { ...own, limitsFallbackAt: new Date(ago(300)) } })["limits-store"]).toBe("healthy");
});

test("the tracker remembers since when a part is in its state and when it last was healthy", () => {
  const tracker = createTracker();
  const seen = (state: "healthy" | "down", at: string) =>
    tracker.see([{ name: "worker", state, detail: "", meaning: "", latencyMs: null, heardAt: null }], new Date(at))[0];
  seen("healthy", "2026-11-20T15:00:00.000Z");
  seen("healthy", "2026-11-20T15:00:10.000Z");
  seen("down", "2026-11-20T15:00:20.000Z");
  expect(seen("down", "2026-11-20T15:00:30.000Z")).toMatchObject({
    since: new Date("2026-11-20T15:00:20.000Z"),
    lastSuccessAt: new Date("2026-11-20T15:00:10.000Z"),
  });
});
