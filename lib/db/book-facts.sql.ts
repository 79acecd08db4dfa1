/** Reads the facts of an account in their order: executions and activities in one statement and one cell, for they may be many thousands. */
import type { BookFact, FactType } from "#lib/domain/books/fact.ts";
import { inOrder } from "#lib/domain/books/fact-order.ts";
import { fixedTimes, toFixed18 } from "#lib/domain/shared/fixed.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Database, Tx } from "./client.ts";
import { callJson } from "./named-statement.ts";

export interface FactsToRead {
  readonly accountId: string;
  readonly instrumentId?: string | undefined;
  readonly instrumentIds?: readonly string[] | undefined;
  /** What was known then: later rows do not count yet, nor what they took back. */
  readonly knownAt?: Date | null | undefined;
  /** Only what was booked after this number of the account's events. */
  readonly afterSeq?: bigint | null | undefined;
  /** Only what was booked up to this number: what is read in several parts is then of one moment. */
  readonly throughSeq?: bigint | null | undefined;
  /** Only what happened after this day, and these executions: reported late, they are placed after it. */
  readonly afterDay?: LocalDate | null | undefined;
  readonly late?: readonly string[] | undefined;
  readonly toDay?: LocalDate | null | undefined;
}

/** In the order of the statement's columns; amounts as text. */
type Row = readonly [
  ...[id: string, isExecution: boolean, type: FactType, day: LocalDate, at: number, seq: number, row: number],
  ...[accountSeq: number, instrumentId: string | null, currencyId: string, quantity: string, price: string],
  ...[gross: string | null, fee: string, ratioNew: string, ratioOld: string, fx: string | null, orderId: string | null],
  ...[recordedAt: number],
];

/** Reversed activities and busted executions, with what took them back, are left out. */
export async function readFacts(db: Database | Tx, input: FactsToRead): Promise<BookFact[]> {
  const { accountId, instrumentId, knownAt = null, afterSeq = null, throughSeq = null } = input;
  const wanted = input.instrumentIds ?? (instrumentId === undefined ? null : [instrumentId]);
  const assets = wanted === null ? null : [...wanted];
  const { afterDay = null, toDay = null, late = [] } = input;
  // Only the bounds that are asked for: with all of them in the text the planner takes the index of a bound that bounds nothing.
  const booked = (alias: "e" | "v") => {
    const seq = Prisma.raw(`${alias}.account_seq`);
    const after = afterSeq === null ? Prisma.empty : Prisma.sql`and ${seq} > ${afterSeq}::bigint`;
    return throughSeq === null ? after : Prisma.sql`${after} and ${seq} <= ${throughSeq}::bigint`;
  };
  const rows = await callJson<readonly Row[]>(db.$queryRaw`
    with wanted as (select a.id, a.currency_id, a.time_zone, coalesce(${knownAt}::timestamptz, 'infinity') as known,
      coalesce(${throughSeq}::bigint, 9223372036854775807) as through, ${assets}::uuid[] as assets, coalesce(${afterDay}::text::date, '-infinity') as after_day,
      coalesce(${toDay}::text::date, 'infinity') as to_day,
      coalesce((${afterDay}::text::date + 1)::timestamp at time zone a.time_zone, '-infinity') as from_at,
      coalesce((${toDay}::text::date + 1)::timestamp at time zone a.time_zone, 'infinity') as before_at from account a where a.id = ${accountId}::uuid)
    select coalesce((select json_agg(fact) from (
      select json_build_array(e.id, true, e.side, (e.effective_at at time zone w.time_zone)::date,
        (extract(epoch from e.effective_at) * 1000)::bigint, 0, 0, e.account_seq, e.asset_id, w.currency_id, e.quantity::text, e.price::text,
        null, e.fee::text, '1', '1', null, e.order_id, (extract(epoch from e.recorded_at) * 1000)::bigint) as fact
      from execution e join wanted w on w.id = e.account_id
      where e.kind <> 'bust' and (e.effective_at >= w.from_at or e.id = any(${[...late]}::uuid[])) and e.effective_at < w.before_at
        and e.recorded_at <= w.known ${booked("e")} and (w.assets is null or e.asset_id = any(w.assets))
        and not exists (select 1 from execution b where b.reverses_id = e.id and b.recorded_at <= w.known and b.account_seq <= w.through)
      union all
      select json_build_array(v.id, false, v.type, v.day, (extract(epoch from v.effective_at) * 1000)::bigint, v.seq, v.row, v.account_seq,
        v.asset_id, v.currency_id, coalesce(v.quantity, 0)::text, coalesce(v.price, 0)::text, v.gross::text, v.fee::text,
        coalesce(trunc(v.ratio_new)::text, '1'), coalesce(trunc(v.ratio_old)::text, '1'), v.fx_to_base::text, null,
        (extract(epoch from v.recorded_at) * 1000)::bigint)
      from activity v join wanted w on w.id = v.account_id
      where v.type <> 'reversal' and v.day > w.after_day and v.day <= w.to_day and v.recorded_at <= w.known ${booked("v")}
        and (w.assets is null or v.asset_id = any(w.assets))
        and not exists (select 1 from activity r where r.reverses_id = v.id and r.recorded_at <= w.known and r.account_seq <= w.through)
    ) facts), '[]') as result`);
  return inOrder(rows.map(factReader()));
}

/** The same few instruments, currencies and days come in thousands of facts: each of their names is kept once. */
function factReader(): (row: Row) => BookFact {
  const names = new Map<string, string>();
  const one = <Name extends string>(name: Name): Name => {
    const known = names.get(name);
    if (known !== undefined) return known as Name;
    names.set(name, name);
    return name;
  };
  return (row) => {
    const [id, isExecution, type, day, at, seq, line, accountSeq, instrumentId, currencyId, ...rest] = row;
    const [quantity, price, gross, fee, ratioNew, ratioOld, fx, orderId, recordedAt] = rest;
    const [units, each] = [toFixed18(quantity), toFixed18(price)];
    return {
      ...{
        id,
        kind: isExecution ? "execution" : "activity",
        type: one(type),
        day: one(day),
        at,
        seq,
        row: line,
        accountSeq,
      },
      ...{ instrumentId: instrumentId === null ? null : one(instrumentId), currencyId: one(currencyId) },
      ...{ quantity: units, price: each, orderId, recordedAt },
      gross: gross === null ? fixedTimes(units, each) : toFixed18(gross),
      fee: fee === "0" ? 0n : toFixed18(fee),
      ratioNew: ratioNew === "1" ? 1n : BigInt(ratioNew),
      ratioOld: ratioOld === "1" ? 1n : BigInt(ratioOld),
      fxToBase: fx === null ? null : toFixed18(fx),
    };
  };
}
