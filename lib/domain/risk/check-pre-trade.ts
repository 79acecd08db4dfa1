// The pre-trade check that server and ticket preview share: halt, tradable, quote, shape, limits, funds, in this order.
import type { Instrument } from "../market/instrument.ts";
import type { Quote } from "../market/quote.ts";
import { type FeeModel, feeFor } from "../orders/fees.ts";
import { type HoldNeeded, requiredHold } from "../orders/hold.ts";
import type { Refusal } from "../orders/refusal.ts";
import { checkTicket, type Ticket } from "../orders/ticket.ts";
import { type Decimal, toPlain } from "../shared/decimal.ts";
import type { RiskLimit } from "./limits.ts";
import { type Exposure, judgeFunds, judgeLimit, type Verdict, type VerdictRule } from "./verdicts.ts";

export type { Refusal } from "../orders/refusal.ts";
export type { Verdict } from "./verdicts.ts";

export interface HaltInForce {
  readonly scope: "desk" | "account";
  readonly reason: string;
  readonly since: Date;
}

export interface PreTradeInput extends Exposure {
  readonly ticket: Ticket;
  readonly instrument: Instrument;
  /** Null when there is none, or none fresh enough to trade on. */
  readonly quote: Quote | null;
  readonly limits: readonly RiskLimit[];
  readonly halt: HaltInForce | null;
  readonly cashAvailable: Decimal;
  readonly unitsAvailable: Decimal;
  readonly notionalEnabled: boolean;
  readonly fees?: FeeModel;
}

export interface PreTradeResult {
  /** Every rule that could be judged, also when an earlier check already refuses: the ticket shows them all. */
  readonly verdicts: readonly Verdict[];
  readonly refusal: Refusal | null;
  readonly hold: HoldNeeded | null;
}

export function checkPreTrade(input: PreTradeInput): PreTradeResult {
  const unusable = checkQuote(input) ?? checkTicket(input.ticket, input.instrument, input);
  const closed = checkHalt(input) ?? checkTradable(input);
  if (unusable !== null) return { verdicts: [], refusal: closed ?? unusable, hold: null };

  const { ticket, instrument, quote } = input;
  const judged = { ticket, instrument, quote, exposure: input };
  const hold = requiredHold({ ticket, instrument, quote, fees: input.fees ?? feeFor });
  const funds = judgeFunds(hold, hold.assetKind === "cash" ? input.cashAvailable : input.unitsAvailable);
  const verdicts = [...input.limits.map((limit) => judgeLimit(limit, judged)), funds];
  const failed = verdicts.find((verdict) => !verdict.ok);
  return { verdicts, refusal: closed ?? (failed === undefined ? null : refusalFor(failed, input)), hold };
}

function checkHalt({ halt }: PreTradeInput): Refusal | null {
  if (halt === null) return null;
  const where = halt.scope === "desk" ? "on this desk" : "for this account";
  return { code: "halted", message: `Trading is halted ${where}: ${halt.reason}` };
}

function checkTradable({ instrument }: PreTradeInput): Refusal | null {
  if (instrument.tradable && instrument.status === "active") return null;
  return { code: "symbol_not_tradable", field: "symbol", message: `${instrument.symbol} cannot be traded.` };
}

/** A limit order names its own price; a market order cannot be valued or held without one. */
function checkQuote({ ticket, instrument, quote }: PreTradeInput): Refusal | null {
  if (ticket.type !== "market") return null;
  const price = ticket.side === "buy" ? quote?.ask : quote?.bid;
  if (price?.gt(0)) return null;
  return { code: "no_quote", field: "symbol", message: `There is no current price for ${instrument.symbol}.` };
}

function refusalFor({ rule, limit, observed, headroom }: Verdict, input: PreTradeInput): Refusal {
  const { code, field, message } = rule === "funds" ? fundsRefusal(input) : LIMIT_TEXTS[rule];
  const text = observed === null || limit === null || headroom === null ? "" : message(observed, limit, headroom);
  return {
    code,
    ...(field === null ? {} : { field }),
    ...(limit === null ? {} : { limit }),
    ...(observed === null ? {} : { observed }),
    ...(headroom === null ? {} : { headroom }),
    message: text,
  };
}

interface RefusalText {
  readonly code: Refusal["code"];
  readonly field: string | null;
  readonly message: (observed: Decimal, limit: Decimal, headroom: Decimal) => string;
}

const cash = (amount: Decimal): string => amount.toFixed(2);

const LIMIT_TEXTS: { readonly [R in Exclude<VerdictRule, "funds">]: RefusalText } = {
  max_order_value: {
    code: "max_order_value",
    field: null,
    message: (observed, limit) => `The order is worth ${cash(observed)}; one order may be worth ${cash(limit)}.`,
  },
  max_position_value: {
    code: "max_position_value",
    field: null,
    message: (observed, limit, headroom) =>
      `The position would be worth ${cash(observed)} of ${cash(limit)} allowed; ${cash(headroom)} more would pass.`,
  },
  max_open_orders: {
    code: "max_open_orders",
    field: null,
    message: (_, limit) => `${toPlain(limit)} orders may be open at once. Cancel one, or wait for a fill.`,
  },
  max_orders_per_minute: {
    code: "max_orders_per_minute",
    field: null,
    message: (_, limit) => `${toPlain(limit)} orders may be placed in a minute.`,
  },
  max_daily_loss: {
    code: "max_daily_loss",
    field: null,
    message: (observed, limit) =>
      `Today's loss is ${cash(observed)} and the limit is ${cash(limit)}; only orders that reduce a position pass.`,
  },
};

function fundsRefusal({ ticket, instrument, position }: PreTradeInput): RefusalText {
  if (ticket.side === "buy") {
    const message = (needed: Decimal, free: Decimal) =>
      `The order needs ${cash(needed)} ${instrument.currency}; ${cash(free)} is available.`;
    return { code: "insufficient_funds", field: null, message };
  }
  if (!position.quantity.gt(0)) {
    const message = () => `There is no ${instrument.symbol} to sell, and this account cannot sell short.`;
    return { code: "short_not_allowed", field: "quantity", message };
  }
  const message = (needed: Decimal, free: Decimal) =>
    `The order sells ${toPlain(needed)} ${instrument.symbol}; ${toPlain(free)} is available.`;
  return { code: "insufficient_quantity", field: "quantity", message };
}
