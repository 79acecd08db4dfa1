/** Puts the broken twin under the same load, kills and bookkeeping. It must be caught. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createHttpClient, type HttpClient } from "../rig/http-client.ts";
import type { Rig } from "../rig/rig.ts";
import type { Finding } from "./judge.ts";
import { createLoad } from "./load.ts";
import { bookkeeping } from "./round.ts";

const PROGRAM = fileURLToPath(new URL("./broken-twin.ts", import.meta.url));
const KILLS_MAX = 6;
const LOAD_MS = 1_200;
const FINISH_MS = 6_000;

interface TwinVerdict {
  readonly kills: number;
  readonly asked: number;
  readonly findings: readonly Finding[];
}

/** Killed until the bookkeeping has seen it break its promise, six times at most. */
export async function runBrokenTwin(rig: Rig, accountId: string, callers: number): Promise<TwinVerdict> {
  let twin = await startTwin(rig);
  // Its port changes with every start; the callers need not know.
  const client: HttpClient = { ...twin.client, ask: (ask) => twin.client.ask(ask) };
  const load = createLoad({ client, accounts: [accountId], callers, pauseMs: 5, cancels: false });
  let findings: Finding[] = [];
  let kills = 0;
  while (kills < KILLS_MAX && findings.length === 0) {
    for (let more = 0; more < 2; more += 1) {
      load.start();
      await pause(LOAD_MS + Math.random() * 400);
      twin.process.kill("SIGKILL");
      kills += 1;
      twin = await startTwin(rig);
      await load.finish(FINISH_MS);
    }
    findings = await bookkeeping(rig, load, [accountId]);
  }
  twin.process.kill("SIGTERM");
  return { kills, asked: load.counts.asked, findings };
}

interface Twin {
  readonly process: ChildProcess;
  readonly client: HttpClient;
}

async function startTwin({ instance, person }: Rig): Promise<Twin> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, ...instance.environment(), TWIN_USER: person.id },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve(message as number));
    child.once("exit", (code) => reject(new Error(`The broken twin ended with ${code} before it was hurt.`)));
  });
  return { process: child, client: createHttpClient(port, null) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
