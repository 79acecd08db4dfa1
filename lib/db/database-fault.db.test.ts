/** A database that is away is told from every other fault, however it is reached. */
import { expect, it } from "vitest";
import { openDatabase } from "./client.ts";
import { isConnectionLost } from "./database-fault.ts";

it.each([
  ["no socket", "postgresql://app:x@127.0.0.1:1/none?host=%2Fnonexistent"],
  ["nobody at the port", "postgresql://app:x@127.0.0.1:1/none"],
])("with %s the connection is lost, in a statement and in a transaction", async (_, url) => {
  const database = openDatabase({ url, connectionsMax: 1 });
  const faults = [
    await database.$queryRaw`select 1`.catch((error: unknown) => error),
    await database.account.findMany().catch((error: unknown) => error),
    await database.$transaction((tx) => tx.$queryRaw`select 1`).catch((error: unknown) => error),
  ];
  expect(faults.map(isConnectionLost)).toEqual([true, true, true]);
  await database.$disconnect();
});
