/** The proof of books that are too large for a minute: all of them, what a minute looks at, and what orders notice of it. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { parseCount } from "#lib/domain/shared/count.ts";
import { runPass } from "#lib/services/proof/run-pass.ts";
import { WORKER_FLAGS } from "../lib/part.ts";
import { type LargeDesk, openLargeDesk } from "./large-desk.ts";
import { openLoop, pause, type Sample, toSample } from "./measure.ts";

const CHILD = fileURLToPath(new URL("proof-child.ts", import.meta.url));
const run = promisify(execFile);
/** Of a desk with a busy minute. */
export const ORDERS_PER_SECOND = 20;
const ORDERS_MS = 8_000;
export const NEW_ORDERS = 20;

export interface FullPass {
  readonly ms: number;
  readonly clean: boolean;
  readonly accounts: number;
  readonly postings: number;
  /** Bytes. */
  readonly idle: number;
  readonly peak: number;
}

interface MinuteLook {
  readonly ms: number;
  /** That had their turn. */
  readonly accounts: number;
}

export interface ProofScale {
  readonly full: FullPass;
  readonly nothingNew: MinuteLook;
  readonly someNew: MinuteLook;
  /** Placed in process at a fixed rate. */
  readonly orders: Sample;
  readonly ordersDuring: Sample;
}

/** Larger with BALLAST_BENCH_POSTINGS. */
function postingsWanted(): number {
  return parseCount(process.env["BALLAST_BENCH_POSTINGS"] ?? "1000000", { min: 100_000, max: 50_000_000 });
}

export async function benchProofScale(): Promise<ProofScale> {
  const large = await openLargeDesk(postingsWanted());
  try {
    return await measureProof(large);
  } finally {
    await large.close();
  }
}

async function measureProof(large: LargeDesk): Promise<ProofScale> {
  const fresh = setInterval(() => void large.refreshQuote().catch(() => undefined), 1_000);
  try {
    const full = await fullPass(large);
    const orders = await placeFor(large, ORDERS_MS);
    const ordersDuring = await placeDuringPass(large);
    await minuteLook(large);
    const nothingNew = await minuteLook(large);
    for (const accountId of large.accounts.slice(-NEW_ORDERS)) await large.place(accountId);
    const someNew = await minuteLook(large);
    return { full, nothingNew, someNew, orders, ordersDuring };
  } finally {
    clearInterval(fresh);
  }
}

/** Throws when the books do not agree. */
async function fullPass({ url }: LargeDesk): Promise<FullPass> {
  const { stdout } = await run(process.execPath, [...WORKER_FLAGS, CHILD, url]);
  const pass = JSON.parse(stdout) as FullPass;
  if (!pass.clean) throw new Error("The books do not agree.");
  return pass;
}

function placeFor(large: LargeDesk, forMs: number): Promise<Sample> {
  return openLoop({ perSecond: ORDERS_PER_SECOND, forMs, work: (arrival) => placeOne(large, arrival) });
}

/** In the accounts by turns, so that no two orders wait for each other. */
async function placeOne({ accounts, place }: LargeDesk, arrival: number): Promise<void> {
  await place(accounts[arrival % accounts.length] ?? "");
}

/** For as long as the pass takes. */
async function placeDuringPass(large: LargeDesk): Promise<Sample> {
  const times: number[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  let goesOn = true;
  const pass = heardLater(
    fullPass(large).finally(() => {
      goesOn = false;
    }),
  );
  for (let arrival = 0; goesOn; arrival += 1) {
    const intendedAt = startedAt + (arrival * 1_000) / ORDERS_PER_SECOND;
    await pause(Math.max(0, intendedAt - performance.now()));
    running.push(heardLater(placeOne(large, arrival).then(() => void times.push(performance.now() - intendedAt))));
  }
  await Promise.all([pass, ...running]);
  return toSample(times, performance.now() - startedAt);
}

/** A failure that nobody waits for yet would end the process, and the database server would stay. */
function heardLater<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/** As if a minute had gone by since the last. */
async function minuteLook({ desk, superuserUrl }: LargeDesk): Promise<MinuteLook> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query(
    "update proof_pass set started_at = started_at - interval '1 minute', finished_at = finished_at - interval '1 minute'",
  );
  await client.end();
  const { durationMs, findings, look } = await runPass({
    ctx: desk.contextFor(),
    input: { kind: "changed", occasion: "minute" },
  });
  if (findings.length > 0) throw new Error("The books do not agree.");
  return { ms: durationMs, accounts: look.counts.accounts };
}
