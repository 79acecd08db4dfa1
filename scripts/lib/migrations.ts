/** Runs the SQL migrations up or down, one process at a time, puts the functions in place and installs the queue's own schema. */
import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";
import { installQueue } from "#lib/db/install-queue.ts";
import { applyPrivileges } from "#lib/db/privileges.ts";
import { applyFunctions, dropFunctions } from "./functions.ts";
import { withClient } from "./postgres/roles.ts";

const MIGRATIONS = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

export interface MigrationRun {
  readonly ownerUrl: string;
  readonly direction: "up" | "down";
  /** How many to run; all of them when left out. */
  readonly count?: number;
}

/**
 * Names of the migrations that ran; all of them happen in one transaction, or none. The way down takes the functions along;
 * `prepareDatabase` puts them back.
 */
export async function runMigrations({ ownerUrl, direction, count }: MigrationRun): Promise<string[]> {
  if (direction === "down") await dropFunctions(ownerUrl);
  // A client of its own the runner does not wait for at the end: the server may be stopped while it is still closing.
  return withClient(ownerUrl, async (dbClient) => {
    const ran = await runner({
      dbClient,
      dir: MIGRATIONS,
      migrationsTable: "schema_migration",
      direction,
      count: count ?? Number.POSITIVE_INFINITY,
      // Two starts at once: the second waits for the first and then finds nothing left to do.
      advisoryLockMode: "wait",
      logger: { debug: ignore, info: ignore, warn: ignore, error: (message) => console.error(message) },
    });
    return ran.map((migration) => migration.name);
  });
}

/** Everything the application's role finds in place: migrated tables, functions, the queue's own schema, and exactly its rights. */
export async function prepareDatabase({ ownerUrl, appRole }: { ownerUrl: string; appRole: string }): Promise<string[]> {
  const ran = await runMigrations({ ownerUrl, direction: "up" });
  await applyFunctions(ownerUrl);
  await installQueue(ownerUrl);
  await applyPrivileges(ownerUrl, appRole);
  return ran;
}

function ignore(): void {}
