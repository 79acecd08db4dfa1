/** Tells what was measured: one table for the terminal, the same for docs/benchmarks.md, with the machine and what was aimed at. */
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { toTable } from "../rig/table.ts";
import type { FullProof } from "./full-proof.ts";
import { IMPORT_ROWS, type Imports, PRICE_ROWS } from "./imports.ts";
import type { MarketOrders } from "./market-orders.ts";
import type { Matching } from "./matching.ts";
import type { Sample } from "./measure.ts";
import { CALLERS, type HttpOrders } from "./orders-http.ts";
import type { VerbOrders } from "./orders-verb.ts";
import type { Histories, Rebuild, Reports } from "./performance.ts";
import { type PortfolioPages, SIZES } from "./portfolio-page.ts";
import { NEW_ORDERS, ORDERS_PER_SECOND, type ProofScale } from "./proof-scale.ts";

export interface Results {
  readonly http: HttpOrders;
  readonly verb: VerbOrders;
  readonly market: MarketOrders;
  readonly portfolio: PortfolioPages;
  readonly screen: Sample;
  readonly matching: Matching;
  readonly imports: Imports;
  readonly proof: FullProof;
  readonly proofScale: ProofScale;
  readonly histories: Histories;
  readonly reports: Reports;
  readonly postgres: string;
  readonly seconds: number;
}

interface Aim {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly met: boolean;
}

const HEAD = ["WHAT", "A SECOND", "P50 MS", "P95 MS", "P99 MS"];

function row(what: string, { perSecond, p50, p95, p99 }: Sample, rate = true): string[] {
  return [what, rate ? perSecond.toFixed(0) : "", ...[p50, p95, p99].map((ms) => ms.toFixed(1))];
}

function once(what: string, ms: number): string[] {
  return [what, "", ms.toFixed(0), "", ""];
}

function proofScaleRows({ full, nothingNew, someNew, orders, ordersDuring }: ProofScale): string[][] {
  const postings = full.postings.toLocaleString("en-US");
  return [
    once(`Full proof of ${postings} postings in ${full.accounts} accounts, ${memoryOf(full)}, once`, full.ms),
    once(`What a minute looks at in them, nothing new, ${nothingNew.accounts} accounts in turn, once`, nothingNew.ms),
    once(`What a minute looks at in them, ${NEW_ORDERS} new orders, ${someNew.accounts} accounts, once`, someNew.ms),
    row("An order in them, in process", orders, false),
    row("An order in them, in process, during a full proof", ordersDuring, false),
  ];
}

function memoryOf({ peak, idle }: { readonly peak: number; readonly idle: number }): string {
  return `peak ${(peak / 1e6).toFixed(0)} MB (${(idle / 1e6).toFixed(0)} idle)`;
}

function rowsOf({ http, verb, market, portfolio, screen, matching, proof, imports, ...rest }: Results): string[][] {
  const pages = SIZES.map((size) => {
    const sample = portfolio.pages[String(size)];
    return sample === undefined ? [] : row(`Portfolio page, ${size.toLocaleString("en-US")} executions`, sample, false);
  });
  const [few, many] = [IMPORT_ROWS, PRICE_ROWS].map((rows) => rows.toLocaleString("en-US"));
  return [
    row(`HTTP, wrapper alone (POST /ping), ${CALLERS} callers`, http.wrapper),
    row(`HTTP, resting limit order, ${CALLERS} callers`, http.orders),
    row("HTTP, resting limit order, fixed rate of half that", http.fixedRate),
    row(`The same ${verb.statements} statements by a bare pg client, ${CALLERS} callers`, verb.bare),
    row(`The verb in process, ${CALLERS} callers`, verb.verb),
    row("HTTP, market order until seen filled, 1 caller", market.alone),
    row(`HTTP, market order until seen filled, ${CALLERS} callers`, market.together),
    ...pages,
    row("Fill to pixels in the browser", screen, false),
    [
      `Quotes looked at, ${matching.resting.toLocaleString("en-US")} resting orders over ${matching.symbols} symbols`,
      matching.quotesPerSecond.toFixed(0),
      ...["", "", ""],
    ],
    row("From a quote to the committed execution", matching.quoteToExecution, false),
    once(`Import of ${few} activities: read, judged and staged, once`, imports.staged),
    once(`Import of ${few} activities: published, once`, imports.published),
    once(`Import of ${few} activities: of that its transaction, once`, imports.publishedIn),
    once(`Import of ${few} activities: the same file again, once`, imports.again),
    once(`Import of ${few} activities: undone, once`, imports.undone),
    once(`Import of ${many} closes: read, judged and staged, once`, imports.pricesStaged),
    once(`Import of ${many} closes: published, once`, imports.pricesPublished),
    [
      `Full proof of ${proof.postings.toLocaleString("en-US")} postings in ${proof.accounts} accounts, once`,
      "",
      proof.ms.toFixed(0),
      ...["", ""],
    ],
    ...proofScaleRows(rest.proofScale),
    ...rest.histories.rebuilds.map((rebuild) => [
      `History of ${pastWords(rebuild)}, ${memoryWords(rebuild)}`,
      "",
      rebuild.median.toFixed(0),
      ...["", ""],
    ]),
    row("From a committed fill to positions and today's result", rest.histories.fill, false),
    row("A performance report right after that", rest.histories.fillReport, false),
    row(
      `HTTP, performance report of the largest, any day and method, ${rest.reports.kib.toFixed(0)} KiB`,
      rest.reports.report,
    ),
    row("HTTP, health", rest.reports.healthIdle, false),
    row(`HTTP, health while ${rest.reports.rebuildsDuring} such histories are made`, rest.reports.healthDuring, false),
  ];
}

function pastWords({ size: { activities, symbols, years } }: Rebuild): string {
  return `${activities.toLocaleString("en-US")} activities, ${symbols} symbols, ${years} years`;
}

function memoryWords({ idleMb, peakMb }: Rebuild): string {
  return `peak ${peakMb.toFixed(0)} MB (${idleMb.toFixed(0)} idle)`;
}

/** For the three sizes of a past, in milliseconds. */
const REBUILD_AIMS = [200, 500, 1_500];
const PEAK_MB = 300;

function historyAims({ histories, reports }: Results): Aim[] {
  const times = histories.rebuilds.map((rebuild, at) => {
    const most = REBUILD_AIMS[at] ?? Number.NaN;
    return aim(
      `History of ${pastWords(rebuild)}`,
      `under ${most} ms`,
      `${rebuild.median.toFixed(0)} ms`,
      rebuild.median < most,
    );
  });
  const peak = Math.max(...histories.rebuilds.map(({ peakMb }) => peakMb));
  const { fill } = histories;
  const { report, healthDuring } = reports;
  return [
    ...times,
    aim("Memory of a process that makes them", `under ${PEAK_MB} MB`, `${peak.toFixed(0)} MB`, peak < PEAK_MB),
    aim("A fill in positions and today's result, p95", "under 50 ms", `${fill.p95.toFixed(1)} ms`, fill.p95 < 50),
    aim("Performance report of the largest, p95", "under 150 ms", `${report.p95.toFixed(1)} ms`, report.p95 < 150),
    aim(
      "Health while histories are made, p95",
      "under 50 ms",
      `${healthDuring.p95.toFixed(1)} ms`,
      healthDuring.p95 < 50,
    ),
  ];
}

/** What a minute looks at must be over long before the next. */
const MINUTE_MS = 5_000;

function proofAims({ proof, proofScale: { full, someNew } }: Results): Aim[] {
  const growth = full.ms / full.postings / (proof.ms / proof.postings);
  const peak = full.peak / 1e6;
  return [
    // Sorting more than fits into memory takes a little more for each row, and a busy machine much.
    aim("Full proof, time per posting, many against few", "at most × 1.5", `× ${growth.toFixed(2)}`, growth <= 1.5),
    aim("Memory of a process that makes it", `under ${PEAK_MB} MB`, `${peak.toFixed(0)} MB`, peak < PEAK_MB),
    aim(
      "What a minute looks at in large books",
      `under ${MINUTE_MS / 1_000} s`,
      `${(someNew.ms / 1_000).toFixed(1)} s`,
      someNew.ms < MINUTE_MS,
    ),
  ];
}

export function aimsOf(results: Results): Aim[] {
  const { http, verb, portfolio, screen, matching, imports } = results;
  const ofWrapper = http.orders.perSecond / http.wrapper.perSecond;
  const ofBare = verb.verb.perSecond / verb.bare.perSecond;
  const [few, , many] = SIZES.map((size) => portfolio.pages[String(size)]?.p50 ?? Number.NaN);
  const growth = (many ?? Number.NaN) / (few ?? Number.NaN);
  return [
    aim("Orders against the wrapper alone", "at least 0.40", ofWrapper.toFixed(2), ofWrapper >= 0.4),
    aim("The verb against the bare client", "at least 0.50", ofBare.toFixed(2), ofBare >= 0.5),
    aim(
      "p99 at half the maximum rate",
      "under 100 ms",
      `${http.fixedRate.p99.toFixed(1)} ms`,
      http.fixedRate.p99 < 100,
    ),
    // A quarter is what a busy machine moves a median by from one round to the next.
    aim("Portfolio page, 100,000 executions against 10", "does not grow", `× ${growth.toFixed(2)}`, growth < 1.25),
    aim(
      "Quotes a second in one thread when nothing fills",
      "at least 50,000",
      Math.round(matching.quotesPerSecond).toLocaleString("en-US"),
      matching.quotesPerSecond >= 50_000,
    ),
    aim(
      `Import of ${IMPORT_ROWS.toLocaleString("en-US")} activities, published in one transaction`,
      "under 5 s",
      `${(imports.publishedIn / 1_000).toFixed(1)} s`,
      imports.publishedIn < 5_000,
    ),
    ...proofAims(results),
    aim("Fill to pixels, median", "under 100 ms", `${screen.p50.toFixed(1)} ms`, screen.p50 < 100),
    ...historyAims(results),
  ];
}

function aim(what: string, wanted: string, found: string, met: boolean): Aim {
  return { what, wanted, found, met };
}

export function toTerminal(results: Results): string {
  const aims = aimsOf(results).map(({ what, wanted, found, met }) => [what, wanted, found, met ? "met" : "MISSED"]);
  return `${toTable(HEAD, rowsOf(results))}\n\n${toTable(["AIM", "WANTED", "FOUND", ""], aims)}`;
}

export function toMarkdown(results: Results): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const aims = aimsOf(results).map(({ what, wanted, found, met }) =>
    line([what, wanted, found, met ? "met" : "missed"]),
  );
  return `# Benchmarks

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}; the whole run took ${results.seconds} s. Run it on your own machine: the ratios travel, the
absolute figures do not.

Machine: ${machine(results.postgres)}.

| What | A second | p50 ms | p95 ms | p99 ms |
|---|---:|---:|---:|---:|
${rowsOf(results).map(line).join("\n")}

| Aim | Wanted | Found | |
|---|---|---|---|
${aims.join("\n")}

## How it is measured

- A production desk as \`npm start\` runs it: web, worker and PostgreSQL on one machine with the load on the same one, each commit flushed to
  disk. Rate limits are raised by settings; nothing else is changed. Figures are medians of five rounds, and what is compared takes turns, so
  that a busy minute meets both.
- The wrapper alone is \`POST /api/v1/ping\`: the same server, authentication by API key, limit, input, fingerprint of the
  Idempotency-Key and answer, with no verb behind it.
- An order through HTTP is \`POST /api/v1/orders\`, a limit order far from the market, with a new Idempotency-Key each; the desk sends
  these orders to the venue at the same time as it takes new ones. Each caller has an account of its own.
- At the fixed rate, requests go out whether earlier ones were answered or not, and their time counts from the moment at which they were
  meant to go out.
- The bare client repeats the recorded statements of one order, text for text, with new ids; the verb makes them through Prisma and
  decides in between, with orders that come at the same time sharing a transaction, as on the desk. Both work on a database of their own without worker, with ${CALLERS} callers and 20 connections.
- Market orders are timed from the request until the account's stream says \`filled\`: check, hold, commit, dispatch, venue, booking and
  notification.
- The portfolio page is the whole HTML from the server, for accounts whose past was loaded in bulk and proved by \`verify\`.
- Fill to pixels is the time from the execution's \`recordedAt\` to the frame in which Chromium shows that the order is no longer open, on the
  trade page, by a MutationObserver and the same machine's clock.
- Quotes looked at: the venue leader's index of its book in one thread, limit and stop orders from one to ten percent away, quotes as text; the
  book takes ${results.matching.bookMib.toFixed(0)} MiB. An order that is reached is read again from PostgreSQL before it is matched.
- The full proof is \`npm run ballast -- verify\` after everything else, with the desk still running: all checks in one snapshot, and the replay of
  every account's lots.
- What is too large for a minute is proved on a desk of its own without web and worker: three accounts with a fifth, a tenth and a twentieth of
  all, two hundred that share the rest, loaded in bulk, an order resting in each. The pass runs in a process of its own with the worker's flags; the
  memory is its largest resident set. Orders go out at ${ORDERS_PER_SECOND} a second, account after account. A minute's looks are taken one minute apart by the
  desk's books. \`BALLAST_BENCH_POSTINGS=5000000 npm run bench\` makes them as large as you like.
- Imports: a CSV file over 60 instruments and eight years into a book account of a database of its own, without HTTP; each step as the worker does it.
- A history is made from the rows in PostgreSQL to the stored series: facts, closes, the books under every method with their saved states, a
  value for every calendar day. A process of its own, with the worker's flags, makes it six times; the time is the median after the first, the
  memory the largest resident set of all six. A popular peer's calculator alone needs 8 s, 41 s and 261 s for these, and 5.2 GB for the last.
- A fill is in the figures when positions, today's result and the report that are read right after its commit have it; the account has a past of
  10,000 executions. Reports of the largest are asked for one after the other, with days and methods that change.
- From a quote to the committed execution: from the quote's commit until the fill is matched, reported and booked with order, hold, journal, lots,
  position and audit; one resting order reached at a time.
`;
}

function machine(postgres: string): string {
  const processors = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1) ?? "?";
  return `${processors.length} cores (${processors[0]?.model.trim() ?? arch()}), ${gib} GiB of memory, ${platform()} ${release().replace(/-.*$/, "")}, Node ${process.versions.node}, PostgreSQL ${postgres}; load average at the end ${load}`;
}
