/** Books what the venue takes back or corrects: reversal, lots, position, order and holds in one transaction, once per venue execution id. */
import type { Transaction } from "#lib/db/transact.ts";
import type { FactEvent } from "#lib/domain/orders/facts.ts";
import { type OrderRecord, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import { type Moved, transition } from "#lib/domain/orders/transition.ts";
import { dec, toPlain } from "#lib/domain/shared/decimal.ts";
import type { Execution } from "#prisma/generated/client.ts";
import { recordAudit } from "../audit.ts";
import { requireDesk } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import { notFound, ServiceError } from "../errors.ts";
import { raiseBreach } from "../halts/halt-for-late-fill.ts";
import { rebuildInstruments } from "../lots/rebuild-instruments.ts";
import { appendStreamEvent } from "../stream-event.ts";
import type { FactExecution, RecordFactInput } from "./fact.ts";
import { bookFact } from "./fact-books.ts";
import { moveGroup } from "./group-moves.ts";
import { orderEventRow } from "./order-events.ts";
import { lockOrder } from "./order-store.ts";

export async function recordFact({ ctx, input }: Verb<RecordFactInput>): Promise<"booked" | "duplicate"> {
  requireDesk(ctx, "orders:submit");
  return ctx.transact((tx) => recordInTransaction(tx, ctx, input));
}

async function recordInTransaction(
  tx: Transaction,
  ctx: Context,
  input: RecordFactInput,
): Promise<"booked" | "duplicate"> {
  const before = await lockOrder(tx, input.orderId);
  const original = await findOriginal(tx, before, input);
  if (original === null) return "duplicate";
  const moved = transition(before, eventOf(original, input), input.at);
  if (!moved.ok) throw new Error("a fact is never refused");
  const after: OrderRecord = { ...before, ...moved.value.order, version: before.version + 1 };
  const booked = await bookFact(tx, ctx, { input, before, after, original });
  await tx.order.update({
    where: { id: after.id },
    data: {
      status: after.status,
      filledQuantity: toPlain(after.filledQuantity),
      filledValue: toPlain(after.filledValue),
      closedAt: after.closedAt,
      updatedAt: new Date(input.at),
      version: after.version,
    },
  });
  await leaveTraces(tx, ctx, { input, before, after, original, executions: booked.executions });
  const rebuilt =
    booked.rebuild &&
    (await rebuildInstruments(tx, ctx, { accountId: after.accountId, assetIds: [after.instrumentId] }));
  await raise(tx, ctx, input, after, { ...moved.value, gaveWay: booked.gaveWay || rebuilt });
  await moveGroup(tx, ctx, { before, after, asked: false, at: input.at });
  tx.afterCommit(() => ctx.notifier.accountChanged(after.accountId));
  return "booked";
}

/** Null when this has been booked already: under its own id, or because the fill was taken back before. */
async function findOriginal(tx: Transaction, order: OrderRecord, input: RecordFactInput): Promise<Execution | null> {
  const { accountId } = order;
  const named = (venueExecutionId: string) =>
    tx.execution.findUnique({ where: { accountId_venueExecutionId: { accountId, venueExecutionId } } });
  if ((await named(input.venueExecutionId)) !== null) return null;
  const original = await named(input.reverses);
  if (original === null || original.orderId !== order.id || original.kind === "bust") throw notFound("execution");
  const reversed = await tx.execution.count({ where: { reversesId: original.id } });
  if (reversed === 0) return original;
  if (input.kind === "bust") return null;
  throw new ServiceError(
    "conflict",
    `The execution ${input.reverses} was taken back before; nothing is left to correct.`,
  );
}

function eventOf(original: Execution, { kind, quantity, price }: RecordFactInput): FactEvent {
  const was = { quantity: dec(original.quantity.toFixed()), price: dec(original.price.toFixed()) };
  return kind === "bust" ? { type: "bust", ...was } : { type: "correct", was, is: { quantity, price } };
}

interface Recorded {
  readonly input: RecordFactInput;
  readonly before: OrderRecord;
  readonly after: OrderRecord;
  readonly original: Execution;
  readonly executions: readonly FactExecution[];
}

async function leaveTraces(tx: Transaction, ctx: Context, recorded: Recorded): Promise<void> {
  const { input, before, after, original, executions } = recorded;
  const { accountId } = after;
  const last = executions.at(-1);
  if (last === undefined) throw new Error("a fact is at least one execution");
  const { id: executionId, quantity, price, fee } = last;
  const type = input.kind === "bust" ? "busted" : "corrected";
  const figures = {
    quantity: original.quantity.toFixed(),
    price: original.price.toFixed(),
    fee: original.fee.toFixed(),
  };
  const was = input.kind === "bust" ? {} : { was: figures };
  const detail = { executionId, reverses: original.id, quantity, price, fee, ...was };
  const events = JSON.stringify([orderEventRow(ctx, after, type, detail, input.at)]);
  await tx.$queryRaw`select insert_order_events(${events}::jsonb)::text`;
  await recordAudit(
    tx,
    ctx,
    ...executions.map((execution) => ({
      action: `execution.${execution.kind}`,
      entityType: "execution",
      entityId: execution.id,
      accountId,
      before: { orderStatus: before.status, filledQuantity: before.filledQuantity, executionId: original.id },
      after: { ...execution, orderStatus: after.status, filledQuantity: after.filledQuantity },
      effectiveAt: input.at,
    })),
  );
  await appendStreamEvent(tx, accountId, "order", after.id, orderSnapshot(after));
  for (const execution of executions) await appendStreamEvent(tx, accountId, "execution", execution.id, execution);
  await tx.$executeRaw`
    update venue_execution set reported_at = clock_timestamp() where venue_execution_id = ${input.venueExecutionId}`;
}

/** Somebody is always told; the account stops when the order was over, or when there was not enough to take it back. */
function raise(
  tx: Transaction,
  ctx: Context,
  { kind, reverses, at }: RecordFactInput,
  order: OrderRecord,
  { late, overfilled, gaveWay }: Pick<Moved, "late" | "overfilled"> & { readonly gaveWay: boolean },
): Promise<void> {
  const [rule, done] = kind === "bust" ? (["busted", "took back"] as const) : (["corrected", "corrected"] as const);
  const message = `The venue ${done} the fill ${reverses} of order ${order.id}${late ? ", which was closed" : ""}.`;
  const { id: orderId, accountId } = order;
  return raiseBreach(tx, ctx, { accountId, orderId, rule, message, halts: late || overfilled || gaveWay, at });
}
