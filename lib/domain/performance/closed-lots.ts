/** What made a realised figure: every part of a lot that was closed, from its opening to its closing. */
import { bookOf } from "../books/apply-fact.ts";
import type { BookOptions } from "../books/book.ts";
import type { BookFact } from "../books/fact.ts";
import type { ClosedLot } from "../books/lot-book.ts";
import type { LotMethod } from "../books/lot-method.ts";
import { type Money, minus, plus } from "../books/money.ts";
import { type Fixed, fromFixed18 } from "../shared/fixed.ts";
import type { GrossNet } from "./report.ts";

/** In the instrument's currency, but for `base`. */
export interface ReportClose {
  /** Null for the pool of the moving average. */
  readonly openedBy: string | null;
  readonly openedDay: string;
  readonly closedBy: string;
  readonly closedDay: string;
  /** As traded on the day of the closing; negative for a short that was covered. */
  readonly quantity: string;
  readonly cost: GrossNet;
  readonly proceeds: GrossNet;
  readonly realised: GrossNet;
  readonly base: { readonly realised: GrossNet; readonly currencyEffect: string };
  /** A transfer took it at cost. */
  readonly moved: boolean;
}

/** Of the instruments whose facts these are; in order of their closing. */
export function closedLots(
  facts: Iterable<BookFact>,
  method: LotMethod,
  options: Omit<BookOptions, "methods" | "onClose">,
): ReportClose[] {
  const closes: ReportClose[] = [];
  const onClose = (close: ClosedLot) => closes.push(textOf(close));
  bookOf(facts, { ...options, methods: [method], onClose });
  return closes;
}

function textOf(close: ClosedLot): ReportClose {
  const { cost, openingFee, proceeds, closingFee, currencyEffect } = close;
  const [netCost, netProceeds] = [plus(cost, openingFee), minus(proceeds, closingFee)];
  const [gross, net] = [minus(proceeds, cost), minus(netProceeds, netCost)];
  const own = (before: Money, after: Money) => grossNet(before.own, after.own);
  return {
    openedBy: close.method === "average" ? null : close.openedBy,
    openedDay: close.openedDay,
    closedBy: close.closedBy,
    closedDay: close.day,
    quantity: fromFixed18(close.quantity),
    cost: own(cost, netCost),
    proceeds: own(proceeds, netProceeds),
    // A transfer leaves at its net cost, and realises nothing either way.
    realised: close.moved ? grossNet(0n, 0n) : own(gross, net),
    base: {
      realised: close.moved ? grossNet(0n, 0n) : grossNet(gross.base, net.base),
      currencyEffect: fromFixed18(currencyEffect),
    },
    moved: close.moved,
  };
}

function grossNet(gross: Fixed, net: Fixed): GrossNet {
  return { gross: fromFixed18(gross), net: fromFixed18(net) };
}
