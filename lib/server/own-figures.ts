/** What this web process knows about itself: its version, the migrations it was built for, its stream, its limits' store. */
import { readdirSync } from "node:fs";
import type { OwnFigures } from "#lib/services/health/assess.ts";
import { createTracker, type Tracker } from "#lib/services/health/track.ts";
import { ownVersion, projectFile } from "./own-version.ts";
import type { Services } from "./services.ts";
import { knownHub } from "./stream/web-hub.ts";

interface Known {
  migrations: readonly string[] | null;
  fallbacks: number;
  fallbackAt: Date | null;
  readonly tracker: Tracker;
}

const KEY = Symbol.for("ballast.ownFigures");
const holder = globalThis as { [KEY]?: Known };

function known(): Known {
  holder[KEY] ??= { migrations: null, fallbacks: 0, fallbackAt: null, tracker: createTracker() };
  return holder[KEY];
}

export function healthTracker(): Tracker {
  return known().tracker;
}

export async function ownFigures({ limiter, flags, clock }: Services): Promise<OwnFigures> {
  const memory = known();
  const fallbacks = limiter.fallbacks();
  if (fallbacks > memory.fallbacks) memory.fallbackAt = clock.now();
  memory.fallbacks = fallbacks;
  const hub = knownHub();
  return {
    version: ownVersion(),
    expectedMigrations: expectedMigrations(),
    streamClients: hub?.clients ?? 0,
    streamListening: hub?.listening ?? null,
    streamOn: await flags.isOn("ui.live_stream", ""),
    limitsFallbackAt: memory.fallbackAt,
  };
}

export function expectedMigrations(): readonly string[] {
  const memory = known();
  memory.migrations ??= readdirSync(projectFile("prisma", "migrations"))
    .filter((file) => file.endsWith(".sql"))
    .map((file) => file.slice(0, -".sql".length))
    .sort();
  return memory.migrations;
}
