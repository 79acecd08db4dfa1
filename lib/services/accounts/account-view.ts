/** An account as it is shown: cash, holds and equity from one reading of balances, positions and prices. */
import type { Database, Tx } from "#lib/db/client.ts";
import type { LotMethod } from "#lib/domain/books/lot-method.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import type { MemberRole } from "../authorize.ts";
import type { LotChangeRecord } from "../lots/lot-change.ts";
import type { OlderPrice } from "../performance/worth-now.ts";
import { type TradingColumns, type TradingSettings, toTradingSettings } from "./trading-settings.ts";

export type AccountKind = "paper" | "book";

export interface AccountView {
  readonly id: AccountId;
  readonly name: string;
  /** A book has a past that was told, and no orders. */
  readonly kind: AccountKind;
  readonly status: "active" | "closed";
  readonly currency: string;
  readonly marketSource: string;
  readonly timeZone: string;
  /** The caller's place on it; null for somebody who sees every account. */
  readonly role: MemberRole | null;
  readonly cash: Decimal;
  readonly held: Decimal;
  /** What is free, and what it may owe. */
  readonly buyingPower: Decimal;
  readonly credit: Decimal;
  readonly trading: TradingSettings;
  /** Which lots a sale takes. */
  readonly lotMethod: LotMethod;
  /** While lots are computed anew, and when that could not be. */
  readonly lotChange: LotChangeRecord | null;
  /** Symbol of what its return is compared with. */
  readonly benchmark: string | null;
  /** Null while a position has no price: never a guess. */
  readonly equity: Decimal | null;
  readonly missingPrices: readonly string[];
  /** Of what is held and valued by no quote: of closes and last trades. */
  readonly olderPrices: readonly OlderPrice[];
  readonly openOrders: number;
  readonly openedAt: Date;
  readonly createdAt: Date;
  /** Of the settings. */
  readonly version: number;
}

interface AccountRow extends TradingColumns {
  readonly id: string;
  readonly kind: AccountKind;
  readonly lotMethod: LotMethod;
  readonly lotChange: LotChangeRecord | null;
  readonly benchmark: string | null;
  readonly name: string;
  readonly status: "active" | "closed";
  readonly currency: string;
  readonly marketSource: string;
  readonly timeZone: string;
  readonly role: MemberRole | null;
  readonly cash: string;
  readonly held: string;
  readonly floor: string;
  readonly credit: string;
  readonly version: number;
  readonly value: string | null;
  readonly missing: string[];
  readonly openOrders: number;
  readonly openedAt: Date;
  readonly createdAt: Date;
}

/** In the order of `ids`, by quotes alone; one statement whatever their number. `valueAccounts` goes on from here. */
export async function readAccounts(
  db: Database | Tx,
  ids: readonly string[],
  userId: string | null,
): Promise<AccountView[]> {
  const rows = await db.$queryRaw<AccountRow[]>`
    select a.id, a.kind, a.name, a.status, a.lot_method as "lotMethod",
      (select case when l.status <> 'done' then jsonb_build_object('id', l.id, 'kind', l.kind, 'method', l.method, 'closingId', l.closing_id,
          'status', l.status, 'trades', l.trades, 'done', l.done, 'failure', l.failure) end
        from lot_change l where l.account_id = a.id order by l.created_at desc, l.id desc limit 1) as "lotChange",
      (select s.symbol from asset s where s.id = a.benchmark_id) as benchmark, c.symbol as currency, a.market_source as "marketSource", a.time_zone as "timeZone",
      (select role from account_member m where m.account_id = a.id and m.user_id = ${userId}::uuid) as role,
      coalesce(b.posted, 0)::text as cash, coalesce(b.held, 0)::text as held,
      coalesce(b.floor, 0)::text as floor, a.credit::text as credit, a.version,
      a.multiplier, a.shorting, a.allow_cross_zero as "allowCrossZero", a.slippage_kind as "slippageKind",
      a.slippage_value as "slippageValue", a.commission_kind as "commissionKind", a.commission_value as "commissionValue",
      a.commission_minimum as "commissionMinimum",
      v.value::text as value, coalesce(v.missing, '{}') || array(
        -- Money of other currencies is worth something too, and nobody says here how much.
        select s.symbol from balance o join asset s on s.id = o.asset_id and s.kind = 'currency'
        where o.account_id = a.id and o.asset_id <> a.currency_id and o.posted <> 0 order by s.symbol) as missing,
      (select count(*)::int from orders o where o.account_id = a.id
        and o.status in ('pending_new', 'new', 'partially_filled', 'pending_cancel', 'pending_replace')) as "openOrders",
      a.opened_at as "openedAt", a.created_at as "createdAt"
    from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, n)
    join account a on a.id = wanted.id and a.kind <> 'house'
    join asset c on c.id = a.currency_id
    left join balance b on b.account_id = a.id and b.asset_id = a.currency_id
    left join lateral (
      select sum(p.quantity * q.last) as value, array_agg(i.symbol order by i.symbol) filter (where q.last is null) as missing
      from position p join asset i on i.id = p.asset_id
      left join quote q on q.asset_id = p.asset_id and q.source = a.market_source
      where p.account_id = a.id and p.quantity <> 0) v on true
    order by wanted.n`;
  return rows.map(toView);
}

function toView({ value, missing, ...row }: AccountRow): AccountView {
  const cash = dec(row.cash);
  const held = dec(row.held);
  return {
    ...row,
    id: asId<AccountId>(row.id),
    cash,
    held,
    buyingPower: cash.minus(held).minus(dec(row.floor)),
    credit: dec(row.credit),
    trading: toTradingSettings(row),
    equity: missing.length > 0 ? null : cash.plus(value === null ? "0" : dec(value)),
    missingPrices: missing,
    olderPrices: [],
  };
}
