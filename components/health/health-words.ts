// The states of health and the names of what is watched, in words and shapes.
import type { Shape, Tone } from "#components/ui/badge.tsx";
import type { HealthView } from "#lib/contracts/health.ts";

export type HealthState = HealthView["state"];
export type HealthComponent = HealthView["components"][number];

export const STATE_LOOKS: { readonly [S in HealthState]: { readonly tone: Tone; readonly shape: Shape } } = {
  healthy: { tone: "live", shape: "check" },
  degraded: { tone: "warn", shape: "triangle" },
  down: { tone: "halt", shape: "cross" },
  unknown: { tone: "neutral", shape: "ring" },
};

const NAMES: { readonly [N in HealthComponent["name"]]: string } = {
  database: "Database",
  worker: "Worker",
  queue: "Queue",
  "market-data": "Market data",
  stream: "Stream",
  "limits-store": "Store of rate limits",
  books: "Proof of the books",
  migrations: "Migrations",
  version: "Version",
};

export function componentName(name: HealthComponent["name"]): string {
  return NAMES[name];
}

/** The page's title and first sentence. */
export function healthSentence({ state, components }: Pick<HealthView, "state" | "components">): string {
  if (state === "healthy") return "Everything is healthy.";
  const troubled = components.filter((component) => component.state !== "healthy");
  const names = troubled.map(({ name, state: its }) => `${componentName(name).toLowerCase()} ${its}`);
  return `Not everything is healthy: ${names.join(", ")}.`;
}

const OLD_MS = 30_000;

/** A sample that is old says nothing about now: each state in it becomes unknown. */
export function agedHealth(health: HealthView, now: number | null): HealthView {
  if (now === null || now - Date.parse(health.checkedAt) <= OLD_MS) return health;
  return {
    ...health,
    state: "unknown",
    components: health.components.map((component) => ({ ...component, state: "unknown" as const })),
  };
}
