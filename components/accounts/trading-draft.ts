// How an account may trade and what its fills cost: as the server has it, as typed, and in words.
import { formatMoney } from "#components/format/money.ts";
import { parseAmount } from "#components/format/parse-amount.ts";
import { compareDecimals } from "#components/format/string-decimal.ts";
import {
  type CommissionKind,
  MULTIPLIERS,
  namesAmount,
  namesMinimum,
  type SlippageKind,
} from "#lib/domain/venue/account-terms.ts";

export const SLIPPAGE_WORDS: { readonly [K in SlippageKind]: string } = {
  none: "None",
  per_share: "An amount a unit",
  bps: "Basis points",
};

export const COMMISSION_WORDS: { readonly [K in CommissionKind]: string } = {
  default: "Shares free, crypto 25 bps",
  none: "None",
  per_share: "An amount a unit",
  bps: "Basis points",
  alpaca: "As Alpaca charges",
};

export interface TradingRules {
  readonly multiplier: number;
  readonly shorting: boolean;
  readonly allowCrossZero: boolean;
  readonly slippage: { readonly kind: SlippageKind; readonly value: string };
  readonly commission: { readonly kind: CommissionKind; readonly value: string; readonly minimum: string };
}

export interface TradingDraft {
  readonly multiplier: string;
  readonly shorting: boolean;
  readonly allowCrossZero: boolean;
  readonly slippageKind: SlippageKind;
  readonly slippageValue: string;
  readonly commissionKind: CommissionKind;
  readonly commissionValue: string;
  readonly commissionMinimum: string;
}

export type DraftField = "slippageValue" | "commissionValue" | "commissionMinimum";

export function draftOfRules({
  multiplier,
  shorting,
  allowCrossZero,
  slippage,
  commission,
}: TradingRules): TradingDraft {
  return {
    multiplier: `${multiplier}`,
    shorting,
    allowCrossZero,
    slippageKind: slippage.kind,
    slippageValue: slippage.value,
    commissionKind: commission.kind,
    commissionValue: commission.value,
    commissionMinimum: commission.minimum,
  };
}

export type ReadRules =
  | { readonly ok: true; readonly rules: TradingRules }
  | { readonly ok: false; readonly problems: { readonly [F in DraftField]?: string } };

/** Figures of a kind that has none count as zero, so that nothing hidden is sent. */
export function readRules(draft: TradingDraft): ReadRules {
  const slippage = amount(draft.slippageValue, namesAmount(draft.slippageKind));
  const commission = amount(draft.commissionValue, namesAmount(draft.commissionKind));
  const minimum = amount(draft.commissionMinimum, namesMinimum(draft.commissionKind));
  if (!slippage.ok || !commission.ok || !minimum.ok) {
    return {
      ok: false,
      problems: {
        ...(slippage.ok ? {} : { slippageValue: slippage.message }),
        ...(commission.ok ? {} : { commissionValue: commission.message }),
        ...(minimum.ok ? {} : { commissionMinimum: minimum.message }),
      },
    };
  }
  return {
    ok: true,
    rules: {
      multiplier: MULTIPLIERS.find((each) => `${each}` === draft.multiplier) ?? 1,
      shorting: draft.shorting,
      // Crossing zero means ending short, which an account without shorting cannot.
      allowCrossZero: draft.shorting && draft.allowCrossZero,
      slippage: { kind: draft.slippageKind, value: slippage.value },
      commission: { kind: draft.commissionKind, value: commission.value, minimum: minimum.value },
    },
  };
}

function amount(typed: string, counts: boolean) {
  return counts ? parseAmount(typed, { places: 9 }) : ({ ok: true, value: "0" } as const);
}

export function sameRules(left: TradingRules, right: TradingRules): boolean {
  return (
    left.multiplier === right.multiplier &&
    left.shorting === right.shorting &&
    left.allowCrossZero === right.allowCrossZero &&
    left.slippage.kind === right.slippage.kind &&
    compareDecimals(left.slippage.value, right.slippage.value) === 0 &&
    left.commission.kind === right.commission.kind &&
    compareDecimals(left.commission.value, right.commission.value) === 0 &&
    compareDecimals(left.commission.minimum, right.commission.minimum) === 0
  );
}

/** Each rule by its name, for the account's own page and for what changed meanwhile. */
export function rulesInWords(rules: TradingRules, currency: string): readonly (readonly [string, string])[] {
  const { multiplier, shorting, allowCrossZero, slippage, commission } = rules;
  return [
    ["Buying power", multiplier === 1 ? "cash only" : `${multiplier} times the equity`],
    ["Short selling", shorting ? "allowed" : "not allowed"],
    ["One order from long to short", allowCrossZero ? "allowed" : "refused"],
    ["Slippage", costWords(slippage.kind, slippage.value, currency) ?? "none"],
    ["Commission", commissionWords(commission, currency)],
  ];
}

function costWords(kind: string, value: string, currency: string): string | null {
  if (kind === "bps") return `${value} basis points`;
  return kind === "per_share" ? `${formatMoney(value, { currency, places: 4 })} a unit` : null;
}

function commissionWords({ kind, value, minimum }: TradingRules["commission"], currency: string): string {
  const cost = costWords(kind, value, currency);
  if (cost === null) return COMMISSION_WORDS[kind];
  return kind === "per_share" ? `${cost}, at least ${formatMoney(minimum, { currency })} an order` : cost;
}

/** What is there now, as a refused change tells it; null when it cannot be read. */
export function rulesNow(current: unknown): (TradingRules & { readonly version: number }) | null {
  if (typeof current !== "object" || current === null) return null;
  const { multiplier, shorting, allowCrossZero, slippage, commission, version } = current as {
    readonly [member: string]: unknown;
  };
  if (typeof multiplier !== "number" || typeof shorting !== "boolean" || typeof allowCrossZero !== "boolean")
    return null;
  if (typeof version !== "number" || !isCost(slippage, SLIPPAGE_WORDS) || !isCost(commission, COMMISSION_WORDS))
    return null;
  const minimum = "minimum" in commission && typeof commission.minimum === "string" ? commission.minimum : "0";
  return { multiplier, shorting, allowCrossZero, slippage, commission: { ...commission, minimum }, version };
}

function isCost<Kinds extends object>(
  value: unknown,
  kinds: Kinds,
): value is { readonly kind: keyof Kinds; readonly value: string } {
  if (typeof value !== "object" || value === null || !("kind" in value) || !("value" in value)) return false;
  return typeof value.kind === "string" && value.kind in kinds && typeof value.value === "string";
}
