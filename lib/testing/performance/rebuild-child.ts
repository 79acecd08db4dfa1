/** A worker of its own for a test that kills it: makes one account's history over and over, until its end. */
import { parentPort } from "node:worker_threads";
import { rebuildPerformance } from "#lib/services/performance/rebuild.ts";
import { openDesk } from "../context.ts";

if (parentPort !== null) throw new Error("a process of its own, that can be killed");
const [url = "", accountId = ""] = process.argv.slice(2);
const desk = await openDesk(url);
for (;;) await rebuildPerformance({ ctx: desk.contextFor(), input: { accountId } });
