// Sends a dead letter back to its queue.
import { type Outcome, send } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import type { RedrivenJobView } from "#lib/contracts/job.ts";

export function redriveJob(jobId: string, reason: string): Promise<Outcome<RedrivenJobView>> {
  return send(paths.redriveJob(jobId), { method: "POST", body: { reason } });
}
