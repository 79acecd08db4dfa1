/** Finds the desk that a command is for: DATABASE_URL, else the one whose data folder is here. */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRole } from "#lib/domain/access/permissions.ts";
import { openToolDesk, type ToolDesk, type ToolUser } from "#lib/worker/tool-desk.ts";

interface Place {
  readonly url: string;
  readonly hashKey: string;
  /** Where people open it, for links. */
  readonly address: string;
}

export interface CliDesk extends ToolDesk {
  readonly address: string;
}

/** Runs one command on the desk and closes it again, also when it fails. */
export async function onDesk(work: (desk: CliDesk) => Promise<void>): Promise<void> {
  const { url, hashKey, address } = findDesk();
  const desk = await openToolDesk({
    url,
    hashKey,
    name: "ballast-cli",
    source: "cli",
    accessRules: { sessionIdleMinutes: 480, sessionMaxHours: 168, signInFailuresMax: 5 },
  });
  try {
    await work({ ...desk, address });
    await desk.drain();
  } finally {
    await desk.close();
  }
}

function findDesk(): Place {
  const { DATABASE_URL, BALLAST_HASH_KEY, BALLAST_URL, PORT } = process.env;
  const address = BALLAST_URL || `http://localhost:${PORT || "3000"}`;
  // No command hashes anything that is compared later, so a desk of one's own need not give its key away here.
  if (DATABASE_URL) return { url: DATABASE_URL, hashKey: BALLAST_HASH_KEY || randomUUID(), address };
  const folder = process.env["BALLAST_DATA_DIR"] || ".data";
  const secrets = readNote<{ appPassword: string; BALLAST_HASH_KEY: string }>(folder, "secrets.json");
  const postgres = readNote<{ port?: number }>(folder, "postgres.json");
  const instance = readNote<{ url: string }>(folder, "instance.json");
  if (secrets === null || postgres?.port === undefined || instance === null) {
    throw new Error(
      `There is no running desk in ${folder}. Start it with npm start, or set BALLAST_DATA_DIR or DATABASE_URL to another one.`,
    );
  }
  const url = `postgresql://ballast_app:${encodeURIComponent(secrets.appPassword)}@127.0.0.1:${postgres.port}/ballast`;
  return { url, hashKey: secrets.BALLAST_HASH_KEY, address: instance.url };
}

function readNote<T>(folder: string, name: string): T | null {
  const file = join(folder, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null;
}

/** By e-mail or id. */
export async function findUser({ database }: ToolDesk, who: string): Promise<ToolUser & { readonly email: string }> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(who);
  const user = await database.user.findFirst({ where: isId ? { id: who } : { email: who.trim().toLowerCase() } });
  if (user === null || !isRole(user.role))
    throw new Error(`There is no user ${who}. See: npm run ballast -- users list`);
  return { id: user.id, role: user.role, email: user.email };
}
