/** A lot: what was opened together, with its total cost and its fee; parts leave it at the share of the original cost that they are. */
import type { LocalDate } from "../shared/local-date.ts";
import { type Money, minus, NOTHING, share } from "./money.ts";

/** Signed: negative for a short lot, whose cost is minus its proceeds. The fee is never negative; net cost is cost plus fee. */
export interface Lot {
  readonly openedBy: string;
  readonly openedDay: LocalDate;
  /** Over the denominator of its holding, so that a split 2:3 and one 10:1 after it lose nothing. */
  units: bigint;
  open: bigint;
  readonly cost: Money;
  readonly fee: Money;
  openCost: Money;
  openFee: Money;
}

export interface LotPart {
  readonly cost: Money;
  readonly fee: Money;
}

export function newLot(openedBy: string, openedDay: LocalDate, units: bigint, { cost, fee }: LotPart): Lot {
  return { openedBy, openedDay, units, open: units, cost, fee, openCost: cost, openFee: fee };
}

/**
 * Takes so many units (unsigned) out. What stays is reckoned from the original cost and not from what was left: however
 * the closing is split, the same cost remains, and the last unit takes all of the remainder.
 */
export function takeFrom(lot: Lot, taken: bigint): LotPart {
  const open = lot.open > 0n ? lot.open - taken : lot.open + taken;
  if (open === 0n) {
    const whole = { cost: lot.openCost, fee: lot.openFee };
    lot.open = 0n;
    lot.openCost = NOTHING;
    lot.openFee = NOTHING;
    return whole;
  }
  const [cost, fee] = [share(lot.cost, open, lot.units), share(lot.fee, open, lot.units)];
  const part = { cost: minus(lot.openCost, cost), fee: minus(lot.openFee, fee) };
  lot.open = open;
  lot.openCost = cost;
  lot.openFee = fee;
  return part;
}

/** Dearer per unit, by signed cost: of shorts, the one that brought less. */
export function costsMore(a: Lot, b: Lot): boolean {
  const [unitsA, unitsB] = a.units < 0n ? [-a.units, -b.units] : [a.units, b.units];
  return a.cost.own * unitsB > b.cost.own * unitsA;
}
