/** Reads the facts of accounts in their order: executions and activities in one statement and one cell, for they may be many thousands. */
import type { BookFact, FactType } from "#lib/domain/books/fact.ts";
import { inOrder } from "#lib/domain/books/fact-order.ts";
import { fixedTimes, toFixed18 } from "#lib/domain/shared/fixed.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Database, Tx } from "./client.ts";

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
  const [facts = []] = await readFactsOf(db, [input]);
  return facts;
}

/** Of several accounts, in the order of the inputs: one statement, or two when only some ask for what was booked since. */
export async function readFactsOf(db: Database | Tx, inputs: readonly FactsToRead[]): Promise<BookFact[][]> {
  const found = new Map<FactsToRead, BookFact[]>();
  const shapes = Map.groupBy(inputs, ({ afterSeq, throughSeq }) => `${afterSeq == null} ${throughSeq == null}`);
  for (const alike of shapes.values()) {
    const facts = await readAlike(db, alike);
    for (const [n, input] of alike.entries()) found.set(input, facts[n] ?? []);
  }
  return inputs.map((input) => found.get(input) ?? []);
}

/** All of them with the same bounds. */
async function readAlike(db: Database | Tx, inputs: readonly FactsToRead[]): Promise<BookFact[][]> {
  const [first] = inputs;
  // A bound that bounds nothing is left out of the text: with it the planner takes its index, and reads all that an account has.
  const booked = (alias: "e" | "v") => {
    const seq = Prisma.raw(`${alias}.account_seq`);
    const after = first?.afterSeq == null ? Prisma.empty : Prisma.sql`and ${seq} > q.after_seq`;
    return first?.throughSeq == null ? after : Prisma.sql`${after} and ${seq} <= q.through_seq`;
  };
  const found = await db.$queryRaw<{ n: number; facts: readonly Row[] }[]>`
    select q.n, x.facts
    from jsonb_to_recordset(${JSON.stringify(inputs.map(toQuery))}::text::jsonb) as q (n integer, account_id uuid, known timestamptz,
      after_seq bigint, through_seq bigint, assets uuid[], after_day date, to_day date, late uuid[])
    join account a on a.id = q.account_id
    cross join lateral (select a.id, a.currency_id, a.time_zone, q.assets, q.late, coalesce(q.known, 'infinity') as known,
      coalesce(q.through_seq, 9223372036854775807) as through, coalesce(q.after_day, '-infinity') as after_day, coalesce(q.to_day, 'infinity') as to_day,
      coalesce((q.after_day + 1)::timestamp at time zone a.time_zone, '-infinity') as from_at,
      coalesce((q.to_day + 1)::timestamp at time zone a.time_zone, 'infinity') as before_at) w
    cross join lateral (select coalesce(json_agg(fact), '[]') as facts from (
      select json_build_array(e.id, true, e.side, (e.effective_at at time zone w.time_zone)::date,
        (extract(epoch from e.effective_at) * 1000)::bigint, 0, 0, e.account_seq, e.asset_id, w.currency_id, e.quantity::text, e.price::text,
        null, e.fee::text, '1', '1', null, e.order_id, (extract(epoch from e.recorded_at) * 1000)::bigint) as fact
      from execution e
      where e.account_id = w.id and e.kind <> 'bust' and (e.effective_at >= w.from_at or e.id = any(w.late)) and e.effective_at < w.before_at
        and e.recorded_at <= w.known ${booked("e")} and (w.assets is null or e.asset_id = any(w.assets))
        and not exists (select 1 from execution b where b.reverses_id = e.id and b.recorded_at <= w.known and b.account_seq <= w.through)
      union all
      select json_build_array(v.id, false, v.type, v.day, (extract(epoch from v.effective_at) * 1000)::bigint, v.seq, v.row, v.account_seq,
        v.asset_id, v.currency_id, coalesce(v.quantity, 0)::text, coalesce(v.price, 0)::text, v.gross::text, v.fee::text,
        coalesce(trunc(v.ratio_new)::text, '1'), coalesce(trunc(v.ratio_old)::text, '1'), v.fx_to_base::text, null,
        (extract(epoch from v.recorded_at) * 1000)::bigint)
      from activity v
      where v.account_id = w.id and v.type <> 'reversal' and v.day > w.after_day and v.day <= w.to_day and v.recorded_at <= w.known
        ${booked("v")} and (w.assets is null or v.asset_id = any(w.assets))
        and not exists (select 1 from activity r where r.reverses_id = v.id and r.recorded_at <= w.known and r.account_seq <= w.through)) f) x`;
  const byInput = new Map(found.map(({ n, facts }) => [n, facts]));
  return inputs.map((_, n) => inOrder((byInput.get(n) ?? []).map(factReader())));
}

/** As the statement reads it; what is left out does not narrow. */
function toQuery(input: FactsToRead, n: number) {
  const { accountId, instrumentId, knownAt, afterSeq, throughSeq, afterDay, toDay, late = [] } = input;
  const assets = input.instrumentIds ?? (instrumentId === undefined ? undefined : [instrumentId]);
  return {
    ...{ n, account_id: accountId, known: knownAt, assets, after_day: afterDay, to_day: toDay, late },
    ...{ after_seq: afterSeq?.toString(), through_seq: throughSeq?.toString() },
  };
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
