/** What a scenario consists of once it is read: an account, and steps with what they are expected to lead to. */

import type { OverrideKind, SessionMode } from "#lib/domain/market/calendar/sessions.ts";
import type { ClosePart } from "#lib/domain/orders/close-position.ts";
import type { Replacement } from "#lib/domain/orders/replace.ts";
import type { RiskRule } from "#lib/domain/risk/limits.ts";
import type { TradingSettings } from "#lib/services/accounts/trading-settings.ts";
import type { TicketWords } from "./ticket-words.ts";

export interface ScenarioAccount {
  readonly cash: string;
  readonly trading: TradingSettings;
  readonly limits: { readonly [rule in RiskRule]?: string };
}

export type Step =
  /** Venue time, as a clock in New York shows it. */
  | {
      readonly kind: "at";
      readonly at: Date;
      readonly quote: { readonly symbol: string; readonly quote: QuoteWords | null } | null;
    }
  | { readonly kind: "quote"; readonly symbol: string; readonly quote: QuoteWords | null }
  | { readonly kind: "submit"; readonly name: string; readonly words: TicketWords }
  | { readonly kind: "replace"; readonly name: string; readonly of: string; readonly change: Replacement }
  | {
      readonly kind: "close";
      readonly name: string;
      /** Null for all of them. */
      readonly symbol: string | null;
      readonly part: ClosePart;
      readonly canceling: boolean;
    }
  /** Null for all of them. */
  | { readonly kind: "cancel"; readonly name: string | null }
  | { readonly kind: "halt"; readonly scope: "account" | "desk" }
  | { readonly kind: "lift" }
  | { readonly kind: "cancel_halted" }
  | { readonly kind: "mode"; readonly mode: SessionMode }
  | { readonly kind: "override"; readonly override: OverrideWords }
  | { readonly kind: "wire"; readonly state: WireState }
  /** A look at what the venue never answered, so many seconds after it was sent. */
  | { readonly kind: "look_up"; readonly seconds: string }
  /** The venue reports a fill that nobody waits for any more. */
  | { readonly kind: "late"; readonly name: string; readonly quantity: string; readonly price: string }
  | { readonly kind: "notional"; readonly on: boolean }
  /** The worker puts right what was left half done. */
  | { readonly kind: "sweep" }
  | { readonly kind: "restart" }
  | { readonly kind: "expect"; readonly subject: string; readonly says: string };

export interface QuoteWords {
  readonly bid: string;
  readonly ask: string;
  readonly last: string;
  readonly size: string;
}

export interface OverrideWords {
  readonly day: string;
  readonly kind: OverrideKind;
  readonly openAt: string | null;
  readonly closeAt: string | null;
}

/** Whether orders reach the venue: at once, not yet, refused there, sent into nothing, or arrived with the answer lost. */
export const WIRE_STATES = ["up", "down", "refusing", "cut", "lost"] as const;
export type WireState = (typeof WIRE_STATES)[number];

export interface ScenarioLine {
  readonly text: string;
  readonly step: Step;
  /** What the step is refused with; null when it is not. */
  readonly refusal: string | null;
}

export interface Scenario {
  readonly title: string;
  /** Of docs/orders.md. */
  readonly rules: readonly string[];
  readonly account: ScenarioAccount;
  readonly lines: readonly ScenarioLine[];
}
