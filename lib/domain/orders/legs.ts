// The members that a ticket with exits becomes: type, side, role and prices of each. The first one is the parent.
import { invariant } from "../shared/invariant.ts";
import { opposite } from "./market-side.ts";
import type { LegRole, Order } from "./order.ts";
import type { StopLoss, TakeProfit, Ticket } from "./ticket.ts";

export interface MemberTerms
  extends Pick<Order, "side" | "type" | "limitPrice" | "stopPrice" | "trailPrice" | "trailPercent" | "legRole"> {
  /** An exit of a bracket or an OTO waits for its entry; everything else goes to the venue. */
  readonly held: boolean;
}

export function memberTerms(ticket: Ticket): readonly MemberTerms[] {
  const { side, type, limitPrice, stopPrice, trailPrice, trailPercent, takeProfit, stopLoss } = ticket;
  if (ticket.orderClass === "oco") {
    invariant(takeProfit !== null && stopLoss !== null, "an OCO has two exits");
    return [profitLeg(takeProfit, side, false), lossLeg(stopLoss, side, false)];
  }
  const legRole: LegRole | null = ticket.orderClass === "simple" ? null : "entry";
  const first: MemberTerms = { side, type, limitPrice, stopPrice, trailPrice, trailPercent, legRole, held: false };
  return [
    first,
    ...(takeProfit === null ? [] : [profitLeg(takeProfit, opposite(side), true)]),
    ...(stopLoss === null ? [] : [lossLeg(stopLoss, opposite(side), true)]),
  ];
}

const NO_TRAIL = { trailPrice: null, trailPercent: null };

function profitLeg({ limitPrice }: TakeProfit, side: Order["side"], held: boolean): MemberTerms {
  return { side, type: "limit", limitPrice, stopPrice: null, ...NO_TRAIL, legRole: "take_profit", held };
}

function lossLeg({ stopPrice, limitPrice }: StopLoss, side: Order["side"], held: boolean): MemberTerms {
  const type = limitPrice === null ? "stop" : "stop_limit";
  return { side, type, limitPrice, stopPrice, ...NO_TRAIL, legRole: "stop_loss", held };
}
