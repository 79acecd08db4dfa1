/** Says every five seconds that this web process is there, as the workers do, until the server stops. */
import { newId } from "#lib/adapters/ids/new-id.ts";
import type { Log } from "#lib/adapters/telemetry/log.ts";
import type { Database } from "#lib/db/client.ts";
import { forgetProcess, reportProcess } from "#lib/db/process-report.sql.ts";
import { registerStream } from "./open-streams.ts";
import { ownVersion } from "./own-version.ts";

const HEARTBEAT_MS = 5_000;

export interface ReportSelf {
  readonly database: Database;
  readonly log: Log;
}

/** The returned function takes it back, as a stop of the server does. */
export async function reportSelf({ database, log }: ReportSelf): Promise<() => Promise<void>> {
  const self = { id: newId(), kind: "web" as const, version: ownVersion(), startedAt: new Date() };
  const beat = () =>
    reportProcess(database, { ...self, detail: {} }).catch((error: unknown) => log.warn({ err: error }, "heartbeat"));
  let last = beat();
  const timer = setInterval(() => {
    last = beat();
  }, HEARTBEAT_MS);
  timer.unref();
  // Told like an open stream that the server stops: that is before it drains, while the database still answers.
  const stop = new AbortController();
  const forget = registerStream(stop);
  const end = async () => {
    clearInterval(timer);
    forget();
    await last;
    await forgetProcess(database, self.id).catch(() => undefined);
  };
  stop.signal.addEventListener("abort", () => void end(), { once: true });
  await last;
  return end;
}
