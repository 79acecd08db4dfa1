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
  readonly bustId: ExecutionId;
  readonly correctId: ExecutionId;
  readonly bust: FillBooked;
  /** Null for a bust. */
  readonly correct: FillBooked | null;
  readonly before: ReadonlyMap<string, Lot>;
}

export async function bookFactLots(tx: Tx, ctx: Context, { input, after, original }: FactToBook): Promise<FactLots> {
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
  const [bustId, correctId] = [asId<ExecutionId>(ctx.newId()), asId<ExecutionId>(ctx.newId())];
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
      const { lotId, executionId } = row;
      return { lotId: asId<LotId>(lotId), executionId: asId(executionId), quantity, cost, proceeds, realised };
    }),
    lots: [...before.values()],
    executionId: bustId,
    newLotId: asId<LotId>(ctx.newId()),
    at: input.at,
  });
  if (input.kind === "bust") return { bustId, correctId, bust, correct: null, before };
  const { quantity, price, at } = input;
  const lots = [...new Map([...before, ...bust.lots.map((lot) => [lot.id, lot] as const)]).values()];
  const fill = { instrumentId, side: after.side, quantity, price, at };
  const correct = applyFill({ ...fill, lots, executionId: correctId, newLotId: asId<LotId>(ctx.newId()) });
  return { bustId, correctId, bust, correct, before };
}

function toLot(row: LotRow, { instrumentId }: FactToBook["after"]): Lot {
  return {
    id: asId<LotId>(row.id),
    instrumentId,
    openedAt: row.openedAt,
    openedExecutionId: asId<ExecutionId>(row.openedExecutionId),
    quantity: fromColumn(row.quantity),
    openQuantity: fromColumn(row.openQuantity),
    cost: fromColumn(row.cost),
    openCost: fromColumn(row.openCost),
    splitNumerator: row.splitNumerator,
    splitDenominator: row.splitDenominator,
  };
}

/** What the position moves by. */
export function positionMove({ bust, correct, before }: FactLots): {
  readonly quantity: Decimal;
  readonly cost: Decimal;
} {
  const changed = [...lastOf(bust, correct).values()];
  const moved = (field: "openQuantity" | "openCost") =>
    sum(changed.map((lot) => lot[field].minus(before.get(lot.id)?.[field] ?? ZERO)));
  return { quantity: moved("openQuantity"), cost: moved("openCost") };
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
    const { id, openedExecutionId, openedAt } = lot;
    const seq = BigInt(executions.find((execution) => execution.id === openedExecutionId)?.accountSeq ?? "0");
    if (lots.before.has(id)) await tx.lot.update({ where: { id }, data: open, select: { id: true } });
    else {
      const opened = { quantity: toPlain(lot.quantity), cost: toPlain(lot.cost) };
      await tx.lot.create({ data: { id, accountId, assetId, openedExecutionId, openedAt, seq, ...opened, ...open } });
    }
  }
  const closes = [...lots.bust.closes, ...(lots.correct?.closes ?? [])];
  await tx.lotClose.createMany({
    data: closes.map(({ lotId, executionId, quantity, cost, proceeds, realised }) => ({
      ...{ id: ctx.newId(), accountId, lotId, executionId, quantity: toPlain(quantity), cost: toPlain(cost) },
      ...{ proceeds: toPlain(proceeds), realised: toPlain(realised) },
    })),
  });
  const where = { accountId_assetId: { accountId, assetId } };
  const was = await tx.position.findUniqueOrThrow({ where });
  const move = positionMove(lots);
  const quantity = fromColumn(was.quantity).plus(move.quantity);
  const figure = (field: "realised" | "fee") => sum(executions.map((execution) => dec(execution[field])));
  await tx.position.update({
    where,
    data: {
      quantity: toPlain(quantity),
      cost: toPlain(fromColumn(was.cost).plus(move.cost)),
      realised: toPlain(fromColumn(was.realised).plus(figure("realised"))),
      fees: toPlain(fromColumn(was.fees).plus(figure("fee"))),
      executions: was.executions + BigInt(executions.length),
      openedAt: quantity.isZero() ? null : (was.openedAt ?? input.at),
      updatedAt: input.at,
      collateralHoldId,
    },
  });
}
