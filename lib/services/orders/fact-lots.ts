/** The lots and the position of an instrument when a fill is taken back, and booked again as it was in truth. */
import type { Tx } from "#lib/db/client.ts";
import { fromColumn } from "#lib/db/decimal.ts";
import type { Side } from "#lib/domain/orders/order.ts";
import { applyBust } from "#lib/domain/positions/bust.ts";
import { applyFill, type FillBooked, type Lot, type LotClose } from "#lib/domain/positions/lots.ts";
import { type Decimal, dec, sum, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { asId, type ExecutionId, type LotId } from "#lib/domain/shared/ids.ts";
import type { Lot as LotRow } from "#prisma/generated/client.ts";
import type { Context } from "../context.ts";
import type { FactExecution, FactToBook } from "./fact.ts";

export interface FactLots {
  /** Signed: what both of them make of the units. */
  readonly units: Decimal;
  /** Not first in, first out one after the other: the lots follow from a rebuild without the busted fill. */
  readonly rebuild: boolean;
  readonly bustId: ExecutionId;
  readonly correctId: ExecutionId;
  readonly bust: FillBooked;
  /** Null for a bust. */
  readonly correct: FillBooked | null;
  readonly before: ReadonlyMap<string, Lot>;
}

/** First in, first out, as its fills were booked; anything else is rebuilt afterwards without the busted fill. */
export async function bookFactLots(
  tx: Tx,
  ctx: Context,
  fact: FactToBook,
  account: { readonly eventSeq: bigint; readonly lotMethod: string },
): Promise<FactLots> {
  const { input, after, original } = fact;
  const { accountId, instrumentId } = after;
  const closes = await tx.lotClose.findMany({ where: { executionId: original.id }, orderBy: { id: "asc" } });
  const rows = await tx.lot.findMany({
    where: {
      accountId,
      assetId: instrumentId,
      OR: [
        { openQuantity: { not: 0 } },
        { openedExecutionId: original.id },
        { id: { in: closes.map(({ lotId }) => lotId) } },
      ],
    },
  });
  const before = new Map(rows.map((row) => [row.id, toLot(row, after)]));
  const position = await tx.position.findUnique({ where: { accountId_assetId: { accountId, assetId: instrumentId } } });
  const rebuild = (position?.lotMethod ?? account.lotMethod) !== "fifo" || position?.rebuilt === true;
  const [bustId, correctId] = [asId<ExecutionId>(ctx.newId()), asId<ExecutionId>(ctx.newId())];
  const moved = { units: unitsOf(fact), rebuild, bustId, correctId, before };
  if (rebuild) return { ...moved, bust: NO_LOTS, correct: input.kind === "bust" ? null : NO_LOTS };
  const bust = applyBust({
    instrumentId,
    original: {
      executionId: asId<ExecutionId>(original.id),
      side: original.side as Side,
      quantity: fromColumn(original.quantity),
      price: fromColumn(original.price),
    },
    closes: closes.map((row): LotClose => {
      const [quantity, cost] = [fromColumn(row.quantity), fromColumn(row.cost)];
      const [proceeds, realised] = [fromColumn(row.proceeds), fromColumn(row.realised)];
      return { lotId: asId<LotId>(row.lotId), closedBy: original.id, quantity, cost, proceeds, realised };
    }),
    lots: [...before.values()],
    executionId: bustId,
    newLotId: asId<LotId>(ctx.newId()),
    seq: account.eventSeq + 1n,
    at: input.at,
  });
  if (input.kind === "bust") return { ...moved, bust, correct: null };
  const { quantity, price, at } = input;
  const lots = [...new Map([...before, ...bust.lots.map((lot) => [lot.id, lot] as const)]).values()];
  const fill = { instrumentId, side: after.side, quantity, price, at, seq: account.eventSeq + 2n };
  const correct = applyFill({ ...fill, lots, factId: correctId, newLotId: asId<LotId>(ctx.newId()) });
  return { ...moved, bust, correct };
}

const NO_LOTS: FillBooked = { lots: [], closes: [], realised: ZERO };

function unitsOf({ input, after, original }: FactToBook): Decimal {
  const was = fromColumn(original.quantity);
  const change = input.kind === "correct" ? input.quantity.minus(was) : was.negated();
  return after.side === "buy" ? change : change.negated();
}

function toLot(row: LotRow, { instrumentId }: FactToBook["after"]): Lot {
  return {
    id: asId<LotId>(row.id),
    instrumentId,
    openedAt: row.openedAt,
    openedBy: row.openedExecutionId ?? row.openedActivityId ?? "",
    seq: row.seq,
    quantity: fromColumn(row.quantity),
    openQuantity: fromColumn(row.openQuantity),
    cost: fromColumn(row.cost),
    openCost: fromColumn(row.openCost),
    splitNumerator: row.splitNumerator,
    splitDenominator: row.splitDenominator,
  };
}

function costMove({ bust, correct, before }: FactLots): Decimal {
  const changed = [...lastOf(bust, correct).values()];
  return sum(changed.map((lot) => lot.openCost.minus(before.get(lot.id)?.openCost ?? ZERO)));
}

/** A lot that both have changed counts as the second has left it. */
function lastOf(bust: FillBooked, correct: FillBooked | null): Map<LotId, Lot> {
  return new Map([...bust.lots, ...(correct?.lots ?? [])].map((lot) => [lot.id, lot]));
}

interface FactLotsToWrite {
  readonly lots: FactLots;
  readonly executions: readonly FactExecution[];
  readonly collateralHoldId: string | null;
}

export async function writeFactLots(
  tx: Tx,
  ctx: Context,
  { input, after }: FactToBook,
  { lots, executions, collateralHoldId }: FactLotsToWrite,
): Promise<void> {
  const { accountId, instrumentId: assetId } = after;
  for (const lot of lastOf(lots.bust, lots.correct).values()) {
    const open = { openQuantity: toPlain(lot.openQuantity), openCost: toPlain(lot.openCost) };
    const { id, openedBy: openedExecutionId, openedAt, seq } = lot;
    if (lots.before.has(id)) await tx.lot.update({ where: { id }, data: open, select: { id: true } });
    else {
      const opened = { quantity: toPlain(lot.quantity), cost: toPlain(lot.cost) };
      await tx.lot.create({ data: { id, accountId, assetId, openedExecutionId, openedAt, seq, ...opened, ...open } });
    }
  }
  const closes = [...lots.bust.closes, ...(lots.correct?.closes ?? [])];
  await tx.lotClose.createMany({
    data: closes.map(({ lotId, closedBy: executionId, quantity, cost, proceeds, realised }) => ({
      ...{ id: ctx.newId(), accountId, lotId, executionId, quantity: toPlain(quantity), cost: toPlain(cost) },
      ...{ proceeds: toPlain(proceeds), realised: toPlain(realised) },
    })),
  });
  const where = { accountId_assetId: { accountId, assetId } };
  const was = await tx.position.findUniqueOrThrow({ where });
  const quantity = fromColumn(was.quantity).plus(lots.units);
  const figure = (field: "realised" | "fee") => sum(executions.map((execution) => dec(execution[field])));
  await tx.position.update({
    where,
    data: {
      quantity: toPlain(quantity),
      cost: toPlain(fromColumn(was.cost).plus(costMove(lots))),
      realised: toPlain(fromColumn(was.realised).plus(figure("realised"))),
      fees: toPlain(fromColumn(was.fees).plus(figure("fee"))),
      executions: was.executions + BigInt(executions.length),
      openedAt: quantity.isZero() ? null : (was.openedAt ?? input.at),
      updatedAt: input.at,
      collateralHoldId,
    },
  });
}
