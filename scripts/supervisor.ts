/** Starts the whole desk in order, keeps it running, and stops it in order: PostgreSQL, migrations, demo, web, worker. */
import { existsSync, watch } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWeb, markBuildUsed } from "./lib/build-web.ts";
import { serverComplaints } from "./lib/check-server.ts";
import { claimDataFolder } from "./lib/claim-data-folder.ts";
import { type DeskPostgres, embeddedServer, ownServer } from "./lib/desk-postgres.ts";
import { deskEnvironment, usesEmbedded } from "./lib/desk-settings.ts";
import { generateClient } from "./lib/generate-client.ts";
import { prepareDatabase } from "./lib/migrations.ts";
import { DEVELOPMENT_WEB_FLAGS, type Part, startPart, WORKER_FLAGS } from "./lib/part.ts";
import { firstFreePort, portComplaint } from "./lib/ports.ts";
import { runTool } from "./lib/run-tool.ts";
import { type Steps, steps } from "./lib/steps.ts";
import { stopped, stopSignal } from "./lib/stop-signal.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const development = process.argv.includes("--dev");
const command = development ? "npm run dev" : "npm start";
const TOTAL = 7;

type Undo = () => Promise<void> | void;
type Variables = Readonly<Record<string, string>>;

async function main(): Promise<number> {
  const signal = stopSignal();
  const undo: Undo[] = [];
  try {
    await startDesk(signal, undo);
    await stopped(signal);
    return 0;
  } catch (error) {
    if (signal.aborted) return 0;
    console.error(sentence(error));
    return 1;
  } finally {
    if (signal.aborted) console.log("\nStopping …");
    for (const step of undo.reverse()) await step();
  }
}

async function startDesk(signal: AbortSignal, undo: Undo[]): Promise<void> {
  if (development && !process.env.PORT)
    process.env.PORT = String(await firstFreePort(process.env.HOST || "127.0.0.1", 3000));
  const folder = resolve(root, process.env.BALLAST_DATA_DIR || (development ? ".data-dev" : ".data"));
  const claim = claimDataFolder(folder, command);
  undo.push(() => claim.release());
  const { variables, settings } = deskEnvironment(process.env, folder);
  const complaint = await portComplaint(settings.HOST, settings.PORT, command);
  if (complaint) throw new Error(complaint);
  claim.announce(settings.url);

  const progress = steps(TOTAL, process.env.BALLAST_INSTALLED ? 2 : 1);
  if (!process.env.BALLAST_INSTALLED) await progress.run("Locked dependencies are there", async () => {});
  await progress.run("Generating the database client", () => generateClient(root, signal));
  const distDir = development
    ? await progress.run("Nothing to build: pages are compiled when opened", async () => join(".build", "dev"))
    : await progress.run("Building the web application", () => buildWeb(root, signal));
  if (!development) undo.push(markBuildUsed(root, distDir));

  const parts: Part[] = [];
  const postgres = await progress.run(usesEmbedded(process.env) ? "Starting PostgreSQL" : "Checking PostgreSQL", () =>
    openDatabase(folder, () => {
      for (const part of parts) part.restart();
    }),
  );
  undo.push(() => postgres.stop());
  const environment = {
    ...variables,
    NEXT_TELEMETRY_DISABLED: "1",
    BALLAST_DIST_DIR: distDir,
    NODE_ENV: development ? "development" : "production",
  };
  await fillDatabase(progress, postgres, environment, folder, signal);
  await progress.run("Starting web and worker", async () => {
    await startParts({ parts, undo, postgres, environment, folder, signal });
    await answering(settings.HOST, settings.PORT, signal);
  });
  await announceReady(settings.url, settings.BALLAST_DEMO === "on", folder);
}

async function openDatabase(folder: string, onMoved: () => void): Promise<DeskPostgres> {
  const { DATABASE_URL, DATABASE_OWNER_URL } = process.env;
  const postgres = usesEmbedded(process.env)
    ? await embeddedServer(folder, say, onMoved)
    : ownServer(DATABASE_URL ?? "", DATABASE_OWNER_URL ?? "");
  const complaints = await serverComplaints(postgres.urls().DATABASE_OWNER_URL).catch((error: Error) => [
    `PostgreSQL at DATABASE_OWNER_URL does not answer: ${error.message || error.name}`,
  ]);
  if (complaints.length > 0) {
    await postgres.stop();
    throw new Error(complaints.join("\n"));
  }
  return postgres;
}

async function fillDatabase(
  progress: Steps,
  postgres: DeskPostgres,
  environment: Variables,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  await progress.run("Migrating the database", () => {
    const { DATABASE_URL, DATABASE_OWNER_URL } = postgres.urls();
    const appRole = decodeURIComponent(new URL(DATABASE_URL).username);
    return prepareDatabase({ ownerUrl: DATABASE_OWNER_URL, appRole });
  });
  await progress.run(environment["BALLAST_DEMO"] === "on" ? "Filling the demo" : "Instruments and market", async () => {
    const log = join(folder, "logs", "seed.log");
    const env = { ...environment, ...postgres.urls() };
    await runTool({ what: "Filling the database", args: ["scripts/seed.ts"], root, log, env, signal });
  });
}

interface PartsRequest {
  readonly parts: Part[];
  readonly undo: Undo[];
  readonly postgres: DeskPostgres;
  readonly environment: Variables;
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Worker first in the list of things to undo: stopping goes web, worker, PostgreSQL. */
async function startParts({ parts, undo, postgres, environment, folder, signal }: PartsRequest): Promise<void> {
  const begin = async (name: string, program: string, flags: readonly string[], owner: boolean) => {
    const env = () => {
      const { DATABASE_URL, DATABASE_OWNER_URL } = postgres.urls();
      const inherited = { ...process.env };
      // The web process answers strangers: it does not get the owner's address.
      delete inherited["DATABASE_OWNER_URL"];
      return {
        ...inherited,
        ...environment,
        DATABASE_URL,
        ...(owner ? { DATABASE_OWNER_URL } : {}),
      } as NodeJS.ProcessEnv;
    };
    const log = development ? null : join(folder, "logs", `${name}.log`);
    const part = await startPart({ name, program, flags, root, env, log, stopAfterMs: 8000, say }, signal);
    parts.push(part);
    return part;
  };
  const started = await Promise.allSettled([
    begin("worker", "lib/worker/main.ts", WORKER_FLAGS, true),
    begin("web", "lib/server/main.ts", development ? DEVELOPMENT_WEB_FLAGS : [], false),
  ]);
  for (const outcome of started) if (outcome.status === "fulfilled") undo.push(() => outcome.value.stop());
  for (const outcome of started) if (outcome.status === "rejected") throw outcome.reason;
  const worker = started[0];
  if (development && worker.status === "fulfilled") restartOnChange(worker.value);
}

/** In development the worker starts anew when its code changes; pages reload by themselves. */
function restartOnChange(worker: Part): void {
  let timer: NodeJS.Timeout | undefined;
  watch(join(root, "lib"), { recursive: true }, (_, file) => {
    if (!file?.endsWith(".ts") || file.endsWith(".test.ts")) return;
    clearTimeout(timer);
    timer = setTimeout(() => worker.restart(), 300);
  }).unref();
}

async function answering(host: string, port: number, signal: AbortSignal): Promise<void> {
  const reached = host === "0.0.0.0" || host === "localhost" ? "127.0.0.1" : host === "::" ? "[::1]" : host;
  const until = performance.now() + 90_000;
  let last = "no answer";
  while (performance.now() < until) {
    if (signal.aborted) throw new Error("Stopped.");
    try {
      const answer = await fetch(`http://${reached}:${port}/api/health/ready`, { signal: AbortSignal.timeout(30_000) });
      last = `${answer.status} ${(await answer.text()).slice(0, 300)}`;
      if (answer.ok) return;
    } catch (error) {
      last = String(error);
    }
    await new Promise((next) => setTimeout(next, 150));
  }
  throw new Error(`Web and worker run but are not ready: ${last}`);
}

interface DemoUser {
  readonly email: string;
  readonly password: string;
}

async function announceReady(url: string, demo: boolean, folder: string): Promise<void> {
  const lines = [`Ballast is ready at ${url}`];
  const demoUsers = new URL("../prisma/seed/demo-users.ts", import.meta.url);
  if (demo && existsSync(demoUsers)) {
    const { DEMO_USERS } = (await import(demoUsers.href)) as { DEMO_USERS: readonly DemoUser[] };
    const width = Math.max(...DEMO_USERS.map(({ email }) => email.length));
    for (const { email, password } of DEMO_USERS) lines.push(`  ${email.padEnd(width)}  ${password}`);
  }
  if (!development)
    lines.push(`Logs are in ${relative(root, join(folder, "logs")) || folder}. Ctrl+C stops everything.`);
  console.log(lines.join("\n"));
}

function say(line: string): void {
  console.log(`${new Date().toISOString()}  ${line}`);
}

function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /ENOSPC|No space left on device/.test(message) ? "The disk is full: nothing more can be written." : message;
}

process.exit(await main());
