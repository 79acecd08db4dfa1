/** The paper venue's book: which orders a quote may fill, writing matches under the lease, and what has not been reported yet. */
import { Prisma } from "#prisma/generated/client.ts";
import type { Database } from "./client.ts";
import { callJson } from "./named-statement.ts";

/** Amounts are plain decimal strings. */
export interface CandidateRow {
  readonly orderId: string;
  readonly accountId: string;
  readonly assetId: string;
  readonly venueOrderId: string;
  readonly assetClass: "us_equity" | "crypto";
  readonly side: "buy" | "sell";
  readonly type: "market" | "limit";
  readonly timeInForce: "day" | "gtc";
  readonly quantity: string | null;
  readonly notional: string | null;
  readonly limitPrice: string | null;
  readonly filledQuantity: string;
  readonly filledValue: string;
  readonly executions: number;
  readonly receivedAt: Date;
  readonly held: string;
  readonly cashFree: string;
  readonly bid: string;
  readonly ask: string;
  readonly bidSize: string;
  readonly askSize: string;
  readonly tick: bigint;
  readonly venueAt: Date;
}

const CANDIDATES_MAX = 2_000;

/**
 * Orders that the present quote reaches and has size for. An account with a fill on its way is left out: until that is booked, its hold and
 * cash are not what they seem. A floor that gave way to a late fill is no money to spend. A quote of another market or of a dead feed fills nothing.
 */
export function loadCandidates(database: Database, orderIds: readonly string[] | null): Promise<CandidateRow[]> {
  // Two texts, because one plan for both would read the whole book for each arrival.
  const among = orderIds === null ? Prisma.empty : Prisma.sql`and v.order_id = any(${[...orderIds]}::uuid[])`;
  return database.$queryRaw<CandidateRow[]>`
    select v.order_id as "orderId", v.account_id as "accountId", v.asset_id as "assetId", v.venue_order_id as "venueOrderId",
      i.asset_class as "assetClass", v.side, v.type, v.time_in_force as "timeInForce", v.quantity::text, v.notional::text,
      v.limit_price::text as "limitPrice", v.filled_quantity::text as "filledQuantity", v.filled_value::text as "filledValue", v.executions,
      v.received_at as "receivedAt", coalesce(h.amount, 0)::text as held,
      coalesce(b.posted - b.held - greatest(b.floor, 0), 0)::text as "cashFree",
      q.bid::text, q.ask::text, q.bid_size::text as "bidSize", q.ask_size::text as "askSize", q.tick, venue_now() as "venueAt"
    from venue_order v
    join account a on a.id = v.account_id
    join asset i on i.id = v.asset_id
    join quote q on q.asset_id = v.asset_id and q.source = a.market_source and q.updated_at > clock_timestamp() - interval '30 seconds'
    left join orders o on o.id = v.order_id
    left join hold h on h.id = o.hold_id
    left join balance b on b.account_id = a.id and b.asset_id = a.currency_id
    where v.status = 'open' ${among}
      and case v.side when 'buy' then q.ask_size > 0 and q.ask <= coalesce(v.limit_price, q.ask)
                      else q.bid_size > 0 and q.bid >= coalesce(v.limit_price, q.bid) end
      and (v.expires_at is null or v.expires_at > venue_now())
      and not exists (select 1 from venue_execution x where x.account_id = v.account_id and x.reported_at is null)
    order by v.seq limit ${CANDIDATES_MAX}`;
}

export interface BookEntry {
  readonly lease: string;
  readonly epoch: string;
  readonly orderId: string;
  readonly executionsBefore: number;
  readonly executions: readonly {
    readonly id: string;
    readonly quantity: string;
    readonly price: string;
    readonly fee: string;
  }[];
  readonly close: { readonly status: "filled" | "canceled" | "expired"; readonly reason: string } | null;
  readonly at: string;
}

/** What was taken from a quote's size, so that the same quote is not filled against twice. */
export interface SizeTaken {
  readonly assetId: string;
  readonly tick: bigint;
  readonly side: "buy" | "sell";
  readonly quantity: string;
}

/** False when the order was canceled or matched meanwhile: then nothing was written. */
export function bookMatch(database: Database, entry: BookEntry, taken: SizeTaken | null): Promise<boolean> {
  const bought = taken?.side === "buy" ? taken.quantity : "0";
  const sold = taken?.side === "sell" ? taken.quantity : "0";
  return callJson<boolean>(database.$queryRaw`
    with booked as materialized (select venue_book(${JSON.stringify(entry)}::jsonb) as result),
    taken as (
      update quote set ask_size = greatest(ask_size - ${bought}::numeric, 0), bid_size = greatest(bid_size - ${sold}::numeric, 0)
      from booked where booked.result and asset_id = ${taken?.assetId ?? null}::uuid and tick = ${taken?.tick ?? 0n}::bigint)
    select result from booked`);
}

export interface ExpiredRow {
  readonly orderId: string;
  readonly executions: number;
  readonly venueAt: Date;
}

export function loadExpired(database: Database): Promise<ExpiredRow[]> {
  return database.$queryRaw<ExpiredRow[]>`
    select order_id as "orderId", executions, venue_now() as "venueAt" from venue_order
    where status = 'open' and expires_at <= venue_now() order by seq limit ${CANDIDATES_MAX}`;
}

export interface ClosedRow {
  readonly orderId: string;
  readonly status: "filled" | "canceled" | "expired";
  readonly reason: string | null;
  /** The desk still waits for it. */
  readonly openHere: boolean;
}

/** Ended orders that nobody was told about, once all their fills have been reported. */
export function loadUnreportedEnds(database: Database): Promise<ClosedRow[]> {
  return database.$queryRaw<ClosedRow[]>`
    select v.order_id as "orderId", v.status, v.close_reason as reason,
      exists (select 1 from orders o where o.id = v.order_id and o.closed_at is null) as "openHere"
    from venue_order v
    where v.status <> 'open' and v.reported_at is null
      and not exists (select 1 from venue_execution x where x.order_id = v.order_id and x.reported_at is null)
    order by v.seq limit ${CANDIDATES_MAX}`;
}
