/** A process that makes one full pass over the books, as the worker does at night, and tells what that took and how much memory. */
import { runPass } from "#lib/services/proof/run-pass.ts";
import { openDesk } from "#lib/testing/context.ts";

const [url = ""] = process.argv.slice(2);
const desk = await openDesk(url, { connectionsMax: 4 });
await desk.database.$queryRaw`select 1`;
const idle = process.memoryUsage().rss;
const { durationMs, findings, look } = await runPass({
  ctx: desk.contextFor(),
  input: { kind: "full", occasion: "nightly" },
});
const { maxRSS } = process.resourceUsage();
const { accounts, postings } = look.counts;
process.stdout.write(
  JSON.stringify({ ms: durationMs, clean: findings.length === 0, accounts, postings, idle, peak: maxRSS * 1024 }),
);
await desk.close();
