/** A worker of its own for a test that kills it: takes the corporate actions back that are waiting, and ends. */
import { parentPort } from "node:worker_threads";
import { advanceWaitingTakeBacks } from "#lib/services/corporate-actions/advance-take-back.ts";
import { openDesk } from "./context.ts";

if (parentPort !== null) throw new Error("a process of its own, that can be killed");
const [url = ""] = process.argv.slice(2);
const desk = await openDesk(url);
await advanceWaitingTakeBacks(desk.contextFor());
await desk.close();
