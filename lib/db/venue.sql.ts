/** The paper venue's book as its leader reads and writes it: resting orders, what a match needs to know of them, matches, marks and ends. */
import { Prisma } from "#prisma/generated/client.ts";
import type { Database } from "./client.ts";
import { callJson } from "./named-statement.ts";

/** An open order as it rests in the book. Amounts are plain decimal strings. */
export interface RestingRow {
  readonly orderId: string;
  readonly accountId: string;
  readonly assetId: string;
  readonly venueOrderId: string;
  readonly assetClass: "us_equity" | "crypto";
  readonly side: "buy" | "sell";
  readonly type: "market" | "limit" | "stop" | "stop_limit" | "trailing_stop";
  readonly timeInForce: "day" | "gtc" | "opg" | "cls" | "ioc" | "fok";
  readonly quantity: string | null;
  readonly notional: string | null;
  readonly limitPrice: string | null;
  readonly stopPrice: string | null;
  readonly trailPrice: string | null;
  readonly trailPercent: string | null;
  readonly highWaterMark: string | null;
  readonly triggeredAt: Date | null;
  readonly extendedHours: boolean;
  readonly groupId: string | null;
  readonly auctionAt: Date | null;
  readonly filledQuantity: string;
  readonly filledValue: string;
  readonly executions: number;
  readonly seq: bigint;
  readonly receivedAt: Date;
  readonly expiresAt: Date | null;
  /** Another one after every change of the row. */
  readonly version: string;
}

const RESTING = Prisma.sql`v.order_id as "orderId", v.account_id as "accountId", v.asset_id as "assetId", v.venue_order_id as "venueOrderId",
  i.asset_class as "assetClass", v.side, v.type, v.time_in_force as "timeInForce", v.quantity::text, v.notional::text,
  v.limit_price::text as "limitPrice", v.stop_price::text as "stopPrice", v.trail_price::text as "trailPrice",
  v.trail_percent::text as "trailPercent", v.high_water_mark::text as "highWaterMark", v.triggered_at as "triggeredAt",
  v.extended_hours as "extendedHours", v.group_id as "groupId", v.auction_at as "auctionAt", v.filled_quantity::text as "filledQuantity",
  v.filled_value::text as "filledValue", v.executions, v.seq, v.received_at as "receivedAt", v.expires_at as "expiresAt",
  v.xmin::text as version`;

/** Of these orders those that are open. */
export function loadResting(database: Database, orderIds: readonly string[]): Promise<RestingRow[]> {
  return database.$queryRaw<RestingRow[]>`
    select ${RESTING} from venue_order v join asset i on i.id = v.asset_id
    where v.status = 'open' and v.order_id = any(${[...orderIds]}::uuid[]) order by v.seq`;
}

/**
 * The versions of all open orders by id. As one text: to read whole rows each minute, only to find that they are known, took the worker
 * half a second for 25,000 of them.
 */
export async function loadVersions(database: Database): Promise<Map<string, string>> {
  const [row] = await database.$queryRaw<{ versions: string | null }[]>`
    select string_agg(v.order_id::text || v.xmin::text, ',') as versions from venue_order v where v.status = 'open'`;
  const versions = row?.versions?.split(",") ?? [];
  return new Map(versions.map((each) => [each.slice(0, UUID_LENGTH), each.slice(UUID_LENGTH)]));
}

const UUID_LENGTH = 36;

/** An order that has just arrived, with the time and its symbol's quote: all that a look at arrivals needs, in one statement. */
export interface ArrivedRow extends RestingRow {
  readonly venueAt: Date;
  readonly source: string | null;
  readonly bid: string;
  readonly ask: string;
  readonly last: string;
  readonly bidSize: string;
  readonly askSize: string;
  readonly quotedAt: Date;
  readonly holds: boolean;
}

/** Of these orders those that are open. A symbol has one quote: a desk's market has one source. */
export function loadArrived(database: Database, orderIds: readonly string[]): Promise<ArrivedRow[]> {
  return database.$queryRaw<ArrivedRow[]>`
    select ${RESTING}, venue_now() as "venueAt", q.source, q.bid::text, q.ask::text, q.last::text, q.bid_size::text as "bidSize",
      q.ask_size::text as "askSize", q.venue_at as "quotedAt", q.updated_at > clock_timestamp() - interval '30 seconds' as holds
    from venue_order v join asset i on i.id = v.asset_id left join quote q on q.asset_id = v.asset_id
    where v.status = 'open' and v.order_id = any(${[...orderIds]}::uuid[]) order by v.seq`;
}

/** With what decides a match: the quote, and what its account may spend and is charged. */
export interface CandidateRow extends RestingRow {
  readonly fractionable: boolean;
  readonly tickSize: string;
  readonly slippageKind: string;
  readonly slippageValue: string;
  readonly commissionKind: string;
  readonly commissionValue: string;
  readonly commissionMinimum: string;
  readonly held: string;
  /** Null where the order may not sell short. */
  readonly heldMargin: string | null;
  readonly cashFree: string;
  readonly position: string;
  /** What a short position keeps aside. */
  readonly collateral: string;
  readonly venueAt: Date;
  /** Venue time of the quote; null when there is none. */
  readonly quotedAt: Date | null;
  /** Null without a quote of the account's market that still holds. */
  readonly tick: bigint | null;
  readonly bid: string;
  readonly ask: string;
  readonly last: string;
  readonly bidSize: string;
  readonly askSize: string;
  /** The instrument's units or name change then, and the change is not in the books yet; null where nothing is due. */
  readonly stoppedFrom: Date | null;
}

/**
 * These orders with the members of their groups. An account with a fill on its way is left out: until that is booked, its hold and cash are not
 * what they seem. A floor that gave way to a late fill is no money to spend. A quote of another market or of a dead feed fills nothing.
 */
export function loadCandidates(database: Database, orderIds: readonly string[]): Promise<CandidateRow[]> {
  return database.$queryRaw<CandidateRow[]>`
    with asked as materialized (select order_id, group_id from venue_order where order_id = any(${[...orderIds]}::uuid[])),
    wanted as materialized (
      select order_id from asked
      union select g.order_id from venue_order g where g.group_id in (select group_id from asked where group_id is not null))
    select ${RESTING}, i.fractionable, coalesce(i.tick_size, 0.01)::text as "tickSize",
      a.slippage_kind as "slippageKind", a.slippage_value::text as "slippageValue", a.commission_kind as "commissionKind",
      a.commission_value::text as "commissionValue", a.commission_minimum::text as "commissionMinimum",
      coalesce(h.amount, 0)::text as held, m.amount::text as "heldMargin",
      coalesce(b.posted - b.held - greatest(b.floor, -a.credit), 0)::text as "cashFree",
      coalesce(p.quantity, 0)::text as position, coalesce(c.amount, 0)::text as collateral, venue_now() as "venueAt", q.venue_at as "quotedAt",
      q.tick, coalesce(q.bid, 0)::text as bid, coalesce(q.ask, 0)::text as ask, coalesce(q.last, 0)::text as last,
      coalesce(q.bid_size, 0)::text as "bidSize", coalesce(q.ask_size, 0)::text as "askSize",
      due.day::timestamp at time zone 'America/New_York' as "stoppedFrom"
    from wanted w
    join venue_order v on v.order_id = w.order_id and v.status = 'open'
    join account a on a.id = v.account_id
    join asset i on i.id = v.asset_id
    left join quote q on q.asset_id = v.asset_id and q.source = a.market_source and q.updated_at > clock_timestamp() - interval '30 seconds'
    left join orders o on o.id = v.order_id
    left join hold h on h.id = o.hold_id
    left join hold m on m.id = o.margin_hold_id and m.released_at is null
    left join balance b on b.account_id = a.id and b.asset_id = a.currency_id
    left join position p on p.account_id = a.id and p.asset_id = v.asset_id
    left join hold c on c.id = p.collateral_hold_id and c.released_at is null
    left join (select asset_id, min(ex_day) as day from corporate_action
      where status in ('announced', 'applying', 'taking_back') and kind <> 'cash_dividend' group by asset_id) due on due.asset_id = v.asset_id
    where not exists (select 1 from venue_execution x where x.account_id = v.account_id and x.reported_at is null)
    order by v.seq`;
}

export interface VenueQuoteRow {
  readonly assetId: string;
  readonly source: string;
  readonly bid: string;
  readonly ask: string;
  readonly last: string;
  readonly bidSize: string;
  readonly askSize: string;
  readonly at: Date;
  /** Its feed is alive. */
  readonly holds: boolean;
}

export function loadVenueQuotes(database: Database, assetIds: readonly string[]): Promise<VenueQuoteRow[]> {
  return database.$queryRaw<VenueQuoteRow[]>`
    select asset_id as "assetId", source, bid::text, ask::text, last::text, bid_size::text as "bidSize", ask_size::text as "askSize",
      venue_at as at, updated_at > clock_timestamp() - interval '30 seconds' as holds
    from quote where asset_id = any(${[...assetIds]}::uuid[]) order by asset_id`;
}

/** The last price of a day's minutes before an instant: what a leader that was not there did not see. */
export async function loadCloseBefore(
  database: Database,
  { assetId, source, before }: { readonly assetId: string; readonly source: string; readonly before: Date },
): Promise<string | null> {
  const rows = await database.$queryRaw<{ close: string }[]>`
    select close::text from bar where source = ${source} and asset_id = ${assetId}::uuid and interval = '1m'
      and start_at < ${before}::timestamptz and start_at >= ${before}::timestamptz - interval '12 hours'
      and trading_day = venue_day(${before}::timestamptz)
    order by start_at desc limit 1`;
  return rows[0]?.close ?? null;
}

export interface MarksEntry {
  readonly highWaterMark: string | null;
  readonly stopPrice: string | null;
  readonly triggeredAt: string | null;
}

export interface BookedOrder {
  readonly orderId: string;
  readonly executionsBefore: number;
  readonly quantityBefore: string | null;
  /** After what its group took from it. */
  readonly quantity: string | null;
  readonly executions: readonly {
    readonly id: string;
    readonly quantity: string;
    readonly price: string;
    readonly fee: string;
  }[];
  readonly marks: MarksEntry | null;
  readonly close: { readonly status: "filled" | "canceled" | "expired"; readonly reason: string } | null;
}

export interface LeaseEntry {
  readonly lease: string;
  readonly epoch: string;
  readonly at: string;
}

/** One order, or all members of a group that a fill concerns. */
export interface BookEntry extends LeaseEntry {
  readonly accountId: string;
  readonly groupId: string | null;
  /** Of what is filled; null where nothing is. */
  readonly assetId: string | null;
  /** Beyond the orders' own holds. */
  readonly cashUsed: string;
  /** What was taken from a quote's size. */
  readonly taken: {
    readonly assetId: string;
    readonly tick: string;
    readonly bought: string;
    readonly sold: string;
  } | null;
  readonly orders: readonly BookedOrder[];
}

/** False when an order was canceled or matched meanwhile, its money spent or its instrument stopped: then nothing was written. */
export function bookMatch(database: Database, entry: BookEntry): Promise<boolean> {
  return callJson<boolean>(database.$queryRaw`select venue_book(${JSON.stringify(entry)}::jsonb) as result`);
}

export interface MarkEntry extends LeaseEntry {
  readonly marks: readonly (MarksEntry & { readonly orderId: string })[];
}

export function writeMarks(database: Database, entry: MarkEntry): Promise<number> {
  return callJson<number>(database.$queryRaw`select venue_mark(${JSON.stringify(entry)}::jsonb) as result`);
}

export interface UntoldMark {
  readonly orderId: string;
  readonly accountId: string;
  readonly highWaterMark: string | null;
  readonly stopPrice: string | null;
  readonly triggeredAt: Date | null;
  readonly markedAt: Date;
}

const REPORTS_MAX = 2_000;

/** Marks that the desk has not been told of. */
export function loadUntoldMarks(database: Database): Promise<UntoldMark[]> {
  return database.$queryRaw<UntoldMark[]>`
    select order_id as "orderId", account_id as "accountId", high_water_mark::text as "highWaterMark", stop_price::text as "stopPrice",
      triggered_at as "triggeredAt", marked_at as "markedAt"
    from venue_order where marked_at is not null order by seq limit ${REPORTS_MAX}`;
}

/** Unless they have moved on since. */
export async function forgetMarks(
  database: Database,
  told: readonly Pick<UntoldMark, "orderId" | "markedAt">[],
): Promise<void> {
  await database.$executeRaw`
    update venue_order v set marked_at = null from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t ("orderId" uuid, "markedAt" timestamptz)
    where v.order_id = t."orderId" and v.marked_at = t."markedAt"`;
}

export interface ExpiredRow {
  readonly orderId: string;
  readonly accountId: string;
  readonly executions: number;
  readonly quantity: string | null;
  readonly groupId: string | null;
  readonly expiresAt: Date;
}

/** Auction orders end with their auction. */
export function loadExpired(database: Database, at: Date): Promise<ExpiredRow[]> {
  return database.$queryRaw<ExpiredRow[]>`
    select order_id as "orderId", account_id as "accountId", executions, quantity::text, group_id as "groupId", expires_at as "expiresAt"
    from venue_order
    where status = 'open' and expires_at <= ${at}::timestamptz and time_in_force not in ('opg', 'cls') order by seq limit ${REPORTS_MAX}`;
}

export interface ClosedRow {
  readonly orderId: string;
  readonly status: "filled" | "canceled" | "expired";
  readonly reason: string | null;
  readonly closedAt: Date | null;
  /** The desk still waits for it. */
  readonly openHere: boolean;
}

/** Ended orders that nobody was told about, once all their fills have been reported. */
export function loadUnreportedEnds(database: Database): Promise<ClosedRow[]> {
  return database.$queryRaw<ClosedRow[]>`
    select v.order_id as "orderId", v.status, v.close_reason as reason, v.closed_at as "closedAt",
      exists (select 1 from orders o where o.id = v.order_id and o.closed_at is null) as "openHere"
    from venue_order v
    where v.status <> 'open' and v.reported_at is null
      and not exists (select 1 from venue_execution x where x.order_id = v.order_id and x.reported_at is null)
    order by v.seq limit ${REPORTS_MAX}`;
}

export type ReversalWord =
  | { readonly kind: "unknown" }
  /** It was taken back or corrected before. */
  | { readonly kind: "reversed" }
  | {
      readonly kind: "booked";
      readonly venueExecutionId: string;
      readonly orderId: string;
      readonly accountId: string;
      readonly was: ReversedFigures;
      readonly is: ReversedFigures | null;
      readonly at: string;
    };

interface ReversedFigures {
  readonly quantity: string;
  readonly price: string;
  readonly fee: string;
}

export interface ReversalEntry {
  readonly venueExecutionId: string;
  readonly kind: "bust" | "correct";
  readonly quantity: string | null;
  readonly price: string | null;
  /** Null keeps it. */
  readonly fee: string | null;
}

export function reverseAtVenue(database: Pick<Database, "$queryRaw">, entry: ReversalEntry): Promise<ReversalWord> {
  return callJson<ReversalWord>(database.$queryRaw`select venue_reverse(${JSON.stringify(entry)}::jsonb) as result`);
}
