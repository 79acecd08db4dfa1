/** Refuses a PostgreSQL server that may forget what it has acknowledged. */
import { parseCount } from "#lib/domain/shared/count.ts";
import { withClient } from "./postgres/roles.ts";

const MUST_BE_ON = ["fsync", "full_page_writes", "synchronous_commit"] as const;
const OLDEST = 150_000;

/** One sentence per reason why this server cannot hold the books; empty when it can. */
export async function serverComplaints(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name = any($1)",
      [[...MUST_BE_ON, "server_version_num"]],
    );
    return complaintsAbout(new Map(rows.map((row) => [row.name, row.setting])));
  });
}

export function complaintsAbout(settings: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (const name of MUST_BE_ON) {
    const setting = settings.get(name);
    if (setting === "off" || setting === undefined) {
      found.push(
        `PostgreSQL runs with ${name}=${setting ?? "unknown"}: it could lose acknowledged orders. Set it to on.`,
      );
    }
  }
  const version = parseCount(settings.get("server_version_num"), { min: 0, max: 9_999_999, fallback: 0 });
  if (version < OLDEST) found.push(`PostgreSQL ${Math.floor(version / 10_000)} is too old: Ballast needs 15 or newer.`);
  return found;
}
