// What a flag says for one unit: kill switch first, then rules in their order, then the roll-out, then the default.
import { bucketOf } from "./bucket.ts";

export interface FlagRule {
  readonly effect: "allow" | "deny";
  readonly accounts: readonly string[];
}

export interface Flag {
  readonly key: string;
  /** The kill switch: off for everybody, whatever the rest says. */
  readonly killed: boolean;
  readonly rules: readonly FlagRule[];
  /** 0 to 10,000; null when the flag is not rolled out by percentage. */
  readonly rolloutBps: number | null;
  readonly salt: string;
  readonly defaultValue: boolean;
}

export type FlagReason = "killed" | "rule" | "rollout" | "default";

export interface FlagEvaluation {
  readonly value: boolean;
  readonly reason: FlagReason;
}

/** `unitId` is the account the flag is asked for; null when there is none yet. */
export function evaluateFlag(flag: Flag, unitId: string | null): FlagEvaluation {
  if (flag.killed) return { value: false, reason: "killed" };
  if (unitId === null) return { value: flag.defaultValue, reason: "default" };
  const rule = flag.rules.find(({ accounts }) => accounts.includes(unitId));
  if (rule !== undefined) return { value: rule.effect === "allow", reason: "rule" };
  if (flag.rolloutBps !== null && bucketOf(flag.salt, unitId) < flag.rolloutBps)
    return { value: true, reason: "rollout" };
  return { value: flag.defaultValue, reason: "default" };
}
