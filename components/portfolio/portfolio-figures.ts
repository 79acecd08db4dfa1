// What the portfolio page draws: the server's view, in which every amount may be missing or taken away because balances are hidden.
import type { Freshness } from "#components/ui/freshness-badge.tsx";
import type { OlderPriceView } from "#lib/contracts/account.ts";
import type { ProofStateView } from "#lib/contracts/proof.ts";

export interface PositionFigures {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly name: string;
  readonly tickSize: string;
  readonly quantity: string | null;
  readonly held: string | null;
  readonly averagePrice: string | null;
  readonly cost: string | null;
  readonly realised: string | null;
  readonly fees: string | null;
  readonly quote: {
    readonly last: string;
    readonly previousClose: string;
    readonly at: string;
    readonly freshness: Freshness;
  } | null;
  /** What it is valued by in the place of a quote. */
  readonly olderPrice: OlderPriceView | null;
  readonly marketValue: string | null;
  readonly dayChange: string | null;
  readonly dayChangeFraction: string | null;
  readonly unrealised: string | null;
  readonly unrealisedFraction: string | null;
  readonly weight: string | null;
  readonly cause: string | null;
}

export interface SummaryFigures {
  readonly cash: string | null;
  readonly held: string | null;
  readonly buyingPower: string | null;
  readonly marketValue: string | null;
  readonly equity: string | null;
  readonly dayPnl: string | null;
  readonly dayPnlFraction: string | null;
  readonly totalPnl: string | null;
  readonly totalPnlFraction: string | null;
  readonly realised: string | null;
  readonly unrealised: string | null;
  readonly fees: string | null;
  readonly cause: string | null;
}

export interface PortfolioFigures {
  readonly accountId: string;
  readonly kind: "paper" | "book";
  readonly name: string;
  readonly currency: string;
  readonly marketSource: string;
  readonly venueAt: string;
  readonly asOf: string;
  readonly freshness: Freshness;
  readonly openOrders: number;
  readonly netDeposits: string | null;
  readonly income: string | null;
  readonly summary: SummaryFigures;
  /** Held ones first, then those that are closed. */
  readonly positions: readonly PositionFigures[];
  readonly proof: ProofStateView;
}

/** How figures are to be written: with whose currency, and whether at all. */
export interface FigureStyle {
  readonly currency: string;
  readonly hidden: boolean;
}

export function isOpen(position: Pick<PositionFigures, "averagePrice">): boolean {
  // An average exists exactly while something is held, and it stays when quantities are hidden.
  return position.averagePrice !== null;
}
