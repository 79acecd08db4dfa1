/** Puts the SQL functions of prisma/functions in place. They belong to the code that calls them, so they are replaced, not migrated. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withClient } from "./postgres/roles.ts";

const FUNCTIONS = fileURLToPath(new URL("../../prisma/functions", import.meta.url));
/** Keeps two starts apart; the number means nothing. */
const LOCK_KEY = 4702382;

/** All files in one transaction: callers meet the old set or the new one. Repeating it changes nothing. */
export async function applyFunctions(ownerUrl: string): Promise<void> {
  const names = readdirSync(FUNCTIONS).filter((name) => name.endsWith(".sql"));
  const texts = names.sort().map((name) => readFileSync(join(FUNCTIONS, name), "utf8"));
  await withClient(ownerUrl, async (client) => {
    // Texts without parameters in one query string are one transaction.
    await client.query([`select pg_advisory_xact_lock(${LOCK_KEY});`, ...texts].join("\n"));
  });
}
