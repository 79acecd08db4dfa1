// Corporate actions: what an announcement must say, and what a split makes of a holding.
import { type Decimal, ZERO } from "../shared/decimal.ts";
import { divide, STORED_PLACES, truncateQuantity } from "../shared/rounding.ts";

export const CORPORATE_ACTION_KINDS = ["cash_dividend", "split", "symbol_change"] as const;
export type CorporateActionKind = (typeof CORPORATE_ACTION_KINDS)[number];

export const CORPORATE_ACTION_STATUSES = [
  "announced",
  "applying",
  "applied",
  "withdrawn",
  "taking_back",
  "taken_back",
  "partly_taken_back",
] as const;
export type CorporateActionStatus = (typeof CORPORATE_ACTION_STATUSES)[number];

export interface AnnouncedTerms {
  readonly kind: CorporateActionKind;
  /** Cash for each unit, in the instrument's currency. */
  readonly amount: Decimal | null;
  readonly ratioNew: Decimal | null;
  readonly ratioOld: Decimal | null;
  /** Cash for a whole unit after the split, where a fraction of one cannot be held. */
  readonly cashInLieu: Decimal | null;
  readonly newSymbol: string | null;
}

export interface TermsProblem {
  readonly field: "amount" | "ratioNew" | "ratioOld" | "cashInLieu" | "newSymbol";
  readonly detail: string;
}

const RATIO_MOST = "1000000";

/** The first thing that is wrong with the terms of its kind; null when they are whole. */
export function termsProblem(terms: AnnouncedTerms): TermsProblem | null {
  const { kind, amount, ratioNew, ratioOld, cashInLieu, newSymbol } = terms;
  const others = (names: readonly TermsProblem["field"][]) =>
    names
      .filter((field) => terms[field] !== null)
      .map((field) => ({ field, detail: `does not belong to a ${kind}` }))[0];
  if (kind === "cash_dividend") {
    if (amount === null || !amount.gt(0)) return { field: "amount", detail: "must be above 0: cash for each unit" };
    return others(["ratioNew", "ratioOld", "cashInLieu", "newSymbol"]) ?? null;
  }
  if (kind === "symbol_change") {
    if (newSymbol === null) return { field: "newSymbol", detail: "is needed for a symbol change" };
    return others(["amount", "ratioNew", "ratioOld", "cashInLieu"]) ?? null;
  }
  for (const [field, value] of [
    ["ratioNew", ratioNew],
    ["ratioOld", ratioOld],
  ] as const) {
    if (value === null || !value.isInteger() || !value.gt(0) || value.gt(RATIO_MOST)) {
      return { field, detail: "must be a whole number from 1 to 1000000, such as 2 and 1 for a 2-for-1 split" };
    }
  }
  if (ratioNew !== null && ratioOld !== null && ratioNew.eq(ratioOld)) {
    return { field: "ratioNew", detail: "must differ from ratioOld" };
  }
  if (cashInLieu !== null && !cashInLieu.gt(0)) return { field: "cashInLieu", detail: "must be above 0" };
  return others(["amount", "newSymbol"]) ?? null;
}

export interface SplitHolding {
  /** Signed, to the last place the books keep. */
  readonly quantity: Decimal;
  /** What cannot be held and is paid out: signed like the holding, zero where fractions are held. */
  readonly fraction: Decimal;
}

/** A holding after the split. */
export function splitHolding(
  units: Decimal,
  {
    ratioNew,
    ratioOld,
    fractions,
  }: { readonly ratioNew: Decimal; readonly ratioOld: Decimal; readonly fractions: boolean },
): SplitHolding {
  const quantity = divide(units.times(ratioNew), ratioOld, STORED_PLACES, "half-even");
  if (fractions) return { quantity, fraction: ZERO };
  return { quantity, fraction: truncateQuantity(quantity.minus(quantity.trunc())) };
}
