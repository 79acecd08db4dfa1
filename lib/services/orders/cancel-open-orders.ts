/** Cancels many open orders in pages, so that a book of any size takes neither one transaction nor one long list in memory. */
import { OPEN_STATUSES } from "#lib/domain/orders/order.ts";
import { asId, type OrderId } from "#lib/domain/shared/ids.ts";
import type { Context } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { carryOutCancel } from "./cancel-order.ts";

export interface OpenOrdersWanted {
  readonly accountId?: string | undefined;
  readonly symbol?: string | undefined;
  readonly assetId?: string | undefined;
}

export interface CanceledOrders {
  /** Canceled, or on their way to it: the venue has the last word. */
  readonly count: number;
  /** Closed otherwise before their turn came, such as by a fill. */
  readonly tooLate: readonly string[];
}

const PAGE = 500;
/** Accounts at once; the orders of one account would wait for each other's lock in any case. */
const ACCOUNTS_AT_ONCE = 4;

interface Tally {
  count: number;
  readonly tooLate: string[];
  readonly failures: unknown[];
}

interface OpenOrder {
  readonly id: string;
  readonly accountId: string;
}

/**
 * Every order that is open now; those that come later are not looked for, so that it ends. Ids grow with time, which makes the newest open
 * one the cut-off. An order that fails does not keep the others working: the first failure is thrown when all had their turn.
 */
export async function cancelOpenOrders(
  ctx: Context,
  wanted: OpenOrdersWanted,
  pageSize = PAGE,
): Promise<CanceledOrders> {
  const where = openWhere(wanted);
  const newest = await ctx.database.order.findFirst({ where, orderBy: { id: "desc" }, select: { id: true } });
  const tally: Tally = { count: 0, tooLate: [], failures: [] };
  let after: string | null = null;
  while (newest !== null && after !== newest.id) {
    const page: OpenOrder[] = await ctx.database.order.findMany({
      where: { ...where, id: { lte: newest.id, ...(after === null ? {} : { gt: after }) } },
      select: { id: true, accountId: true },
      orderBy: { id: "asc" },
      take: pageSize,
    });
    await cancelPage(ctx, page, tally);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    after = last.id;
  }
  if (tally.failures.length > 0) throw tally.failures[0];
  return tally;
}

function openWhere({ accountId, symbol, assetId }: OpenOrdersWanted) {
  return {
    status: { in: [...OPEN_STATUSES] },
    ...(accountId === undefined ? {} : { accountId }),
    ...(symbol === undefined ? {} : { symbol }),
    ...(assetId === undefined ? {} : { assetId }),
  };
}

async function cancelPage(ctx: Context, page: readonly OpenOrder[], tally: Tally): Promise<void> {
  const accounts = [...Map.groupBy(page, ({ accountId }) => accountId).values()];
  const lane = async () => {
    for (let orders = accounts.shift(); orders !== undefined; orders = accounts.shift())
      for (const { id } of orders) await cancelOne(ctx, id, tally);
  };
  await Promise.all(Array.from({ length: ACCOUNTS_AT_ONCE }, lane));
}

async function cancelOne(ctx: Context, id: string, tally: Tally): Promise<void> {
  try {
    await carryOutCancel(ctx, asId<OrderId>(id));
    tally.count += 1;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "conflict") tally.tooLate.push(id);
    else tally.failures.push(error);
  }
}
