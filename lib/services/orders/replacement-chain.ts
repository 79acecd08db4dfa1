/** The orders that replaced one another, from the first to the last. */
import type { Database } from "#lib/db/client.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import { toOrderRecord } from "./order-row.ts";

const CHAIN_MAX = 200;

/** Empty for an order without a replacement. Attempts that were refused are no part of it, except as the order that is asked about. */
export async function readChain(database: Database, order: OrderRecord): Promise<OrderRecord[]> {
  if (order.replacesId === null && order.replacedById === null) return [];
  const ids = await database.$queryRaw<{ id: string }[]>`
    with recursive before as (
      select id, replaces_id, 0 as step from orders where id = ${order.id}::uuid
      union all
      select o.id, o.replaces_id, b.step + 1 from orders o join before b on o.id = b.replaces_id where b.step < ${CHAIN_MAX}
    ), after as (
      select id, replaced_by_id, 0 as step from orders where id = ${order.id}::uuid
      union all
      select o.id, o.replaced_by_id, a.step + 1 from orders o join after a on o.id = a.replaced_by_id where a.step < ${CHAIN_MAX}
    )
    select id from before union select id from after`;
  const rows = await database.order.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(toOrderRecord);
}
