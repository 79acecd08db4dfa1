/** Tells the desk where stops stand: a triggered one at once, mere movements at most once a second an account, like quotes. */
import { forgetMarks, loadUntoldMarks, type UntoldMark } from "#lib/db/venue.sql.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import type { Context } from "#lib/services/context.ts";
import { recordMarks } from "#lib/services/orders/record-marks.ts";

const MOVEMENTS_EVERY_MS = 1_000;

/** What is not told now stays untold in the book, and is found again by the next look. */
export async function reportMarks(
  ctx: Context,
  toldAt: Map<string, number>,
  failed: (error: unknown, orderId: string) => void,
): Promise<void> {
  const untold = await loadUntoldMarks(ctx.database);
  if (untold.length === 0) return;
  const now = performance.now();
  const may = (accountId: string) => now - (toldAt.get(accountId) ?? Number.NEGATIVE_INFINITY) >= MOVEMENTS_EVERY_MS;
  const due = untold.filter(({ triggeredAt, accountId }) => triggeredAt !== null || may(accountId));
  for (const own of Map.groupBy(due, ({ accountId }) => accountId).values()) await tellAccount(ctx, own, failed);
  for (const { accountId } of due) toldAt.set(accountId, now);
  if (toldAt.size > 10_000) toldAt.clear();
}

async function tellAccount(
  ctx: Context,
  own: readonly UntoldMark[],
  failed: (error: unknown, orderId: string) => void,
): Promise<void> {
  const marks = own.map(({ orderId, accountId, highWaterMark, stopPrice, triggeredAt, markedAt }) => ({
    orderId: asId<OrderId>(orderId),
    accountId,
    highWaterMark: highWaterMark === null ? null : dec(highWaterMark),
    stopPrice: stopPrice === null ? null : dec(stopPrice),
    triggeredAt,
    at: markedAt,
  }));
  try {
    await recordMarks({ ctx, input: { marks } });
    await forgetMarks(ctx.database, own);
  } catch (error) {
    for (const { orderId } of own.slice(0, 1)) failed(error, orderId);
  }
}
