/** Lets the orders of one symbol meet a bar that was passed. */
import type { CandidateRow } from "#lib/db/venue.sql.ts";
import { type Decimal, sum, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import type { PassedBar } from "#lib/domain/venue/passed-bars.ts";
import { matchEvent, type VenueResult } from "#lib/domain/venue/run-venue.ts";
import { candidateOrder } from "./venue-orders.ts";
import { oneCoverEach } from "./venue-round.ts";

export interface MetBar {
  readonly rows: readonly CandidateRow[];
  readonly results: readonly VenueResult[];
}

/** Takes what they spend from the purse. An account's covers of one short position follow each other, each with what the one before has left. */
export function meetBar(
  own: readonly CandidateRow[],
  bar: PassedBar,
  since: Date,
  purse: Map<string, Decimal>,
): MetBar[] {
  if (own.length === 0) return [];
  const rows = oneCoverEach(own);
  const orders = rows.map((row) => candidateOrder(row, isTooLate(row, since)));
  const results = matchEvent({ orders, event: bar.event, purse });
  for (const { order, cashUsed } of results) {
    purse.set(order.accountId, (purse.get(order.accountId) ?? ZERO).minus(cashUsed));
  }
  const waiting = own.filter((row) => !rows.includes(row)).map((row) => afterCovers(row, results));
  return [{ rows, results }, ...meetBar(waiting, withoutBought(bar, results), since, purse)];
}

/** It came when the bar had begun, or had ended by then. An auction asks for itself who was in time. */
function isTooLate({ timeInForce, receivedAt, expiresAt }: CandidateRow, since: Date): boolean {
  if (timeInForce === "opg" || timeInForce === "cls") return false;
  return receivedAt > since || (expiresAt !== null && expiresAt <= since);
}

function afterCovers(row: CandidateRow, results: readonly VenueResult[]): CandidateRow {
  const covered = results.findLast(
    ({ order, fills }) => order.accountId === row.accountId && order.cover !== null && fills.length > 0,
  );
  if (covered === undefined) return row;
  const { cover } = covered.after;
  return {
    ...row,
    position: cover === null ? "0" : toPlain(cover.quantity.neg()),
    collateral: cover === null ? "0" : toPlain(cover.collateral),
  };
}

/** Those that wait are buys: what the others bought is gone from the bar's volume. */
function withoutBought({ event, ...bar }: PassedBar, results: readonly VenueResult[]): PassedBar {
  const fills = results.flatMap((result) => (result.order.side === "buy" ? result.fills : []));
  const volume = event.bar.volume.minus(sum(fills.map(({ quantity }) => quantity)));
  return { ...bar, event: { ...event, bar: { ...event.bar, volume } } };
}
