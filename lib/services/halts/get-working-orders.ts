/** What a halt would leave working: shown before it is set, so that nobody stops a desk without knowing what stays in the market. */
import { readWorkingOrders } from "#lib/db/working-orders.sql.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import type { Verb } from "../context.ts";
import { requireHaltScope } from "./halt-scope.ts";

export interface WorkingOrders {
  readonly orders: number;
  readonly accounts: number;
  /** In USD: every account of this version is kept in it. */
  readonly value: Decimal;
  readonly currency: string;
  readonly unpriced: number;
}

export async function getWorkingOrders({
  ctx,
  input,
}: Verb<{ readonly accountId: string | null }>): Promise<WorkingOrders> {
  await requireHaltScope(ctx, input.accountId);
  const row = await readWorkingOrders(ctx.database, input.accountId);
  return { ...row, value: dec(row.value), currency: "USD" };
}
