/** Transactions whose BEGIN and COMMIT travel with their statements keep all or nothing, as any other. */
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { type Database, openDatabase } from "./client.ts";
import { isConnectionLost, isTransactionExpired } from "./database-fault.ts";

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase({ url: test.appUrl, connectionsMax: 1 });
});
afterAll(async () => {
  await database.$disconnect();
  await test.drop();
});
afterEach(() => database.$executeRaw`delete from rate_limit where key like 'tx %'`);

type Tx = Parameters<Parameters<Database["$transaction"]>[0]>[0];
const add = (tx: Tx, key: string) => tx.$executeRaw`insert into rate_limit (key, points) values (${key}, 1)`;
const addLast = (tx: Tx, key: string) =>
  tx.$executeRaw`insert into rate_limit (key, points) values (${key}, 1) /* then commit */`;
const kept = async () => {
  const rows = await database.$queryRaw<
    { key: string }[]
  >`select key from rate_limit where key like 'tx %' order by key`;
  return rows.map(({ key }) => key);
};

describe("a transaction", () => {
  it("keeps everything that it wrote, and is one with itself", async () => {
    const ids = await database.$transaction(async (tx) => {
      await add(tx, "tx 1");
      await add(tx, "tx 2");
      return tx.$queryRaw<{ id: string | null }[]>`select pg_current_xact_id_if_assigned()::text as id`;
    });
    expect(ids).toEqual([{ id: expect.any(String) }]);
    expect(await kept()).toEqual(["tx 1", "tx 2"]);
  });

  it("keeps nothing when its first statement fails, and the connection serves the next one", async () => {
    await expect(database.$transaction((tx) => tx.$executeRaw`select 1 / 0`)).rejects.toThrow("division by zero");
    await database.$transaction((tx) => add(tx, "tx after"));
    expect(await kept()).toEqual(["tx after"]);
  });

  it("keeps nothing when a later statement fails, or its caller does", async () => {
    const failing = database.$transaction(async (tx) => {
      await add(tx, "tx 1");
      await add(tx, "tx 1");
    });
    await expect(failing).rejects.toThrow("duplicate key");
    const thrown = database.$transaction(async (tx) => {
      await add(tx, "tx 2");
      throw new Error("changed my mind");
    });
    await expect(thrown).rejects.toThrow("changed my mind");
    expect(await kept()).toEqual([]);
  });

  it("without a statement is none", async () => {
    await expect(database.$transaction(async () => "nothing")).resolves.toBe("nothing");
    await expect(database.$transaction(() => Promise.reject(new Error("at once")))).rejects.toThrow("at once");
    expect(await kept()).toEqual([]);
  });

  it("has the isolation that it asks for", async () => {
    const level = (tx: Tx) =>
      tx.$queryRaw<{ level: string }[]>`select current_setting('transaction_isolation') as level`;
    expect(await database.$transaction(level, { isolationLevel: "RepeatableRead" })).toEqual([
      { level: "repeatable read" },
    ]);
    expect(await database.$transaction(level)).toEqual([{ level: "read committed" }]);
  });
});

describe("a transaction's last statement", () => {
  it("commits with it, alone or after others", async () => {
    await database.$transaction((tx) => addLast(tx, "tx 1"));
    await database.$transaction(async (tx) => {
      await add(tx, "tx 2");
      await addLast(tx, "tx 3");
    });
    expect(await kept()).toEqual(["tx 1", "tx 2", "tx 3"]);
  });

  it("that fails takes all of it back, and the connection serves the next one", async () => {
    const failing = database.$transaction(async (tx) => {
      await add(tx, "tx 1");
      await addLast(tx, "tx 1");
    });
    await expect(failing).rejects.toThrow("duplicate key");
    expect(await kept()).toEqual([]);
    await database.$transaction((tx) => add(tx, "tx after"));
    expect(await kept()).toEqual(["tx after"]);
  });

  it("is the last: a statement after it stands for itself, and whoever fails after it hears that it was kept", async () => {
    const late = database.$transaction(async (tx) => {
      await addLast(tx, "tx 1");
      throw new Error("too late");
    });
    await expect(late).rejects.toThrow();
    expect(await kept()).toEqual(["tx 1"]);
  });

  it("without a transaction stands for itself, and ends none of those that come after it", async () => {
    await database.$executeRaw`insert into rate_limit (key, points) values ('tx 1', 1) /* then commit */`;
    await database.$transaction((tx) => add(tx, "tx 2"));
    await expect(
      database.$transaction(async (tx) => {
        await add(tx, "tx 3");
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(await kept()).toEqual(["tx 1", "tx 2"]);
  });

  it("is kept even when it outlives the transaction's time, and the connection serves the next one", async () => {
    const late = database.$transaction(
      (tx) =>
        tx.$executeRaw`insert into rate_limit (key, points) select 'tx 1', 1 from pg_sleep(0.4) /* then commit */`,
      { timeout: 100 },
    );
    await expect(late).rejects.toSatisfy(isTransactionExpired);
    expect(await kept()).toEqual(["tx 1"]);
  });
});

describe("a connection that is lost", () => {
  const killed = () => elsewhere.query("select pg_terminate_backend($1)", [pid]);
  let pid: number;
  let elsewhere: Client;

  beforeEach(async () => {
    elsewhere = new Client({ connectionString: test.superuserUrl });
    await elsewhere.connect();
    [{ pid }] = await database.$queryRaw<[{ pid: number }]>`select pg_backend_pid() as pid`;
  });
  afterEach(() => elsewhere.end());

  const sleeping = async () => {
    const asleep = () =>
      elsewhere.query("select 1 from pg_stat_activity where pid = $1 and wait_event = 'PgSleep'", [pid]);
    while ((await asleep()).rowCount === 0) await new Promise((resolve) => setImmediate(resolve));
  };

  it("keeps nothing of what was under way over it, and another one serves the next", async () => {
    const failing = database.$transaction(async (tx) => {
      await add(tx, "tx 1");
      await tx.$executeRaw`insert into rate_limit (key, points) select 'tx 2', 1 from pg_sleep(60) /* then commit */`;
    });
    const heard = expect(failing).rejects.toSatisfy(isConnectionLost);
    await sleeping();
    await killed();
    await heard;
    expect(await kept()).toEqual([]);
  });

  it("in the middle of a transaction is said to be lost", async () => {
    const failing = database.$transaction(async (tx) => {
      await add(tx, "tx 1");
      await killed();
      return addLast(tx, "tx 2");
    });
    await expect(failing).rejects.toSatisfy(isConnectionLost);
    expect(await kept()).toEqual([]);
  });
});
