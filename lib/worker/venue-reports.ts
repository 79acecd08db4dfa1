/** Tells the desk what happened at the paper venue: every fill and every end, until it has been booked. Repeating a report changes nothing. */
import { type ClosedRow, loadUnreportedEnds } from "#lib/db/venue.sql.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import type { Context } from "#lib/services/context.ts";
import { type CloseOrderInput, closeOrder } from "#lib/services/orders/close-order.ts";
import { recordExecution } from "#lib/services/orders/record-execution.ts";
import type { VenueExecution } from "#prisma/generated/client.ts";

export type OnReportFailed = (error: unknown, orderId: string) => void;

const AT_ONCE = 6;
const REPORTS_MAX = 2_000;

/** A report that fails is tried again in the next round; without a listener its error is thrown after the others were told. */
export async function reportVenue(ctx: Context, onReportFailed?: OnReportFailed): Promise<void> {
  const failures: unknown[] = [];
  const failed = onReportFailed ?? ((error: unknown) => void failures.push(error));
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
  const { venueExecutionId, orderId, quantity, price, fee, executedAt: at } = fill;
  const amounts = { quantity: dec(quantity.toFixed()), price: dec(price.toFixed()), fee: dec(fee.toFixed()) };
  const outcome = await recordExecution({
    ctx,
    input: { orderId: asId<OrderId>(orderId), venueExecutionId, ...amounts, at },
  });
  if (outcome === "duplicate") {
    await ctx.database.venueExecution.update({ where: { venueExecutionId }, data: { reportedAt: new Date(at) } });
  }
}

async function reportEnds(ctx: Context, failed: OnReportFailed): Promise<void> {
  const ends = await loadUnreportedEnds(ctx.database);
  const reported: string[] = [];
  await inTurns(ends, async (end) => {
    const { orderId } = end;
    try {
      if (end.openHere) await closeOrder({ ctx, input: { orderId: asId<OrderId>(orderId), event: eventOf(end) } });
      reported.push(orderId);
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
