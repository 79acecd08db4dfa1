/** Carries due corporate actions on, each step safe to repeat: orders canceled, holders booked one by one, then the instrument itself. */
import type { Transaction } from "#lib/db/transact.ts";
import { OPEN_STATUSES } from "#lib/domain/orders/order.ts";
import { asLocalDate, startOfDay, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { recordAudit } from "../audit.ts";
import { requireDesk } from "../authorize.ts";
import type { Context } from "../context.ts";
import { lockForHalt } from "../halts/set-halt.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { cancelOpenOrders } from "../orders/cancel-open-orders.ts";
import { auditOf, stopOrders } from "./announce-corporate-action.ts";
import { bookHolder } from "./book-holder.ts";
import type { DueAction } from "./corporate-action-record.ts";
import { moveMarket } from "./move-market.ts";
import { hasUnbookedFills } from "./unbooked-fills.ts";
import { isBusyWithAnother, lookAtCreditsAnew } from "./under-way.ts";

/** Answers with how many were finished. One that fails does not keep the others waiting: the first failure is thrown at the end. */
export async function advanceCorporateActions({ ctx }: { readonly ctx: Context }): Promise<number> {
  requireDesk(ctx, "corporate_actions:apply");
  const today = toLocalDate(await readVenueTime(ctx.database), VENUE_ZONE);
  const due = await ctx.database.corporateAction.findMany({
    where: { status: { in: ["announced", "applying"] }, exDay: { lte: new Date(`${today}T00:00:00Z`) } },
    orderBy: [{ exDay: "asc" }, { id: "asc" }],
    include: { asset: true },
  });
  let finished = 0;
  const failures: unknown[] = [];
  for (const action of due) {
    try {
      if (await advance(ctx, action)) finished += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return finished;
}

async function advance(ctx: Context, action: DueAction): Promise<boolean> {
  if (action.status === "announced" && !(await begin(ctx, action))) return false;
  if (action.kind !== "cash_dividend" && !(await withoutOrders(ctx, action))) return false;
  if (action.kind !== "symbol_change" && !((await knowsHolders(ctx, action)) && (await bookHolders(ctx, action))))
    return false;
  if (action.kind === "split" && !(await moveMarket(ctx, action))) return false;
  await finish(ctx, action);
  return true;
}

/** False when it was withdrawn since it was looked for, or another one of the instrument is just being taken back. */
function begin(ctx: Context, { id, kind, assetId }: DueAction): Promise<boolean> {
  return ctx.transact(async (tx) => {
    if (kind !== "cash_dividend") await lockForHalt(tx, null);
    // The action before its instrument, as who withdraws it or takes it back.
    await tx.$queryRaw`select id from corporate_action where id = ${id}::uuid for update`;
    if (await isBusyWithAnother(tx, { id, assetId }, ["taking_back"])) return false;
    const announced = { where: { id, status: "announced" }, data: { status: "applying" } };
    if ((await tx.corporateAction.updateMany(announced)).count === 0) return false;
    if (kind !== "cash_dividend") await stopOrders(tx, assetId, id);
    return true;
  });
}

/** The venue has the last word on each of them; what it has not answered yet is looked at again the next time. */
export async function withoutOrders(ctx: Context, { assetId }: DueAction): Promise<boolean> {
  await cancelOpenOrders(ctx, { assetId });
  return (await ctx.database.order.count({ where: { assetId, status: { in: [...OPEN_STATUSES] } } })) === 0;
}

/** False while the venue has fills of before the ex-day that are in no books yet: who holds what follows from them. */
async function knowsHolders(ctx: Context, { assetId, exDay }: DueAction): Promise<boolean> {
  const before = startOfDay(asLocalDate(exDay.toISOString().slice(0, 10)), VENUE_ZONE);
  return !(await hasUnbookedFills(ctx.database, assetId, { before }));
}

/** False while it is not yet the day in some holder's time zone. */
async function bookHolders(ctx: Context, action: DueAction): Promise<boolean> {
  const holders = await ctx.database.$queryRaw<{ accountId: string }[]>`
    select p.account_id as "accountId" from position p join account a on a.id = p.account_id and a.kind = 'paper' and a.status = 'active'
    where p.asset_id = ${action.assetId}::uuid and not exists (
      select 1 from activity x where x.corporate_action_id = ${action.id}::uuid and x.account_id = p.account_id)
    order by p.account_id`;
  let all = true;
  const failures: unknown[] = [];
  for (const { accountId } of holders) {
    try {
      const booked = await ctx.transact((tx) => bookHolder(tx, ctx, action, accountId));
      all &&= booked;
    } catch (error) {
      // Whatever it is, it keeps nobody else waiting.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return all;
}

async function finish(ctx: Context, action: DueAction): Promise<void> {
  await ctx.transact(async (tx) => {
    const { id, assetId, kind } = action;
    const { count } = await tx.corporateAction.updateMany({
      where: { id, status: "applying" },
      data: { status: "applied", appliedAt: ctx.clock.now() },
    });
    if (count === 0) return;
    if (kind === "symbol_change" && !(await rename(tx, action))) return giveUp(tx, ctx, action);
    if (kind === "split") await lookAtCreditsAnew(tx, id);
    await tx.asset.updateMany({ where: { id: assetId, corporateActionId: id }, data: { corporateActionId: null } });
    const accounts = await tx.activity.count({ where: { corporateActionId: id, type: { in: ["dividend", "split"] } } });
    const after = { status: "applied", accounts, ...(kind === "symbol_change" ? { symbol: action.newSymbol } : {}) };
    const before = { status: "applying", ...(kind === "symbol_change" ? { symbol: action.asset.symbol } : {}) };
    await recordAudit(tx, ctx, { ...auditOf(id, "corporate_action.apply"), before, after });
    tx.afterCommit(() => ctx.notifier.deskChanged());
  });
}

/** The id stays; old files find it by the symbol they know. False when something else has taken the new symbol meanwhile. */
async function rename(tx: Transaction, { assetId, asset, newSymbol, exDay }: DueAction): Promise<boolean> {
  if (newSymbol === null) throw new Error("a symbol change names its new symbol");
  if ((await tx.asset.count({ where: { symbol: newSymbol, ownerAccountId: null } })) > 0) return false;
  const untilDay = new Date(`${asLocalDate(exDay.toISOString().slice(0, 10))}T00:00:00Z`);
  await tx.assetAlias.create({ data: { symbol: asset.symbol, assetId, untilDay } });
  await tx.asset.update({ where: { id: assetId }, data: { symbol: newSymbol }, select: { id: true } });
  return true;
}

/** Nothing was changed: the instrument trades again as it was, and somebody may announce it with another symbol. */
async function giveUp(tx: Transaction, ctx: Context, { id, assetId, newSymbol }: DueAction): Promise<void> {
  await tx.corporateAction.update({
    where: { id },
    data: { status: "withdrawn", appliedAt: null },
    select: { id: true },
  });
  await tx.asset.updateMany({ where: { id: assetId, corporateActionId: id }, data: { corporateActionId: null } });
  const reason = `${newSymbol} is the symbol of something else by now.`;
  const change = { before: { status: "applying" }, after: { status: "withdrawn" } };
  await recordAudit(tx, ctx, { ...auditOf(id, "corporate_action.withdraw", reason), ...change });
  tx.afterCommit(() => ctx.notifier.deskChanged());
}
