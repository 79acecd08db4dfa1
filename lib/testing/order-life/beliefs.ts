/** What must hold whatever happens: a small model kept in memory beside the desk, by plain addition and without knowing its rules. */
import { expect } from "vitest";
import { CLOSED_STATUSES } from "#lib/domain/orders/order.ts";
import { type Decimal, dec, maxOf, minOf, sum, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { verify } from "#lib/services/proof/verify.ts";
import type { Life } from "./life.ts";
import { type Look, type LookedOrder, lookAt } from "./look.ts";

export interface Beliefs {
  cash: Decimal;
  readonly units: Map<string, Decimal>;
  readonly executions: Set<string>;
  readonly orders: Map<string, LookedOrder>;
  /** Quantities when the orders were new: members of a group shrink by what others fill. */
  readonly asked: Map<string, Decimal>;
  /** What there was when the halt came; null while there is none. */
  atHalt: { readonly orders: ReadonlySet<string>; readonly atVenue: ReadonlySet<string> } | null;
}

export function believe(cash: string): Beliefs {
  return {
    cash: dec(cash),
    units: new Map(),
    executions: new Set(),
    orders: new Map(),
    asked: new Map(),
    atHalt: null,
  };
}

const CLOSED: ReadonlySet<string> = new Set(CLOSED_STATUSES);

/** Looks at everything and compares. The books' own proof comes last, because what it says is less to the point. */
export async function expectTruths(life: Life, beliefs: Beliefs): Promise<void> {
  const look = await lookAt(life);
  expectConserved(beliefs, look);
  expectMonotone(beliefs, look);
  expectWithinQuantity(look);
  expectGroupsWithinQuantity(beliefs, look);
  expectHoldsForOpenOnly(look);
  expectWhatOrdersNeed(life, look);
  expectHaltIsALine(life, beliefs, look);
  // Nothing here is late, lost on purpose or taken back: each of these would be the desk's own doing.
  expect(look.breaches.filter((rule) => rule !== "max_open_orders")).toEqual([]);
  await expectOpenTotals(life);
  const { findings } = await verify({ ctx: life.venue.contextFor(), input: { accountId: life.accountId } });
  expect(findings).toEqual([]);
}

/** The sums that new orders are judged by are those of the orders. */
async function expectOpenTotals({ venue, accountId }: Life): Promise<void> {
  const differences = await venue.desk.database.$queryRaw`
    with counted as (
      select asset_id, count(*) filter (where status <> 'held') as orders, count(*) filter (where side = 'buy') as buys,
        count(*) filter (where side = 'sell') as sells, coalesce(sum(quantity - filled_quantity) filter (where side = 'buy'), 0) as buy_quantity,
        coalesce(sum(notional - filled_value) filter (where side = 'buy'), 0) as buy_notional,
        coalesce(sum(quantity - filled_quantity) filter (where side = 'sell'), 0) as sell_quantity
      from orders where account_id = ${accountId}::uuid and closed_at is null group by asset_id
    )
    select coalesce(t.asset_id, c.asset_id)::text as asset, to_json(t)::text as kept, to_json(c)::text as counted
    from (select * from open_order_total where account_id = ${accountId}::uuid) t full join counted c on c.asset_id = t.asset_id
    where (coalesce(t.orders, 0), coalesce(t.buys, 0), coalesce(t.sells, 0), coalesce(t.buy_quantity, 0), coalesce(t.buy_notional, 0),
        coalesce(t.sell_quantity, 0))
      is distinct from (coalesce(c.orders, 0), coalesce(c.buys, 0), coalesce(c.sells, 0), coalesce(c.buy_quantity, 0), coalesce(c.buy_notional, 0),
        coalesce(c.sell_quantity, 0))`;
  expect(differences).toEqual([]);
}

/** What the venue executed and the desk has heard of, added up. */
function expectConserved(beliefs: Beliefs, { fills, balances, currencyId }: Look): void {
  for (const { id, side, assetId, quantity, price, fee, reported } of fills) {
    if (!reported || beliefs.executions.has(id)) continue;
    beliefs.executions.add(id);
    const sign = side === "buy" ? "1" : "-1";
    beliefs.cash = beliefs.cash.minus(quantity.times(price).times(dec(sign))).minus(fee);
    beliefs.units.set(assetId, (beliefs.units.get(assetId) ?? ZERO).plus(quantity.times(dec(sign))));
  }
  const posted = (assetId: string) => toPlain(balances.get(assetId)?.posted ?? ZERO);
  expect(posted(currencyId)).toBe(toPlain(beliefs.cash));
  for (const [assetId, units] of beliefs.units) expect(posted(assetId)).toBe(toPlain(units));
}

/** What has ended stays so, and what has been filled is not unfilled. */
function expectMonotone(beliefs: Beliefs, { orders }: Look): void {
  for (const order of orders) {
    const before = beliefs.orders.get(order.id);
    if (before !== undefined) {
      expect(order.filled.gte(before.filled), `${order.id} lost a fill`).toBe(true);
      if (CLOSED.has(before.status)) {
        expect([order.id, order.status, toPlain(order.filled)]).toEqual([
          order.id,
          before.status,
          toPlain(before.filled),
        ]);
      }
    }
    expect(CLOSED.has(order.status) && order.dispatch === "queued", `${order.id} is closed and queued`).toBe(false);
    expect(CLOSED.has(order.status)).toBe(order.closedAt !== null);
    beliefs.orders.set(order.id, order);
    if (before === undefined && order.quantity !== null) beliefs.asked.set(order.id, order.quantity);
  }
}

function expectWithinQuantity({ orders, fills }: Look): void {
  const byId = new Map(orders.map((order) => [order.id, order]));
  for (const { id, status, filled, filledValue, quantity, notional } of orders) {
    // What was refused is recorded as it was asked for.
    if (status === "rejected") continue;
    if (quantity !== null) expect(filled.lte(quantity), `${id} is filled beyond its quantity`).toBe(true);
    if (notional !== null) expect(filledValue.lte(notional), `${id} is filled beyond its amount`).toBe(true);
  }
  for (const { orderId, side, price } of fills) {
    const limit = byId.get(orderId)?.limitPrice ?? null;
    if (limit === null) continue;
    expect(side === "buy" ? price.lte(limit) : price.gte(limit), `${orderId} traded beyond its limit`).toBe(true);
  }
}

/** By the venue's own book, which knows fills before the desk does: exits never fill more than their entry has, an OCO never more than asked. */
function expectGroupsWithinQuantity({ asked }: Beliefs, { orders, fills }: Look): void {
  const filledBy = (among: readonly LookedOrder[]) => {
    const ids = new Set(among.map(({ id }) => id));
    return sum(fills.filter(({ orderId }) => ids.has(orderId)).map(({ quantity }) => quantity));
  };
  for (const [groupId, members] of Map.groupBy(orders, (order) => order.groupId)) {
    if (groupId === null) continue;
    const exits = members.filter(({ legRole }) => legRole !== "entry");
    const entries = members.filter(({ legRole }) => legRole === "entry");
    const most = entries.length > 0 ? filledBy(entries) : (asked.get(groupId) ?? ZERO);
    expect(filledBy(exits).lte(most), `the exits of ${groupId} are filled beyond ${toPlain(most)}`).toBe(true);
  }
}

function expectHoldsForOpenOnly({ orders, holds, positions, balances }: Look): void {
  const needed = new Set(positions.flatMap(({ quantity, holdId }) => (quantity.lt(0) && holdId ? [holdId] : [])));
  for (const { status, holdId, marginHoldId } of orders) {
    if (CLOSED.has(status)) continue;
    for (const id of [holdId, marginHoldId]) if (id !== null) needed.add(id);
  }
  expect(holds.filter(({ id }) => !needed.has(id)).map(({ id, amount }) => `${id}: ${toPlain(amount)}`)).toEqual([]);
  for (const [assetId, { held }] of balances) {
    const total = sum(holds.filter((hold) => hold.assetId === assetId).map(({ amount }) => amount));
    expect(toPlain(held)).toBe(toPlain(total));
  }
}

/** To the share for sales of what is owned, and to the cent for limit buys of equities that cost no fee, cover nothing and replace nothing. */
function expectWhatOrdersNeed({ freeOfCharge }: Life, { orders, holds, positions }: Look): void {
  const amounts = new Map(holds.map(({ id, amount }) => [id, amount]));
  const replacing = new Set(orders.flatMap(({ status, id }) => (status === "pending_replace" ? [id] : [])));
  const working = orders.filter(({ status }) => !CLOSED.has(status) && status !== "held");
  for (const [holdId, sharers] of Map.groupBy(working, (order) => order.holdId)) {
    const [first] = sharers;
    if (first === undefined || holdId === null || first.marginHoldId !== null) continue;
    if (
      sharers.some(
        ({ id, replacesId, quantity }) => quantity === null || replacing.has(id) || replacing.has(replacesId ?? ""),
      )
    )
      continue;
    const leaves = sharers
      .map(({ quantity, filled }) => (quantity ?? ZERO).minus(filled))
      .reduce((a, b) => maxOf(a, b));
    const held = amounts.get(holdId) ?? ZERO;
    if (first.side === "sell")
      expect(`${first.id} holds ${toPlain(held)}`).toBe(`${first.id} holds ${toPlain(leaves)}`);
    else if (freeOfCharge && first.type === "limit" && first.assetClass === "us_equity" && sharers.length === 1) {
      const position = positions.find(({ assetId }) => assetId === first.assetId)?.quantity ?? ZERO;
      const need = leaves.times(first.limitPrice ?? ZERO);
      if (!position.lt(0) && !first.covered)
        expect(`${first.id} holds ${toPlain(held)}`).toBe(`${first.id} holds ${toPlain(need)}`);
    }
  }
  for (const { amount } of holds) expect(minOf(amount, ZERO).isZero()).toBe(true);
}

/** Once a halt is in force nothing new reaches the venue, and nothing new is open. */
function expectHaltIsALine({ haltId }: Life, beliefs: Beliefs, { orders, atVenue }: Look): void {
  if (haltId === null) beliefs.atHalt = null;
  else beliefs.atHalt ??= { orders: new Set(orders.map(({ id }) => id)), atVenue };
  const { atHalt } = beliefs;
  if (atHalt === null) return;
  expect([...atVenue].filter((id) => !atHalt.atVenue.has(id))).toEqual([]);
  const later = orders.filter(({ id }) => !atHalt.orders.has(id));
  expect(later.filter(({ status }) => status !== "rejected").map(({ id, status }) => `${id} is ${status}`)).toEqual([]);
}
