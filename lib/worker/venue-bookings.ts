/** Writes what the matching found: each order's fills in one transaction, with those of its group; stops' marks of a whole round in one statement. */
import {
  type BookEntry,
  type BookedOrder,
  bookMatch,
  type CandidateRow,
  type MarksEntry,
  writeMarks,
} from "#lib/db/venue.sql.ts";
import { sum, toPlain } from "#lib/domain/shared/decimal.ts";
import type { VenueResult } from "#lib/domain/venue/run-venue.ts";
import type { Marks } from "#lib/domain/venue/settle.ts";
import type { Context } from "#lib/services/context.ts";
import type { Lease } from "./lease.ts";

/** Accounts at once; the bookings of one follow each other, so that its books always see them in the same order. */
const AT_ONCE = 6;

export interface Matched {
  readonly rows: readonly CandidateRow[];
  readonly results: readonly VenueResult[];
  /** The quote whose size was taken; null at an auction and in a bar. */
  readonly tick: bigint | null;
  /** When it happened; unless told, when the order was read. */
  readonly timeOf?: ((row: CandidateRow) => Date) | undefined;
}

export interface NewMark extends MarksEntry {
  readonly orderId: string;
}

export interface Written {
  /** Orders that traded or ended. */
  readonly booked: number;
  /** Stops that moved or triggered, to be written with those of the whole round. */
  readonly marks: readonly NewMark[];
}

/** What is to be written: one entry for each order that trades or ends, or for each group of such. */
export function entriesOf(
  term: Lease,
  { rows, results, tick, timeOf = ({ venueAt }) => venueAt }: Matched,
): { readonly entries: readonly BookEntry[]; readonly marks: readonly NewMark[] } {
  const byVenueId = new Map(rows.map((row) => [row.venueOrderId, row]));
  const known = results.flatMap((result) => {
    const row = byVenueId.get(result.order.venueOrderId);
    return row === undefined ? [] : [{ row, result }];
  });
  const groups = [...Map.groupBy(known, ({ row }) => row.groupId ?? row.orderId).values()];
  const entries: BookEntry[] = [];
  const marks: NewMark[] = [];
  for (const group of groups) {
    if (group.some(changes)) entries.push(entryOf(term, group, tick, timeOf));
    else marks.push(...group.flatMap(({ row, result }) => markOf(row.orderId, result.marks)));
  }
  return { entries, marks };
}

export async function writeResults(ctx: Context, term: Lease, matched: Matched): Promise<Written> {
  const { entries, marks } = entriesOf(term, matched);
  let booked = 0;
  const byAccount = [...Map.groupBy(entries, ({ accountId }) => accountId).values()];
  for (let start = 0; start < byAccount.length; start += AT_ONCE) {
    const part = byAccount.slice(start, start + AT_ONCE);
    await Promise.all(
      part.map(async (own) => {
        for (const entry of own) if (await bookMatch(ctx.database, entry)) booked += 1;
      }),
    );
  }
  return { booked, marks };
}

export async function writeNewMarks(ctx: Context, term: Lease, at: Date, marks: readonly NewMark[]): Promise<void> {
  if (marks.length === 0) return;
  await writeMarks(ctx.database, {
    lease: term.name,
    epoch: term.epoch.toString(),
    at: at.toISOString(),
    marks,
  });
}

interface Pair {
  readonly row: CandidateRow;
  readonly result: VenueResult;
}

/** More than a stop's memory. */
function changes({ result }: Pair): boolean {
  return result.fills.length > 0 || result.residue.state !== "working" || result.reducedBy.gt(0);
}

function entryOf(
  term: Lease,
  group: readonly Pair[],
  tick: bigint | null,
  timeOf: (row: CandidateRow) => Date,
): BookEntry {
  const [first] = group;
  if (first === undefined) throw new Error("a booking has an order");
  const { assetId, accountId, groupId, side } = first.row;
  const fills = group.flatMap(({ result }) => result.fills);
  const quantity = toPlain(sum(fills.map((fill) => fill.quantity)));
  return {
    lease: term.name,
    epoch: term.epoch.toString(),
    at: timeOf(first.row).toISOString(),
    accountId,
    groupId: fills.length === 0 ? null : groupId,
    assetId: fills.length === 0 ? null : assetId,
    cashUsed: toPlain(sum(group.map(({ result }) => result.cashUsed))),
    taken:
      tick === null || fills.length === 0
        ? null
        : {
            assetId,
            tick: tick.toString(),
            bought: side === "buy" ? quantity : "0",
            sold: side === "sell" ? quantity : "0",
          },
    orders: group.map(bookedOrder),
  };
}

function bookedOrder({ row, result: { fills, residue, marks, after } }: Pair): BookedOrder {
  return {
    orderId: row.orderId,
    executionsBefore: row.executions,
    quantityBefore: row.quantity,
    quantity: after.quantity === null ? null : toPlain(after.quantity),
    executions: fills.map((fill) => ({
      id: fill.venueExecutionId,
      quantity: toPlain(fill.quantity),
      price: toPlain(fill.price),
      fee: toPlain(fill.fee),
    })),
    marks: marks === null ? null : plainMarks(marks),
    close:
      residue.state === "working"
        ? null
        : { status: residue.state, reason: residue.state === "canceled" ? residue.reason : "filled" },
  };
}

function markOf(orderId: string, marks: Marks | null): NewMark[] {
  return marks === null ? [] : [{ orderId, ...plainMarks(marks) }];
}

function plainMarks({ highWaterMark, stopPrice, triggeredAt }: Marks): MarksEntry {
  return {
    highWaterMark: highWaterMark === null ? null : toPlain(highWaterMark),
    stopPrice: stopPrice === null ? null : toPlain(stopPrice),
    triggeredAt: triggeredAt?.toISOString() ?? null,
  };
}
