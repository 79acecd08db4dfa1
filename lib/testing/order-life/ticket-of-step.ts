/** From a step's distances to a ticket at the present price. */
import type { Ticket } from "#lib/domain/orders/ticket.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import type { SubmitStep } from "./steps.ts";

/** `last` in cents. */
export function ticketOfStep(step: SubmitStep, last: bigint): Ticket {
  const { symbol, side, type, timeInForce, orderClass, extendedHours = false } = step;
  // An OCO's own side closes; an entry's exits are on the other side.
  const exitsSell = orderClass === "oco" ? side === "sell" : side === "buy";
  const gain = exitsSell ? 1n : -1n;
  const price = (cents: bigint) => dec(last + cents).div(100);
  const limited = type === "limit" || type === "stop_limit";
  const stopped = type === "stop" || type === "stop_limit";
  return {
    ...{ symbol, side, type, timeInForce, orderClass, extendedHours },
    quantity: scaled(step.quantity, 1_000),
    notional: scaled(step.notional, 100),
    limitPrice: limited && orderClass !== "oco" ? price(step.limit ?? 0n) : null,
    stopPrice: stopped ? price((side === "buy" ? 1n : -1n) * (step.stop ?? 1n)) : null,
    trailPrice: scaled(step.trail, 100),
    trailPercent: scaled(step.trailPercent, 100),
    takeProfit: step.takeProfit === undefined ? null : { limitPrice: price(gain * step.takeProfit) },
    stopLoss:
      step.stopLoss === undefined
        ? null
        : {
            stopPrice: price(-gain * step.stopLoss),
            limitPrice: step.stopLossLimit ? price(-gain * (step.stopLoss + step.stopLossLimit)) : null,
          },
  };
}

function scaled(value: bigint | undefined, by: number): Decimal | null {
  return value === undefined ? null : dec(value).div(by);
}
