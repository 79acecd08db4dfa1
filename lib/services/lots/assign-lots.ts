/** Says which lots a closing trade takes, for accounts that choose them; what is not said goes first in, first out. */
import { type Decimal, sum, toPlain } from "#lib/domain/shared/decimal.ts";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { recordAudit } from "../audit.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { type FieldError, ServiceError } from "../errors.ts";
import { once } from "../idempotency.ts";
import { rebuildInstruments } from "./rebuild-instruments.ts";
import { readSaleLots, type SaleLots } from "./sale-lots.ts";

export interface AssignLotsInput {
  readonly accountId: AccountId;
  /** An execution or an activity that closes. */
  readonly closingId: string;
  /** Replaces what was said before; nothing lets it go first in, first out again. */
  readonly takes: readonly { readonly openingId: string; readonly quantity: Decimal }[];
}

export async function getSaleLots({
  ctx,
  input: { accountId, closingId },
}: Verb<{ readonly accountId: AccountId; readonly closingId: string }>): Promise<SaleLots> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, accountId);
  return readSaleLots(ctx.database, accountId, closingId);
}

export async function assignLots({ ctx, input }: Verb<AssignLotsInput>): Promise<SaleLots> {
  requirePermission(ctx, "deposits:create");
  const { accountId, closingId, takes } = input;
  await requireMember(ctx.database, ctx, accountId, "trader");
  return once(ctx, async (tx) => {
    await tx.$queryRaw`select id from account where id = ${accountId}::uuid for no key update`;
    const before = await readSaleLots(tx, accountId, closingId);
    if (before.method !== "specific") {
      throw new ServiceError("conflict", "Lots are chosen one by one only where the account's method is specific.");
    }
    const errors = problemsOf(before, takes);
    if (errors.length > 0) throw new ServiceError("invalid", "This trade cannot take these lots.", { errors });
    await tx.lotAssignment.deleteMany({ where: { accountId, closingId } });
    await tx.lotAssignment.createMany({
      data: takes.map(({ openingId, quantity }) => ({ accountId, closingId, openingId, quantity: toPlain(quantity) })),
    });
    await recordAudit(tx, ctx, {
      ...{ action: "lot.assign", entityType: "lot_assignment", entityId: closingId, accountId },
      before: before.openings
        .filter(({ assigned }) => !assigned.isZero())
        .map(({ openingId, assigned }) => ({ openingId, quantity: assigned })),
      after: takes,
    });
    // Only facts may leave less than what had to go.
    if (await rebuildInstruments(tx, ctx, accountId, [before.instrumentId])) {
      throw new ServiceError("conflict", "With these lots the account would have less than it may.");
    }
    return readSaleLots(tx, accountId, closingId);
  });
}

function problemsOf({ openings, quantity, symbol }: SaleLots, takes: AssignLotsInput["takes"]): FieldError[] {
  const problems: FieldError[] = [];
  const seen = new Set<string>();
  for (const [index, take] of takes.entries()) {
    const say = (field: string, detail: string) => void problems.push({ pointer: `/takes/${index}/${field}`, detail });
    const opening = openings.find(({ openingId }) => openingId === take.openingId);
    if (opening === undefined) say("openingId", `opened no lot of ${symbol} that is open when this trade comes`);
    else if (take.quantity.gt(opening.openQuantity))
      say("quantity", `is more than the ${toPlain(opening.openQuantity)} that are open`);
    if (!take.quantity.gt(0)) say("quantity", "must be more than 0");
    if (seen.has(take.openingId)) say("openingId", "is named twice");
    seen.add(take.openingId);
  }
  if (sum(takes.map((take) => take.quantity)).gt(quantity)) {
    problems.push({ pointer: "/takes", detail: `take more than the trade's ${toPlain(quantity)}` });
  }
  return problems;
}
