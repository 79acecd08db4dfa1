/** From the book's rows to the matching's values: the order as it rests, and with its account's means and models. */
import type { CandidateRow, RestingRow } from "#lib/db/venue.sql.ts";
import { tradingDayOf } from "#lib/domain/market/bars.ts";
import { parseCount } from "#lib/domain/shared/count.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { tradesWhole, type VenueOrder, venueOrder } from "#lib/domain/venue/venue-order.ts";
import { commissionOf, slippageOf } from "#lib/services/orders/account-models.ts";

/** As the index knows it: enough to say which prices reach it. */
export function restingOrder(row: RestingRow): VenueOrder {
  return venueOrder({
    venueOrderId: row.venueOrderId,
    accountId: row.accountId,
    assetClass: row.assetClass,
    side: row.side,
    type: row.type,
    timeInForce: row.timeInForce,
    quantity: optional(row.quantity),
    notional: optional(row.notional),
    limitPrice: optional(row.limitPrice),
    stopPrice: optional(row.stopPrice),
    trailPrice: optional(row.trailPrice),
    trailPercent: optional(row.trailPercent),
    highWaterMark: optional(row.highWaterMark),
    triggeredAt: row.triggeredAt,
    extendedHours: row.extendedHours,
    groupId: row.groupId,
    held: dec("0"),
    filledQuantity: dec(row.filledQuantity),
    filledValue: dec(row.filledValue),
    executionCount: row.executions,
    seq: parseCount(row.seq.toString(), { min: 0, max: Number.MAX_SAFE_INTEGER }),
    acceptedAt: row.receivedAt,
    // Auction orders are for the day of their auction, which may be a later one than that of their arrival.
    tradingDay: tradingDayOf(row.auctionAt ?? row.receivedAt),
  });
}

/** `dormant` is one that may not trade now and is there for its group's sake only. */
export function candidateOrder(row: CandidateRow, dormant: boolean): VenueOrder {
  const resting = restingOrder(row);
  const position = dec(row.position);
  return {
    ...resting,
    dormant,
    held: dec(row.held),
    heldMargin: optional(row.heldMargin),
    cover: coversShort(row) ? { quantity: position.neg(), collateral: dec(row.collateral) } : null,
    wholeUnits: tradesWhole(resting, row),
    tickSize: dec(row.tickSize),
    slippage: slippageOf({ kind: row.slippageKind, value: row.slippageValue }),
    commission: commissionOf({
      kind: row.commissionKind,
      value: row.commissionValue,
      minimum: row.commissionMinimum,
    }),
  };
}

export function coversShort(row: Pick<CandidateRow, "side" | "position">): boolean {
  return row.side === "buy" && dec(row.position).lt(0);
}

/**
 * From the first moment of an ex-day until the books have followed, nothing trades: what fills then would be of units that are not what they
 * were. The orders are canceled by the action itself.
 */
export function isStopped({ stoppedFrom }: Pick<CandidateRow, "stoppedFrom">, at: Date): boolean {
  return stoppedFrom !== null && stoppedFrom <= at;
}

function optional(value: string | null): Decimal | null {
  return value === null ? null : dec(value);
}
