/** Fills of an account, newest first, with the totals of everything the filter matches: the Trades page. */
import { fromColumn } from "#lib/db/decimal.ts";
import { loadRealisedNow, sumExecutions } from "#lib/db/sum-executions.sql.ts";
import type { Side } from "#lib/domain/orders/order.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { decodeUuidCursor, olderThan, type Page, type PageInput, pageOf, pageSize } from "../cursor.ts";
import { between, type DayRange, venueDays } from "../venue-days.ts";

export interface ExecutionRecord {
  readonly id: string;
  readonly accountId: string;
  readonly orderId: string | null;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly venueExecutionId: string;
  readonly kind: string;
  readonly reversesId: string | null;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly price: Decimal;
  /** Quantity × price, exact. */
  readonly value: Decimal;
  readonly fee: Decimal;
  /** As it was booked. */
  readonly realised: Decimal;
  /** As the lots are that it closes by now: otherwise where they were read anew since. */
  readonly realisedNow: Decimal;
  readonly journalId: string;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
}

export interface ExecutionTotals {
  readonly count: number;
  readonly buyValue: Decimal;
  readonly sellValue: Decimal;
  readonly fee: Decimal;
  readonly realised: Decimal;
  readonly realisedNow: Decimal;
}

export interface ListExecutionsInput extends PageInput, DayRange {
  readonly accountId: string;
  readonly orderId?: string | undefined;
  readonly symbol?: string | undefined;
  readonly side?: Side | undefined;
}

/** Totals come with the first page: they are the same on every other. */
export interface ExecutionPage extends Page<ExecutionRecord> {
  readonly totals: ExecutionTotals | null;
}

export async function listExecutions({ ctx, input }: Verb<ListExecutionsInput>): Promise<ExecutionPage> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const size = pageSize(input.limit);
  const range = venueDays(input);
  const [rows, totals] = await Promise.all([
    ctx.database.execution.findMany({
      where: {
        accountId: input.accountId,
        ...(input.orderId === undefined ? {} : { orderId: input.orderId }),
        ...(input.symbol === undefined ? {} : { symbol: input.symbol }),
        ...(input.side === undefined ? {} : { side: input.side }),
        ...between("effectiveAt", range),
        ...olderThan("effectiveAt", decodeUuidCursor(input.cursor)),
      },
      orderBy: [{ effectiveAt: "desc" }, { id: "desc" }],
      take: size + 1,
    }),
    input.cursor === undefined ? sumExecutions(ctx.database, { ...input, ...range }) : null,
  ]);
  const realisedNow = await loadRealisedNow(
    ctx.database,
    rows.map(({ id }) => id),
  );
  const records = rows.map((row): ExecutionRecord => {
    const quantity = fromColumn(row.quantity);
    const price = fromColumn(row.price);
    return {
      ...row,
      instrumentId: row.assetId,
      side: row.side as Side,
      quantity,
      price,
      value: quantity.times(price),
      fee: fromColumn(row.fee),
      realised: fromColumn(row.realised),
      realisedNow: dec(realisedNow.get(row.id) ?? row.realised.toFixed()),
    };
  });
  return {
    ...pageOf(records, size, ({ effectiveAt, id }) => ({ at: effectiveAt, id })),
    totals:
      totals === null
        ? null
        : {
            count: totals.count,
            buyValue: dec(totals.buyValue),
            sellValue: dec(totals.sellValue),
            fee: dec(totals.fee),
            realised: dec(totals.realised),
            realisedNow: dec(totals.realisedNow),
          },
  };
}
