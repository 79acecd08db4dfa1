/** A worker of its own for a test that kills it: computes the lots that are waiting, and ends. */
import { parentPort } from "node:worker_threads";
import { advanceWaitingLotChanges } from "#lib/services/lots/advance-lot-change.ts";
import { openDesk } from "../context.ts";

if (parentPort !== null) throw new Error("a process of its own, that can be killed");
const [url = ""] = process.argv.slice(2);
const desk = await openDesk(url);
await advanceWaitingLotChanges(desk.contextFor());
await desk.close();
