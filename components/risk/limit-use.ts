// How much of a limit is used, and what a new value would have changed.
import { compareDecimals, divideDecimals } from "#components/format/string-decimal.ts";
import type { BreachView } from "#lib/contracts/risk.ts";

/** Null where nothing is used between orders, as with the value of one order. A limit of zero is used up. */
export function usedFraction(used: string | null, value: string): string | null {
  if (used === null) return null;
  if (compareDecimals(value, "0") <= 0) return "1";
  return divideDecimals(used, value, 4);
}

export interface Hindsight {
  /** Refusals of this rule among those shown. */
  readonly refused: number;
  /** Of these, how many the new value would have let pass. */
  readonly wouldPass: number;
}

export function hindsight(breaches: readonly BreachView[], rule: string, value: string): Hindsight {
  const ofRule = breaches.filter((breach) => breach.rule === rule && breach.observed !== null);
  // A day that has lost as much as the limit is over it; the others may be used to the full.
  const passes = (observed: string) => {
    const order = compareDecimals(observed, value);
    return rule === "max_daily_loss" ? order < 0 : order <= 0;
  };
  return {
    refused: ofRule.length,
    wouldPass: ofRule.filter(({ observed }) => observed !== null && passes(observed)).length,
  };
}
