/** A process that does nothing but make one account's history again and again, and tells what that took and how much memory. */
import { requestRebuild } from "#lib/db/performance-requests.sql.ts";
import { rebuildPerformance } from "#lib/services/performance/rebuild.ts";
import { openDesk } from "#lib/testing/context.ts";

const [url = "", accountId = "", rounds = "6"] = process.argv.slice(2);
const desk = await openDesk(url, { connectionsMax: 4 });
await desk.database.$queryRaw`select 1`;
const idle = process.memoryUsage().rss;
const times: number[] = [];
for (let round = 0; round < BigInt(rounds); round += 1) {
  await requestRebuild(desk.database, { accountId, fromDay: null, reason: "measured" });
  const startedAt = performance.now();
  await rebuildPerformance({ ctx: desk.contextFor(), input: { accountId } });
  times.push(performance.now() - startedAt);
}
const { maxRSS, userCPUTime } = process.resourceUsage();
process.stdout.write(JSON.stringify({ times, idle, peak: maxRSS * 1024, cpuMs: userCPUTime / 1000 }));
await desk.close();
