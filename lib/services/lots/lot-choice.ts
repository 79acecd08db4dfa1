/** The lots that somebody chooses for a sale: whether it can take them, and how the choice is kept. */
import type { Tx } from "#lib/db/client.ts";
import { type Decimal, sum, toPlain } from "#lib/domain/shared/decimal.ts";
import { type FieldError, ServiceError } from "../errors.ts";
import type { SaleLots } from "./sale-lots.ts";

export type Takes = readonly { readonly openingId: string; readonly quantity: Decimal }[];

export function refuseUnsound(sale: SaleLots, takes: Takes): void {
  if (sale.method !== "specific") {
    throw new ServiceError("conflict", "Lots are chosen one by one only where the account's method is specific.");
  }
  const errors = problemsOf(sale, takes);
  if (errors.length > 0) throw new ServiceError("invalid", "This trade cannot take these lots.", { errors });
}

function problemsOf({ openings, quantity, symbol }: SaleLots, takes: Takes): FieldError[] {
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

export async function replaceChoice(tx: Tx, { accountId, closingId }: SaleLots, takes: Takes): Promise<void> {
  await tx.lotAssignment.deleteMany({ where: { accountId, closingId } });
  await tx.lotAssignment.createMany({
    data: takes.map(({ openingId, quantity }) => ({ accountId, closingId, openingId, quantity: toPlain(quantity) })),
  });
}
