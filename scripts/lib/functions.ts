/** Puts the SQL functions of prisma/functions in place. They belong to the code that calls them, so they are replaced, not migrated. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withClient } from "./postgres/roles.ts";

const FUNCTIONS = fileURLToPath(new URL("../../prisma/functions", import.meta.url));
/** Keeps two starts apart; the number means nothing. */
const LOCK = "select pg_advisory_xact_lock(4702382);";

function texts(): string[] {
  const names = readdirSync(FUNCTIONS).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name) => readFileSync(join(FUNCTIONS, name), "utf8"));
}

/** All files in one transaction: callers meet the old set or the new one. Repeating it changes nothing. */
export async function applyFunctions(ownerUrl: string): Promise<void> {
  // Texts without parameters in one query string are one transaction.
  await withClient(ownerUrl, (client) => client.query([LOCK, ...texts()].join("\n")));
}

/** Before the tables that they name are taken back. */
export async function dropFunctions(ownerUrl: string): Promise<void> {
  const names = texts().flatMap((text) =>
    [...text.matchAll(/^create or replace function (\w+)/gm)].map(([, name]) => name),
  );
  await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ signature: string }>(
      `select oid::regprocedure::text as signature from pg_proc where pronamespace = 'public'::regnamespace and proname = any($1)`,
      [names],
    );
    if (rows.length > 0) await client.query(`drop function ${rows.map(({ signature }) => signature).join(", ")}`);
  });
}
