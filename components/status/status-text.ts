// Can this account trade right now, and if not, why: the server's word as one sentence.
import { formatMoney } from "#components/format/money.ts";
import { formatPercent } from "#components/format/percent.ts";
import { compareDecimals, divideDecimals, signOf } from "#components/format/string-decimal.ts";
import { formatAge, formatTime } from "#components/format/time.ts";
import type { StatusTone } from "#components/shell/status-sentence.tsx";
import type { TradingStatusView } from "#lib/contracts/risk.ts";

export interface StatusText {
  readonly tone: StatusTone;
  readonly text: string;
  readonly help: { readonly href: string; readonly label: string } | undefined;
}

/** Buying power and loss are null when balances are hidden. */
export type StatusFigures = Omit<TradingStatusView, "buyingPower" | "dailyLoss"> & {
  readonly buyingPower: string | null;
  readonly dailyLoss: string | null;
  /** Part of the day's allowed loss that is used. */
  readonly lossFraction: string | null;
};

export interface StatusWords {
  readonly currency: string;
  readonly zone: string;
  readonly permissions: readonly string[];
  /** A history that was imported: it has no orders, whatever the market does. */
  readonly book?: boolean;
  /** "Market closed, opens Monday 09:30 New York"; null while it is not known. */
  readonly phase?: string | null;
}

/** What the page is given; with hidden balances the amounts stay on the server. */
export function statusFigures(view: TradingStatusView, hidden: boolean): StatusFigures {
  const { dailyLoss, dailyLossMax } = view;
  const counted = dailyLossMax !== null && signOf(dailyLossMax) > 0;
  const lossFraction = counted ? divideDecimals(dailyLoss, dailyLossMax, 6) : null;
  return hidden ? { ...view, buyingPower: null, dailyLoss: null, lossFraction } : { ...view, lossFraction };
}

export function statusText(status: StatusFigures, words: StatusWords): StatusText {
  const { obstacle, openOrders, openOrdersMax } = status;
  if (words.book === true && obstacle !== "halted") {
    return {
      tone: "ok",
      text: "This is a book: a history that is imported, without orders.",
      help: { href: "/imports", label: "Import" },
    };
  }
  const open = openOrdersMax === null ? `${openOrders} open orders` : `${openOrders} of ${openOrdersMax} open orders`;
  switch (obstacle) {
    case null:
      return canTrade(status, words, open);
    case "no_permission":
      return {
        tone: "warn",
        text: "You may look at this account, not trade on it.",
        help: { href: "/accounts", label: "Who may" },
      };
    case "halted":
      return halted(status, words);
    case "market_stale":
      return {
        tone: "stopped",
        text: `You cannot trade: ${marketAge(status.marketAgeMs)}. Orders are refused until prices move again; cancels work.`,
        help: words.permissions.includes("health:read") ? { href: "/health", label: "Look at health" } : undefined,
      };
    case "daily_loss":
      return {
        tone: "stopped",
        text: `You can only reduce positions: the day's loss ${amount(status.dailyLoss, words)} has reached the limit ${amount(status.dailyLossMax, words)}.`,
        help: { href: "/risk", label: "See the limits" },
      };
    case "open_orders":
      return {
        tone: "stopped",
        text: `You cannot send another order: ${open}. Cancel one, or let one fill.`,
        help: { href: "/orders?tab=open", label: "See open orders" },
      };
  }
}

function amount(value: string | null, { currency }: StatusWords): string {
  return formatMoney(value, { currency, hidden: value === null });
}

function canTrade(status: StatusFigures, words: StatusWords, open: string): StatusText {
  const { lossFraction } = status;
  const loss = lossFraction === null ? "" : `; daily loss ${formatPercent(lossFraction, { places: 0 })} used`;
  const near = lossFraction !== null && compareDecimals(lossFraction, "0.8") >= 0;
  return {
    tone: near ? "warn" : "ok",
    text: `You can trade. ${words.phase == null ? "" : `${words.phase}. `}Buying power ${amount(status.buyingPower, words)}; ${open}${loss}.`,
    help: near ? { href: "/risk", label: "See the limits" } : undefined,
  };
}

function halted({ halt }: StatusFigures, { zone }: StatusWords): StatusText {
  const what = halt?.scope === "desk" ? "the desk" : "this account";
  const since = halt === null ? "" : ` at ${formatTime(halt.setAt, { zone, style: "full" })} ("${halt.reason}")`;
  return {
    tone: "stopped",
    text: `You cannot trade: ${what} was halted${since}. Cancels work.`,
    help: { href: "/halts", label: "What to do" },
  };
}

function marketAge(age: number | null): string {
  return age === null ? "there are no prices" : `the newest price is ${formatAge(age)} old`;
}
