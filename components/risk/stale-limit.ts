// What a refused edit says about the limit as it is now, so that both can be looked at and nothing typed is lost.
import type { Problem } from "#lib/contracts/problem.ts";

export interface LimitNow {
  readonly value: string;
  readonly version: number;
  /** Why and when somebody else changed it; null for what the page itself showed. */
  readonly change: { readonly reason: string; readonly at: string } | null;
}

/** Null when the refusal was about something else. */
export function limitNow(problem: Problem | null): LimitNow | null {
  if (problem?.code !== "stale_version") return null;
  const now: unknown = problem.current;
  if (typeof now !== "object" || now === null) return null;
  const { value, version, reason, updatedAt } = now as { readonly [member: string]: unknown };
  if (typeof value !== "string" || typeof version !== "number") return null;
  return {
    value,
    version,
    change: {
      reason: typeof reason === "string" ? reason : "",
      // An action hands dates over as dates, a route as text.
      at: updatedAt instanceof Date ? updatedAt.toISOString() : String(updatedAt),
    },
  };
}
