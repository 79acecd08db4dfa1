// What a figure is made of, ready to be shown.

export const ACCOUNT_FIGURES = [
  "equity",
  "day",
  "total",
  "cash",
  "buying-power",
  "market-value",
  "realised",
  "unrealised",
] as const;
export const POSITION_FIGURES = [
  "position",
  "average",
  "day-change",
  "unrealised",
  "realised",
  "market-value",
  "weight",
] as const;

export interface Term {
  readonly operator: "" | "+" | "−" | "×" | "÷";
  readonly label: string;
  readonly text: string;
  /** Where this term is itself explained. */
  readonly explain?: string | undefined;
}

export interface Explanation {
  readonly title: string;
  readonly formula: string;
  readonly terms: readonly Term[];
  /** Null where the terms are a list and not a sum. */
  readonly result: string | null;
  readonly note: string | null;
  /** Executions behind the figure: of one symbol, of all, or none. */
  readonly executions: { readonly symbol: string | null } | null;
}
