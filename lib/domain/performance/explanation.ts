/** The form of every explanation: what a number is, its formula, and its inputs by name. */
import type { Explanation, GrossNet, PerformanceReport } from "./report.ts";

export type Inputs = readonly (readonly [name: string, value: string | null])[];
export type WithoutExplanations = Omit<PerformanceReport, "explanations">;

export function explained(measure: string, formula: string, inputs: Inputs): Explanation {
  return { measure, formula, inputs: inputs.map(([name, value]) => ({ name, value })) };
}

export function grossAndNet(name: string, value: GrossNet | null): Inputs {
  return [
    [`${name}, gross`, value?.gross ?? null],
    [`${name}, net`, value?.net ?? null],
  ];
}
