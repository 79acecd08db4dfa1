/** Goes through orders one by one: one that fails does not keep the others waiting, and its error is thrown at the end. */
import type { OrderId } from "#lib/domain/shared/ids.ts";

export async function eachOrder<T extends { readonly id: OrderId }>(
  orders: readonly T[],
  work: (order: T) => Promise<unknown>,
): Promise<number> {
  const failures: unknown[] = [];
  for (const order of orders) await work(order).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${orders.length} orders failed`);
  return orders.length;
}
