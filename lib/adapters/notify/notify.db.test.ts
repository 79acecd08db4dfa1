/** Notifications through a real PostgreSQL: they arrive, in a storm too, and again after the connection was cut. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Database, openDatabase } from "#lib/db/client.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { type Listener, listen } from "./postgres-listener.ts";
import { createPostgresNotifier } from "./postgres-notifier.ts";

let test: TestDatabase;
let database: Database;
let listener: Listener;
const heard = new Set<string>();
const connected = vi.fn();

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ url: test.appUrl, connectionsMax: 4 });
  listener = listen(
    test.appUrl,
    { ballast_account: (id) => void heard.add(id), ballast_quotes: () => void heard.add("quotes") },
    { onConnected: connected, applicationName: "ears" },
  );
  await vi.waitFor(() => expect(listener.connected()).toBe(true), 5_000);
});
afterAll(async () => {
  await listener.close();
  await database.$disconnect();
  await test.drop();
});

describe("a notification", () => {
  it("reaches the listener, and of a storm every account is heard of", async () => {
    const notifier = createPostgresNotifier(database);
    await notifier.quotesChanged();
    for (let n = 0; n < 500; n += 1) await notifier.accountChanged(`account-${n % 50}`);
    await notifier.drain();
    await vi.waitFor(() => expect(heard.size).toBe(51), 5_000);
  });

  it("waits for another one where it may, and both go as one", async () => {
    const notifier = createPostgresNotifier(database);
    const said = vi.spyOn(database, "$queryRaw");
    try {
      await notifier.accountChanged("accepted", 60_000);
      expect(said).not.toHaveBeenCalled();
      await notifier.accountChanged("acknowledged");
      await vi.waitFor(() => expect([...heard]).toEqual(expect.arrayContaining(["accepted", "acknowledged"])), 5_000);
      expect(said).toHaveBeenCalledTimes(1);
      // Nobody else has anything to say: it goes when its time is over, or the process ends.
      await notifier.accountChanged("alone", 30);
      await vi.waitFor(() => expect(heard).toContain("alone"), 5_000);
      await notifier.accountChanged("last", 60_000);
      await notifier.drain();
      await vi.waitFor(() => expect(heard).toContain("last"), 5_000);
    } finally {
      said.mockRestore();
    }
  });

  it("of a storm goes in few statements", async () => {
    const notifier = createPostgresNotifier(database);
    const said = vi.spyOn(database, "$queryRaw");
    try {
      const until = performance.now() + 200;
      while (performance.now() < until) {
        await notifier.accountChanged("storm");
        await new Promise((resolve) => setImmediate(resolve));
      }
      await notifier.drain();
      expect(said.mock.calls.length).toBeLessThanOrEqual(12);
    } finally {
      said.mockRestore();
    }
  });

  it("is heard again after the connection was cut, and the listener is told that it missed something", async () => {
    const before = connected.mock.calls.length;
    const outside = new pg.Client({ connectionString: test.superuserUrl });
    await outside.connect();
    await outside.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ears'");
    await outside.end();
    await vi.waitFor(() => expect(connected.mock.calls.length).toBe(before + 1), 5_000);
    const notifier = createPostgresNotifier(database);
    await notifier.accountChanged("after the cut");
    await vi.waitFor(() => expect(heard).toContain("after the cut"), 5_000);
  });

  it("that cannot be sent is no error of the one who said it", async () => {
    const away = openDatabase({ url: "postgresql://nobody:none@127.0.0.1:1/none" });
    const notifier = createPostgresNotifier(away);
    await expect(notifier.accountChanged("x")).resolves.toBeUndefined();
    await expect(notifier.drain()).resolves.toBeUndefined();
    await away.$disconnect();
  });
});
