// What the health page says, and when it stops believing itself.
import { describe, expect, it } from "vitest";
import type { HealthView } from "#lib/contracts/health.ts";
import { agedHealth, healthSentence } from "./health-words.ts";

const AT = "2026-11-20T15:30:00.000Z";

function health(worker: HealthView["state"]): HealthView {
  const rest = { detail: "", meaning: "", latencyMs: null, since: AT, lastSuccessAt: null };
  return {
    state: worker,
    checkedAt: AT,
    components: [
      { name: "worker", state: worker, ...rest },
      { name: "database", state: "healthy", ...rest },
    ],
  };
}

describe("health in words", () => {
  it("names what is not healthy, and nothing else", () => {
    expect(healthSentence(health("down"))).toBe("Not everything is healthy: worker down.");
    expect(healthSentence(health("healthy"))).toBe("Everything is healthy.");
  });

  it("never shows green from an old sample", () => {
    const old = agedHealth(health("healthy"), Date.parse(AT) + 30_001);
    expect(old.state).toBe("unknown");
    expect(old.components.map(({ state }) => state)).toEqual(["unknown", "unknown"]);
    expect(agedHealth(health("healthy"), Date.parse(AT) + 30_000).state).toBe("healthy");
  });
});
