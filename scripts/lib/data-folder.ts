/** The data folder of one desk: its secrets, its PostgreSQL and the port that it remembers. */
import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canReach, postgresUser } from "./postgres/system-user.ts";

/** Clusters live here when the project stands in a folder that only root may enter. */
const SHARED_CLUSTERS = "/var/lib/ballast";

export interface Secrets {
  readonly NEXTAUTH_SECRET: string;
  readonly NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: string;
  readonly BALLAST_HASH_KEY: string;
  readonly BALLAST_METRICS_TOKEN: string;
  readonly superuserPassword: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
}

interface PostgresPlace {
  readonly cluster: string;
  readonly port?: number;
}

export function ensureDataFolder(folder: string): void {
  // Root's PostgreSQL runs as another user, which must be able to pass through to its own folder inside.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  makeFolder(join(folder, "logs"));
  chmodSync(folder, mode);
  chmodSync(join(folder, "logs"), 0o700);
}

/** `recursive: true` never returns where the system answers "no such folder" to a folder's making, as under /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Reads the secrets, generating those that are missing; the file is readable by its owner alone. */
export function loadSecrets(folder: string): Secrets {
  const file = join(folder, "secrets.json");
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Secrets>) : {};
  const secrets: Secrets = {
    NEXTAUTH_SECRET: known.NEXTAUTH_SECRET ?? randomBytes(32).toString("base64url"),
    // Next.js wants an AES key here: 32 bytes in base64.
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: known.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? randomBytes(32).toString("base64"),
    BALLAST_HASH_KEY: known.BALLAST_HASH_KEY ?? randomBytes(32).toString("base64url"),
    BALLAST_METRICS_TOKEN: known.BALLAST_METRICS_TOKEN ?? randomBytes(32).toString("base64url"),
    superuserPassword: known.superuserPassword ?? randomBytes(24).toString("base64url"),
    ownerPassword: known.ownerPassword ?? randomBytes(24).toString("base64url"),
    appPassword: known.appPassword ?? randomBytes(24).toString("base64url"),
  };
  if (Object.keys(known).length !== Object.keys(secrets).length) writeWhole(file, secrets);
  return secrets;
}

/** Where this data folder's cluster is; chosen once, then remembered by a pointer in the folder. */
export function loadPostgresPlace(folder: string): PostgresPlace {
  const file = join(folder, "postgres.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as PostgresPlace;
  const inside = join(folder, "postgres");
  const user = postgresUser(inside);
  const place = { cluster: user === null || canReach(inside, user) ? inside : shared() };
  writeWhole(file, place);
  return place;
}

export function rememberPort(folder: string, port: number): void {
  const place = loadPostgresPlace(folder);
  if (place.port !== port) writeWhole(join(folder, "postgres.json"), { ...place, port });
}

function shared(): string {
  mkdirSync(SHARED_CLUSTERS, { recursive: true, mode: 0o711 });
  chmodSync(SHARED_CLUSTERS, 0o711);
  return join(SHARED_CLUSTERS, randomUUID());
}

/** A rename replaces the file as a whole: a crash leaves the old one or the new one. */
function writeWhole(file: string, value: unknown): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
