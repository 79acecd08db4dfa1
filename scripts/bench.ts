/** `npm run bench`: measures a whole desk in one run, prints a table and writes docs/benchmarks.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openBrowser } from "./bench/browser.ts";
import { benchFillToScreen } from "./bench/fill-to-screen.ts";
import { benchFullProof } from "./bench/full-proof.ts";
import { benchImports } from "./bench/imports.ts";
import { benchMarketOrders } from "./bench/market-orders.ts";
import { benchMatching } from "./bench/matching.ts";
import { benchHttpOrders, CALLERS } from "./bench/orders-http.ts";
import { benchVerb } from "./bench/orders-verb.ts";
import { benchHistories, benchReports } from "./bench/performance.ts";
import { benchPortfolio } from "./bench/portfolio-page.ts";
import { benchProofScale } from "./bench/proof-scale.ts";
import { type Results, toMarkdown, toTerminal } from "./bench/report.ts";
import { openRig, type Rig } from "./rig/rig.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

async function main(): Promise<void> {
  const startedAt = performance.now();
  const verb = await step("The verb against a bare pg client", benchVerb);
  const matching = await step("The venue's matching", benchMatching);
  const imports = await step("Imports of activities and closes", benchImports);
  const histories = await step("Histories of accounts", benchHistories);
  const proofScale = await step("Books too large for a minute", benchProofScale);
  const rig = await openRig();
  try {
    const results = { ...(await measure(rig, verb)), matching, imports, histories, proofScale };
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(`\n${toTerminal({ ...results, seconds })}\n`);
    writeFileSync(join(root, "docs", "benchmarks.md"), toMarkdown({ ...results, seconds }));
    console.log(`Written to docs/benchmarks.md after ${seconds} s.`);
  } finally {
    await rig.remove();
  }
}

async function measure(
  rig: Rig,
  verb: Results["verb"],
): Promise<Omit<Results, "seconds" | "matching" | "imports" | "histories" | "proofScale">> {
  const browser = await openBrowser(rig, root);
  try {
    const screen = await step("From fill to screen", () => benchFillToScreen(rig, browser));
    const portfolio = await step("Portfolio pages", () => benchPortfolio(rig, browser));
    await browser.close();
    const traders = await rig.openAccounts("Trader", CALLERS);
    const market = await step("Market orders until filled", () => benchMarketOrders(rig, traders));
    const resting = await rig.openAccounts("Resting", CALLERS);
    const http = await step("Orders through HTTP", () => benchHttpOrders(rig.client, resting));
    const reports = await step("Performance reports", () => benchReports(rig));
    const proof = await step("Proving the books after all that", () => benchFullProof(rig));
    return { verb, http, market, portfolio, screen, proof, reports, postgres: await postgresVersion(rig) };
  } finally {
    await browser.close();
  }
}

async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  process.stdout.write(`${what} … `);
  const result = await work();
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  return result;
}

async function postgresVersion({ instance }: Rig): Promise<string> {
  const client = new pg.Client({ connectionString: instance.environment()["DATABASE_URL"] });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>("show server_version");
    return rows[0]?.server_version ?? "?";
  } finally {
    await client.end();
  }
}

await main();
