/** Says which lots a closing trade takes, for accounts that choose them; what is not said goes first in, first out. */
import { toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { recordAudit } from "../audit.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { readLotChange, refuseWhileChanging, TRADES_AT_ONCE, wishLotChange } from "./lot-change.ts";
import { refuseUnsound, replaceChoice, type Takes } from "./lot-choice.ts";
import { rebuildInstruments } from "./rebuild-instruments.ts";
import { readSaleLots, type SaleLots } from "./sale-lots.ts";

export interface AssignLotsInput {
  readonly accountId: AccountId;
  /** An execution or an activity that closes. */
  readonly closingId: string;
  /** Replaces what was said before; nothing lets it go first in, first out again. */
  readonly takes: Takes;
}

export async function getSaleLots({
  ctx,
  input: { accountId, closingId },
}: Verb<{ readonly accountId: AccountId; readonly closingId: string }>): Promise<SaleLots> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, accountId);
  return readSaleLots(ctx.database, accountId, closingId);
}

/** At once where its instrument has few trades; otherwise the worker does it, and `change` of the answer says how far it is. */
export async function assignLots({ ctx, input }: Verb<AssignLotsInput>): Promise<SaleLots> {
  requirePermission(ctx, "deposits:create");
  const { accountId, closingId, takes } = input;
  await requireMember(ctx.database, ctx, accountId, "trader");
  // Of many trades it is read before anything is locked; the worker looks again when it is the choice's turn.
  const seen = await readSaleLots(ctx.database, accountId, closingId);
  const isLong = seen.trades > TRADES_AT_ONCE;
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
    await refuseWhileChanging(tx, accountId);
    const before = isLong ? seen : await readSaleLots(tx, accountId, closingId);
    refuseUnsound(before, takes);
    const id = ctx.newId();
    await recordAudit(tx, ctx, {
      ...{ action: "lot.assign", entityType: "lot_assignment", entityId: closingId, accountId },
      before: before.openings
        .filter(({ assigned }) => !assigned.isZero())
        .map(({ openingId, assigned }) => ({ openingId, quantity: assigned })),
      after: isLong ? { takes, changeId: id } : takes,
    });
    if (isLong) {
      const texts = takes.map(({ openingId, quantity }) => ({ openingId, quantity: toPlain(quantity) }));
      await wishLotChange(tx, ctx, { id, accountId, trades: seen.trades, of: { closingId, takes: texts } });
      // Nothing of it has moved yet, and to read it all again would keep the account locked for as long.
      return { ...seen, change: await readLotChange(tx, accountId) };
    }
    await replaceChoice(tx, before, takes);
    // Only facts may leave less than what had to go.
    if (await rebuildInstruments(tx, ctx, { accountId, assetIds: [before.instrumentId] })) {
      throw new ServiceError("conflict", "With these lots the account would have less than it may.");
    }
    return readSaleLots(tx, accountId, closingId);
  });
}
