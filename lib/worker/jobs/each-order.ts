/** Goes through orders a few at a time: one that fails does not keep the others waiting, and its error is thrown at the end. */
import type { OrderId } from "#lib/domain/shared/ids.ts";

const AT_ONCE = 8;

export async function eachOrder<T extends { readonly id: OrderId }>(
  orders: readonly T[],
  work: (order: T) => Promise<unknown>,
): Promise<number> {
  const failures: unknown[] = [];
  for (let start = 0; start < orders.length; start += AT_ONCE) {
    const some = orders.slice(start, start + AT_ONCE);
    await Promise.all(some.map((order) => work(order).catch((error: unknown) => failures.push(error))));
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of ${orders.length} orders failed`);
  return orders.length;
}
