/** Records where the venue's stops stand: movements quietly, like quotes; a stop that was reached with an event and an audit row. */
import type { Transaction } from "#lib/db/transact.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import { type OrderRecord, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import { type Decimal, toPlain } from "#lib/domain/shared/decimal.ts";
import type { OrderId } from "#lib/domain/shared/ids.ts";
import type { Order as OrderRow } from "#prisma/generated/client.ts";
import { auditRow } from "../audit.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { orderEventRow } from "./order-events.ts";
import { toOrderRecord } from "./order-row.ts";

export interface StopMark {
  readonly orderId: OrderId;
  readonly accountId: string;
  /** A trailing stop's best price so far. */
  readonly highWaterMark: Decimal | null;
  readonly stopPrice: Decimal | null;
  /** When the stop was reached. */
  readonly triggeredAt: Date | null;
  /** Venue time. */
  readonly at: Date;
}

/** Each account in a transaction of its own. Repeating it changes nothing. */
export async function recordMarks({ ctx, input }: Verb<{ readonly marks: readonly StopMark[] }>): Promise<void> {
  requireDesk(ctx, "orders:submit");
  for (const [accountId, marks] of Map.groupBy(input.marks, (mark) => mark.accountId)) {
    await ctx.transact((tx) => recordForAccount(tx, ctx, accountId, marks));
  }
}

async function recordForAccount(
  tx: Transaction,
  ctx: Context,
  accountId: string,
  marks: readonly StopMark[],
): Promise<void> {
  const ids = marks.map(({ orderId }) => orderId);
  await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
  await tx.$queryRaw`select id from orders where id = any(${ids}::uuid[]) order by id for no key update`;
  const rows = new Map(
    (await tx.order.findMany({ where: { id: { in: ids }, accountId } })).map((row) => [row.id, row]),
  );
  const changes = marks.flatMap((mark) => changeOf(rows.get(mark.orderId), mark));
  if (changes.length === 0) return;
  await writeMarks(tx, changes);
  const triggered = changes.filter(({ triggers }) => triggers);
  const events = triggered.map(({ after, mark }) =>
    orderEventRow(ctx, after, "triggered", figuresOf(mark), mark.triggeredAt ?? mark.at),
  );
  const audit = triggered.map(({ before, after, mark }) =>
    auditRow(ctx, {
      action: "order.trigger",
      entityType: "order",
      entityId: after.id,
      accountId,
      before: { stopPrice: before.stopPrice?.toFixed() ?? null, triggeredAt: null },
      after: figuresOf(mark),
      effectiveAt: mark.triggeredAt ?? mark.at,
    }),
  );
  await tx.$queryRaw`select insert_order_events(${JSON.stringify(events)}::jsonb)::text`;
  await tx.$queryRaw`select insert_audit_events(${JSON.stringify(audit)}::jsonb)::text`;
  const stream = changes.map(({ after }) => ({ accountId, orderId: after.id, stream: orderSnapshot(after) }));
  await tx.$queryRaw`select append_order_streams(${JSON.stringify(stream)}::jsonb)::text`;
  tx.afterCommit(() => ctx.notifier.accountChanged(accountId));
}

interface Change {
  readonly before: OrderRow;
  readonly after: OrderRecord;
  readonly mark: StopMark;
  readonly triggers: boolean;
}

/** Of an order that has ended only the trigger is still worth telling: it may be what ended it. */
function changeOf(row: OrderRow | undefined, mark: StopMark): Change[] {
  if (row === undefined) return [];
  const before = toOrderRecord(row);
  const triggers = mark.triggeredAt !== null && row.triggeredAt === null;
  const moves = !same(mark.stopPrice, row.stopPrice) || !same(mark.highWaterMark, row.highWaterMark);
  if (!triggers && !(moves && isOpen(before.status))) return [];
  const { stopPrice, highWaterMark } = mark;
  return [{ before: row, after: { ...before, stopPrice, highWaterMark, version: row.version + 1 }, mark, triggers }];
}

function same(mark: Decimal | null, column: { toFixed(): string } | null): boolean {
  return mark === null || column === null ? mark === column : mark.eq(column.toFixed());
}

function figuresOf({ stopPrice, highWaterMark, triggeredAt }: StopMark) {
  return {
    stopPrice: stopPrice === null ? null : toPlain(stopPrice),
    highWaterMark: highWaterMark === null ? null : toPlain(highWaterMark),
    triggeredAt,
  };
}

async function writeMarks(tx: Transaction, changes: readonly Change[]): Promise<void> {
  const rows = JSON.stringify(changes.map(({ after, mark }) => ({ id: after.id, ...figuresOf(mark) })));
  await tx.$executeRaw`
    update orders o set stop_price = t."stopPrice", high_water_mark = t."highWaterMark",
      triggered_at = coalesce(o.triggered_at, t."triggeredAt"), updated_at = clock_timestamp(), version = o.version + 1
    from jsonb_to_recordset(${rows}::jsonb) as t (id uuid, "stopPrice" numeric, "highWaterMark" numeric, "triggeredAt" timestamptz)
    where o.id = t.id`;
}
