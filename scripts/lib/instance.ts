/** Starts a whole production desk on a free port with data of its own, as `npm start` would, for tests and measurements. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { anyFreePort } from "./ports.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Instance {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  /** The supervisor; its children end when it does. */
  readonly supervisor: ChildProcess;
  /** Everything that it has printed so far. */
  output(): string;
  /** Both roles' addresses and the secrets of this instance, for looking at it from outside. */
  environment(): Record<string, string>;
  stop(): Promise<void>;
  /** Stops it and deletes its data. */
  remove(): Promise<void>;
}

export interface InstanceOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** An earlier instance's folder and port, to start that one again. */
  readonly folder?: string;
  readonly port?: number;
  /** Shows the start's steps while they happen. */
  readonly verbose?: boolean;
}

export async function startInstance({
  env = {},
  folder,
  port,
  verbose = false,
}: InstanceOptions = {}): Promise<Instance> {
  const data = folder ?? mkdtempSync(join(tmpdir(), "ballast-desk-"));
  if (!folder) chmodSync(data, 0o711);
  const chosen = port ?? (await anyFreePort());
  const inherited = { ...process.env };
  for (const name of ["DATABASE_URL", "DATABASE_OWNER_URL", "npm_lifecycle_event", "NODE_OPTIONS"])
    delete inherited[name];
  const supervisor = spawn(process.execPath, [join(root, "scripts", "supervisor.ts")], {
    cwd: root,
    // The channel ends the instance when whoever asked for it is gone.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      ...inherited,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      ...env,
      PORT: String(chosen),
      BALLAST_DATA_DIR: data,
    },
  });
  let printed = "";
  for (const stream of [supervisor.stdout, supervisor.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (verbose) process.stdout.write(chunk);
    });
  }
  const ended = new Promise<void>((resolve) => supervisor.once("exit", () => resolve()));
  const ready = new Promise<void>((resolve) => {
    supervisor.stdout?.on("data", () => printed.includes("Ballast is ready at") && resolve());
  });
  const first = await Promise.race([ready.then(() => "ready" as const), ended.then(() => "ended" as const)]);
  if (first === "ended") {
    if (!folder) rmSync(data, { recursive: true, force: true });
    throw new Error(`The instance did not start:\n${printed}`);
  }
  const stop = async () => {
    if (supervisor.exitCode === null && supervisor.signalCode === null) supervisor.kill("SIGTERM");
    await ended;
  };
  return {
    url: `http://localhost:${chosen}`,
    port: chosen,
    folder: data,
    supervisor,
    output: () => printed,
    environment: () => readEnvironment(data),
    stop,
    async remove() {
      await stop();
      const { cluster } = JSON.parse(readFileSync(join(data, "postgres.json"), "utf8")) as { cluster: string };
      rmSync(cluster, { recursive: true, force: true });
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export function readEnvironment(folder: string): Record<string, string> {
  const secrets = JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8")) as Record<string, string>;
  const { port } = JSON.parse(readFileSync(join(folder, "postgres.json"), "utf8")) as { port: number };
  const address = (role: string, password = "") => `postgresql://${role}:${password}@127.0.0.1:${port}/ballast`;
  const { superuserPassword: _, ownerPassword, appPassword, ...given } = secrets;
  return {
    ...given,
    DATABASE_URL: address("ballast_app", appPassword),
    DATABASE_OWNER_URL: address("ballast_owner", ownerPassword),
  };
}
