/** Gives a sale the lots that were chosen for it, where its instrument has too many trades for a request. */
import { toPlain } from "#lib/domain/shared/decimal.ts";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { isOpen } from "./change-method.ts";
import { computeLots } from "./compute-lots.ts";
import { refuseUnsound, replaceChoice, type Takes } from "./lot-choice.ts";
import { readSaleLots } from "./sale-lots.ts";

export interface ChosenLots {
  readonly id: string;
  readonly accountId: string;
  readonly closingId: string;
  readonly takes: Takes;
  readonly status: "waiting" | "undoing";
}

/** Looked at once more before it is done: the sale may have been taken back since. */
export async function takeLots(ctx: Context, chosen: ChosenLots): Promise<void> {
  const { id, accountId, closingId, takes } = chosen;
  const look = async () => {
    const sale = await readSaleLots(ctx.database, accountId, closingId);
    refuseUnsound(sale, takes);
    return sale;
  };
  const sale = await look();
  await computeLots(ctx, {
    ...{ accountId, assetIds: [sale.instrumentId], sameHistory: false },
    as: (opened) => ({
      ...opened,
      assignments: [
        ...opened.assignments.filter((each) => each.closingId !== closingId),
        ...takes.map(({ openingId, quantity }) => ({ closingId, openingId, quantity: toPlain(quantity) })),
      ],
    }),
    begin: (tx) => isOpen(tx, chosen),
    again: look,
    async end(tx) {
      // Not before: what is not written, because something was booked meanwhile, would leave the choice without its lots.
      await replaceChoice(tx, sale, takes);
      const data = { status: "done", done: sale.trades, updatedAt: ctx.clock.now() };
      await tx.lotChange.update({ where: { id }, data, select: { id: true } });
      await recordAudit(tx, ctx, {
        ...{ action: "lot.taken", entityType: "lot_assignment", entityId: closingId, accountId },
        before: null,
        after: { takes, changeId: id },
      });
    },
  });
}
