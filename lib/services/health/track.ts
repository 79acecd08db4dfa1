/** Remembers since when each part is in its state and when it last was healthy, as far as this process has looked. */
import type { ComponentName, HealthState, Observation } from "./assess.ts";

export interface TrackedComponent extends Omit<Observation, "heardAt"> {
  readonly since: Date;
  readonly lastSuccessAt: Date | null;
}

export interface Tracker {
  see(observations: readonly Observation[], at: Date): TrackedComponent[];
}

interface Memory {
  readonly state: HealthState;
  readonly since: Date;
  readonly lastSuccessAt: Date | null;
}

export function createTracker(): Tracker {
  const memory = new Map<ComponentName, Memory>();
  return {
    see: (observations, at) =>
      observations.map(({ heardAt, ...observation }) => {
        const before = memory.get(observation.name);
        const { state } = observation;
        const since = before?.state === state ? before.since : at;
        const lastSuccessAt = state === "healthy" ? (heardAt ?? at) : (before?.lastSuccessAt ?? heardAt);
        memory.set(observation.name, { state, since, lastSuccessAt });
        return { ...observation, since, lastSuccessAt };
      }),
  };
}
