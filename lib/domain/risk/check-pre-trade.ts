// The pre-trade check that server and ticket preview share: halt, tradable, quote, shape, window, prices against the
// market, own orders, position, limits, funds, in this order.
import type { Instrument } from "../market/instrument.ts";
import type { Quote } from "../market/quote.ts";
import { checkTicket } from "../orders/check-ticket.ts";
import { collateralShare } from "../orders/collateral.ts";
import { type Book, checkCrossing, splitOrder } from "../orders/crossing.ts";
import { type FeeModel, feeFor } from "../orders/fees.ts";
import { type HoldParts, quantityOf, requiredHold } from "../orders/hold.ts";
import { checkLegSides, checkStopSide } from "../orders/market-side.ts";
import { type Refusal, refuse } from "../orders/refusal.ts";
import type { RestingOrder } from "../orders/resting.ts";
import type { Ticket } from "../orders/ticket.ts";
import { checkWashTrade } from "../orders/wash-trade.ts";
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
  /** What the venue's calendar says against this order now. */
  readonly window: Refusal | null;
  /** The account's open orders of this symbol. */
  readonly resting: readonly RestingOrder[];
  readonly shorting: boolean;
  readonly allowCrossZero: boolean;
  /** What is held behind a short position of this symbol. */
  readonly collateral: Decimal;
  /** Posted less held, and less the floor: recorded credit counts. */
  readonly cashAvailable: Decimal;
  readonly unitsAvailable: Decimal;
  readonly notionalEnabled: boolean;
  readonly fees?: FeeModel;
}

export interface PreTradeResult {
  /** Every rule that could be judged, also when an earlier check already refuses: the ticket shows them all. */
  readonly verdicts: readonly Verdict[];
  readonly refusal: Refusal | null;
  readonly hold: HoldParts | null;
}

export function checkPreTrade(input: PreTradeInput): PreTradeResult {
  const { ticket, instrument, quote } = input;
  const unusable = checkQuote(input) ?? checkTicket(ticket, instrument, input);
  const closed = checkHalt(input) ?? checkTradable(input);
  if (unusable !== null) return { verdicts: [], refusal: closed ?? unusable, hold: null };

  const quantity = quantityOf(ticket, quote);
  const book: Book = {
    position: input.position.quantity,
    unitsAvailable: input.unitsAvailable,
    resting: input.resting,
  };
  const hold = holdFor(input, quantity, book);
  const funds = judgeFunds(hold, { cash: input.cashAvailable, units: input.unitsAvailable });
  const verdicts = [
    ...input.limits.map((limit) => judgeLimit(limit, { ticket, instrument, quote, exposure: input })),
    funds,
  ];
  const failed = verdicts.find((verdict) => !verdict.ok);
  const refusal =
    closed ??
    input.window ??
    checkStopSide(ticket, quote) ??
    checkLegSides(ticket, quote) ??
    checkWashTrade(ticket, input.resting) ??
    checkCrossing({ ticket, quantity, instrument, book, rules: input }) ??
    (failed === undefined ? null : refusalFor(failed, input));
  return { verdicts, refusal, hold };
}

function holdFor(input: PreTradeInput, quantity: Decimal, book: Book): HoldParts {
  const { ticket, instrument, quote, fees = feeFor } = input;
  const { closing } = splitOrder(ticket.side, quantity, book);
  const mayOpen = ticket.side === "buy" || (input.shorting && quote !== null);
  const collateral = collateralShare(input.collateral, book.position, closing);
  // Without short selling a sale is one of units, whether they are there or not: the verdict says what is missing.
  const part = mayOpen ? { closing, collateral } : {};
  return requiredHold({ ticket, instrument, quote, fees, ...part });
}

export function checkHalt({ halt }: Pick<PreTradeInput, "halt">): Refusal | null {
  if (halt === null) return null;
  const where = halt.scope === "desk" ? "on this desk" : "for this account";
  return { code: "halted", message: `Trading is halted ${where}: ${halt.reason}` };
}

function checkTradable({ instrument }: PreTradeInput): Refusal | null {
  if (instrument.status === "changing") {
    const message = `${instrument.symbol} is not traded while a corporate action changes it. Try again in a minute.`;
    return { code: "symbol_not_tradable", field: "symbol", message };
  }
  if (instrument.tradable && instrument.status === "active") return null;
  return { code: "symbol_not_tradable", field: "symbol", message: `${instrument.symbol} cannot be traded.` };
}

/** A limit is a price of its own; without one an order cannot be valued or held, and a short sale is held by the ask. */
function checkQuote({ ticket, instrument, quote, shorting, unitsAvailable }: PreTradeInput): Refusal | null {
  const shorts = ticket.side === "sell" && shorting && ticket.quantity?.gt(unitsAvailable) === true;
  if (PRICED_BY_ITSELF.includes(ticket.type) && !shorts) return null;
  const price = ticket.side === "buy" || shorts ? quote?.ask : quote?.bid;
  if (price?.gt(0)) return null;
  return refuse("no_quote", "symbol", `There is no current price for ${instrument.symbol}.`);
}

const PRICED_BY_ITSELF: readonly Ticket["type"][] = ["limit", "stop_limit"];

function refusalFor({ rule, limit, observed, headroom }: Verdict, input: PreTradeInput): Refusal {
  const { code, field, message } = rule === "funds" ? fundsRefusal(input) : LIMIT_TEXTS[rule];
  const cash = cashIn(input.instrument.currency);
  const text = observed === null || limit === null || headroom === null ? "" : message(cash, observed, limit, headroom);
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
  readonly message: (cash: CashText, observed: Decimal, limit: Decimal, headroom: Decimal) => string;
}

type CashText = (amount: Decimal) => string;

/** As people read it: "60,937.38 USD". The refusal's own figures stay plain, for programs. */
function cashIn(currency: string): CashText {
  return (amount) => `${amount.toFixed(2).replace(/\B(?=(?:\d{3})+\.)/g, ",")} ${currency}`;
}

const LIMIT_TEXTS: { readonly [R in Exclude<VerdictRule, "funds">]: RefusalText } = {
  max_order_value: {
    code: "max_order_value",
    field: null,
    message: (cash, observed, limit) => `The order is worth ${cash(observed)}; one order may be worth ${cash(limit)}.`,
  },
  max_position_value: {
    code: "max_position_value",
    field: null,
    message: (cash, observed, limit, headroom) =>
      `The position would be worth ${cash(observed)} of ${cash(limit)} allowed; ${cash(headroom)} more would pass.`,
  },
  max_open_orders: {
    code: "max_open_orders",
    field: null,
    message: (_, __, limit) => `${toPlain(limit)} orders may be open at once. Cancel one, or wait for a fill.`,
  },
  max_orders_per_minute: {
    code: "max_orders_per_minute",
    field: null,
    message: (_, __, limit) => `${toPlain(limit)} orders may be placed in a minute.`,
  },
  max_daily_loss: {
    code: "max_daily_loss",
    field: null,
    message: (cash, observed, limit) =>
      `Today's loss is ${cash(observed)} and the limit is ${cash(limit)}; only orders that reduce a position pass.`,
  },
};

function fundsRefusal({ ticket }: PreTradeInput): RefusalText {
  if (ticket.side === "buy") {
    const message = (cash: CashText, needed: Decimal, free: Decimal) =>
      `The order needs ${cash(needed)}; ${cash(free)} is available.`;
    return { code: "insufficient_funds", field: null, message };
  }
  // What is not owned has been judged as a crossing; here only the money behind a short sale can be missing.
  const message = (cash: CashText, needed: Decimal, free: Decimal) =>
    `Selling short sets ${cash(needed)} aside; ${cash(free)} is available.`;
  return { code: "insufficient_funds", field: null, message };
}
