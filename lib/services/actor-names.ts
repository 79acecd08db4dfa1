/** The names behind the ids in halts, limits and flags, read when they are shown: the rows themselves hold ids only. */
import type { Database } from "#lib/db/client.ts";
import { SYSTEM_ACTOR_ID } from "./context.ts";

/** "Ballast" for the desk itself; null for nobody and for who is not there any more. Two look-ups whatever the number. */
export async function actorNames(
  database: Database,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string | null> {
  const wanted = [...new Set(ids)].filter((id): id is string => id !== null && id !== SYSTEM_ACTOR_ID);
  const where = { id: { in: wanted } };
  const pick = { id: true, name: true } as const;
  const [users, keys] =
    wanted.length === 0
      ? [[], []]
      : await Promise.all([
          database.user.findMany({ where, select: pick }),
          database.apiKey.findMany({ where, select: pick }),
        ]);
  const names = new Map([...users, ...keys].map(({ id, name }) => [id, name]));
  names.set(SYSTEM_ACTOR_ID, "Ballast");
  return (id) => (id === null ? null : (names.get(id) ?? null));
}
