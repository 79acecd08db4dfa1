/** The web process's one hub, on globalThis because Next.js loads this module several times. */
import { listen } from "#lib/adapters/notify/postgres-listener.ts";
import { settings } from "#lib/adapters/settings/settings.ts";
import { setStreamClients } from "#lib/adapters/telemetry/metrics.ts";
import type { Services } from "../services.ts";
import { StreamHub } from "./hub.ts";

const KEY = Symbol.for("ballast.streamHub");
const holder = globalThis as { [KEY]?: StreamHub | undefined };

export function streamHub({ database, log, clock }: Services): StreamHub {
  holder[KEY] ??= new StreamHub({
    database,
    listen: (handlers, options) => listen(settings().DATABASE_URL, handlers, options),
    now: () => clock.now(),
    onError: (error) => log.warn({ err: error }, "the stream lost its source; it polls and tries again"),
    onClients: setStreamClients,
  });
  return holder[KEY];
}

/** Null while nobody has ever opened a stream here. */
export function knownHub(): StreamHub | null {
  return holder[KEY] ?? null;
}

/** For tests that bring a hub of their own. */
export function provideHub(hub: StreamHub | undefined): void {
  holder[KEY] = hub;
}
