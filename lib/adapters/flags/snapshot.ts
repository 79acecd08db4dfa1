/** The flags as they were last read, and what they say: code defaults until they have been read once. */
import type { Database } from "#lib/db/client.ts";
import { evaluateFlag, type Flag, type FlagEvaluation } from "#lib/domain/flags/evaluate.ts";
import type { FlagKey } from "#lib/ports/flag-reader.ts";
import type { Flag as FlagRow } from "#prisma/generated/client.ts";

/** For a start without a database: what the desk does when nobody has switched anything. */
export const CODE_DEFAULTS: { readonly [key in FlagKey]: boolean } = {
  "trading.notional_orders": true,
  "ui.live_stream": true,
  "orders.eager_dispatch": true,
};

export interface KnownFlag {
  readonly flag: Flag;
  readonly version: number;
}

export type FlagSnapshot = ReadonlyMap<string, KnownFlag>;

export async function readSnapshot(database: Database): Promise<FlagSnapshot> {
  const rows = await database.flag.findMany();
  return new Map(rows.map((row) => [row.key, { flag: toFlag(row), version: row.version }]));
}

export function evaluateIn(snapshot: FlagSnapshot, key: string, unitId: string | null): FlagEvaluation {
  const known = snapshot.get(key);
  if (known !== undefined) return evaluateFlag(known.flag, unitId);
  return { value: isFlagKey(key) && CODE_DEFAULTS[key], reason: "default" };
}

export function isFlagKey(key: string): key is FlagKey {
  return Object.hasOwn(CODE_DEFAULTS, key);
}

/** Whoever is denied by name stays out even when also allowed. */
function toFlag({ key, enabled, denyAccounts, allowAccounts, rolloutBps, salt, defaultValue }: FlagRow): Flag {
  return {
    key,
    killed: !enabled,
    rules: [
      { effect: "deny", accounts: denyAccounts },
      { effect: "allow", accounts: allowAccounts },
    ],
    rolloutBps,
    salt,
    defaultValue,
  };
}
