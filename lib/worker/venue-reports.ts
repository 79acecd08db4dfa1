/** Tells the desk what happened at the paper venue: every stop's mark, fill, correction and end, until it has been booked. Repeating a report changes nothing. */
import { type ClosedRow, loadUnreportedEnds } from "#lib/db/venue.sql.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import type { Context } from "#lib/services/context.ts";
import { type CloseOrderInput, closeOrder } from "#lib/services/orders/close-order.ts";
import { recordExecution } from "#lib/services/orders/record-execution.ts";
import { recordFact } from "#lib/services/orders/record-fact.ts";
import type { VenueExecution } from "#prisma/generated/client.ts";
import { reportMarks } from "./venue-marks.ts";

export type OnReportFailed = (error: unknown, orderId: string) => void;

const AT_ONCE = 6;
const REPORTS_MAX = 2_000;

export interface ReportVenue {
  /** When each account was last told of mere movements of its stops. */
  readonly toldAt: Map<string, number>;
  readonly onReportFailed?: OnReportFailed | undefined;
}

/** Until nothing is left that can be reported: what comes next must see the books as they are. */
export async function reportAll(ctx: Context, report: ReportVenue): Promise<void> {
  const waiting = () => ctx.database.venueExecution.count({ where: { reportedAt: null } });
  let [before, left] = [Number.POSITIVE_INFINITY, await waiting()];
  do {
    await reportVenue(ctx, report);
    [before, left] = [left, await waiting()];
  } while (left > 0 && left < before);
}

/** A report that fails is tried again in the next round; without a listener its error is thrown after the others were told. */
export async function reportVenue(ctx: Context, { toldAt, onReportFailed }: ReportVenue): Promise<void> {
  const failures: unknown[] = [];
  const failed = onReportFailed ?? ((error: unknown) => void failures.push(error));
  // A stop was reached before it was filled.
  await reportMarks(ctx, toldAt, failed);
  await reportFills(ctx, failed);
  await reportEnds(ctx, failed);
  const [first] = failures;
  if (first !== undefined) throw first;
}

async function reportFills(ctx: Context, failed: OnReportFailed): Promise<void> {
  const fills = await ctx.database.venueExecution.findMany({
    where: { reportedAt: null },
    orderBy: { seq: "asc" },
    take: REPORTS_MAX,
  });
  const byAccount = [...Map.groupBy(fills, (fill) => fill.accountId).values()];
  await inTurns(byAccount, async (own) => {
    for (const fill of own) {
      try {
        await reportFill(ctx, fill);
      } catch (error) {
        // Later fills of the account wait: they are booked in the order in which they happened.
        failed(error, fill.orderId);
        return;
      }
    }
  });
}

async function reportFill(ctx: Context, fill: VenueExecution): Promise<void> {
  const { venueExecutionId, quantity, price, fee, reversesId, executedAt: at } = fill;
  const amounts = { quantity: dec(quantity.toFixed()), price: dec(price.toFixed()), fee: dec(fee.toFixed()) };
  const report = { orderId: asId<OrderId>(fill.orderId), venueExecutionId, ...amounts, at };
  // The table's CHECK holds the same closed list.
  const kind = fill.kind as "fill" | "bust" | "correct";
  const outcome =
    kind === "fill" || reversesId === null
      ? await recordExecution({ ctx, input: report })
      : await recordFact({ ctx, input: { ...report, kind, reverses: reversesId } });
  // Of a fill its booking says so itself.
  if (outcome === "duplicate" || kind !== "fill") await markReported(ctx, fill);
}

async function markReported(ctx: Context, { venueExecutionId, executedAt }: VenueExecution): Promise<void> {
  const data = { reportedAt: new Date(executedAt) };
  await ctx.database.venueExecution.update({ where: { venueExecutionId }, data });
}

async function reportEnds(ctx: Context, failed: OnReportFailed): Promise<void> {
  const ends = await loadUnreportedEnds(ctx.database);
  const reported: string[] = [];
  await inTurns(ends, async (end) => {
    const { orderId } = end;
    try {
      const at = end.closedAt ?? undefined;
      const input = { orderId: asId<OrderId>(orderId), event: eventOf(end), at };
      const open = end.openHere && (await closeOrder({ ctx, input })).closedAt === null;
      // What is not closed yet is told again in the next round.
      if (!open) reported.push(orderId);
    } catch (error) {
      failed(error, orderId);
    }
  });
  if (reported.length > 0) {
    await ctx.database.$executeRaw`
      update venue_order set reported_at = clock_timestamp() where order_id = any(${reported}::uuid[])`;
  }
}

/** A filled order was closed by its last fill; unless the price has moved so that the rest of its amount buys nothing any more. */
function eventOf({ status, reason }: ClosedRow): CloseOrderInput["event"] {
  if (status === "expired") return { type: "expire" };
  return { type: "cancel", reason: status === "filled" ? "rest_too_small" : (reason ?? "requested") };
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE)
    await Promise.all(items.slice(start, start + AT_ONCE).map(work));
}
