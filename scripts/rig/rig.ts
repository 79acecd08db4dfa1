/** A desk for chaos and measurements: a production instance with its own data, a user, keys and accounts made as an operator makes them. */
import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Instance, startInstance } from "../lib/instance.ts";
import { createHttpClient, type HttpClient } from "./http-client.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** So high that no caller of ours meets them. */
const LIMITS = Object.fromEntries(
  ["ANONYMOUS_READS", "ANONYMOUS_WRITES", "USER_READS", "USER_WRITES", "KEY_REQUESTS", "PREMIUM_KEY_REQUESTS"].map(
    (name) => [`LIMIT_${name}`, "1000000"],
  ),
);

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

export interface Rig {
  readonly instance: Instance;
  readonly person: Person;
  /** An API key that may do everything. */
  readonly secret: string;
  readonly client: HttpClient;
  /** Runs `npm run ballast -- …`; a command that fails throws with what it printed. */
  ballast(...args: readonly string[]): Promise<string>;
  openAccount(name: string): Promise<string>;
  /** Many at once, through the API: a command each would take longer than the measurement. */
  openAccounts(name: string, count: number): Promise<string[]>;
  setFlag(key: string, enabled: boolean): Promise<void>;
  /** After the supervisor was killed: the same folder and port again. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

const CASH = "1000000000";

export async function openRig(env: Readonly<Record<string, string>> = {}): Promise<Rig> {
  const environment = { BALLAST_DEMO: "off", BALLAST_MARKET: "simulated", LOG_LEVEL: "warn", ...LIMITS, ...env };
  let instance = await startInstance({ env: environment, verbose: true });
  const ballast = (...args: readonly string[]) => runBallast(instance.folder, args);
  const password = randomBytes(18).toString("base64url");
  const email = "rig@ballast.test";
  const made = await runBallast(
    instance.folder,
    ["users", "create", "--email", email, "--role", "admin", "--name", "Rig", "--password-stdin", "--json"],
    password,
  );
  const { id } = JSON.parse(made) as { readonly id: string };
  const key = ["keys", "create", "--user", email, "--scopes", "read,trade,admin", "--tier", "premium", "--json"];
  const { secret } = JSON.parse(await ballast(...key)) as { readonly secret: string };
  const client = createHttpClient(instance.port, secret);
  return {
    get instance() {
      return instance;
    },
    person: { id, email, password },
    secret,
    client,
    ballast,
    async openAccount(name) {
      const account = await ballast("accounts", "create", "--owner", email, "--cash", CASH, "--name", name, "--json");
      const accountId = (JSON.parse(account) as { readonly id: string }).id;
      await raiseLimits(client, accountId);
      return accountId;
    },
    openAccounts: (name, count) =>
      Promise.all(Array.from({ length: count }, (_, index) => openByApi(client, `${name} ${index + 1}`))),
    setFlag: (name, enabled) => setFlag(client, name, enabled),
    async restart() {
      const { folder, port } = instance;
      instance = await startInstance({ env: environment, folder, port });
    },
    async remove() {
      client.close();
      await instance.remove();
    },
  };
}

async function openByApi(client: HttpClient, name: string): Promise<string> {
  const ask = {
    method: "POST",
    path: "/api/v1/accounts",
    body: { name, cash: CASH },
    idempotencyKey: randomUUID(),
  } as const;
  const { id } = await client.send<{ readonly id: string }>(ask);
  await raiseLimits(client, id);
  return id;
}

interface Limit {
  readonly rule: string;
  readonly version: number;
}

async function raiseLimits(client: HttpClient, accountId: string): Promise<void> {
  const { items } = await client.get<{ readonly items: readonly Limit[] }>(
    `/api/v1/risk-limits?accountId=${accountId}`,
  );
  for (const { rule, version } of items) {
    const body = { accountId, rule, version, value: "1000000000", reason: "Out of the way of a measurement" };
    await client.send({ method: "PUT", path: "/api/v1/risk-limits", body, idempotencyKey: randomUUID() });
  }
}

interface Flag {
  readonly key: string;
  readonly enabled: boolean;
  readonly version: number;
}

async function setFlag(client: HttpClient, key: string, enabled: boolean): Promise<void> {
  const { items } = await client.get<{ readonly items: readonly Flag[] }>("/api/v1/flags");
  const flag = items.find((one) => one.key === key);
  if (flag === undefined) throw new Error(`There is no flag ${key}.`);
  if (flag.enabled === enabled) return;
  const body = { enabled, version: flag.version, reason: "Both ways are tried" };
  await client.send({ method: "PUT", path: `/api/v1/flags/${key}`, body, idempotencyKey: randomUUID() });
}

function runBallast(folder: string, args: readonly string[], input = ""): Promise<string> {
  // The folder's own desk is meant, not one that this shell may know.
  const env = { ...process.env, BALLAST_DATA_DIR: folder, DATABASE_URL: "", DATABASE_OWNER_URL: "" };
  const child = spawn(process.execPath, [join(root, "scripts", "ballast.mjs"), ...args], { cwd: root, env });
  let printed = "";
  let complained = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    complained += chunk.toString();
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`ballast ${args.join(" ")} ended with ${code}:\n${printed}${complained}`));
    });
  });
}
