/** Writes the runs that the worker makes, part by part, and reads what a report needs of one. */
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { CheckpointPart } from "#lib/domain/performance/checkpoint-parts.ts";
import type { DayPoint } from "#lib/domain/performance/day-series.ts";
import { type Fixed, fromFixed18, toFixed18 } from "#lib/domain/shared/fixed.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import type { Database, Tx } from "./client.ts";

/** Of a run that is being made; nobody sees it before it is published. */
export async function openRun(
  db: Database | Tx,
  run: { readonly id: string; readonly accountId: string },
): Promise<void> {
  await db.$executeRaw`
    insert into performance_run (id, account_id, status) values (${run.id}::uuid, ${run.accountId}::uuid, 'building')`;
}

/** One statement for all years; days follow each other without a gap. */
export async function writeDays(db: Database | Tx, runId: string, days: readonly DayPoint[]): Promise<void> {
  const [first] = days;
  if (first === undefined) return;
  await db.$executeRaw`
    insert into performance_year (run_id, year, first_day, equity, inflow, outflow)
    select ${runId}::uuid, extract(year from d.day)::int, min(d.day), array_agg(equity order by d.day), array_agg(inflow order by d.day),
      array_agg(outflow order by d.day)
    from (select (${first.day}::text::date + n::int - 1) as day, nullif(e, '')::numeric as equity, i::numeric as inflow, o::numeric as outflow
      from unnest(string_to_array(${days.map(({ value }) => (value === null ? "" : fromFixed18(value))).join(",")}, ','),
        string_to_array(${days.map(({ inflow }) => fromFixed18(inflow)).join(",")}, ','),
        string_to_array(${days.map(({ outflow }) => fromFixed18(outflow)).join(",")}, ',')) with ordinality as u (e, i, o, n)) d
    group by 2`;
}

/** What an earlier run has of the days up to one, for a run that goes on from there. */
export async function copyRun(
  db: Database | Tx,
  copy: { readonly from: string; readonly to: string; readonly day: string },
): Promise<void> {
  const { from, to, day } = copy;
  await db.$executeRaw`
    insert into performance_year (run_id, year, first_day, equity, inflow, outflow)
    select ${to}::uuid, year, first_day, equity[:n], inflow[:n], outflow[:n]
    from performance_year cross join lateral (select ${day}::text::date - first_day + 1 as n) k
    where run_id = ${from}::uuid and first_day <= ${day}::text::date`;
  await db.$executeRaw`
    insert into performance_checkpoint (run_id, day, facts, method, state)
    select ${to}::uuid, day, facts, method, state from performance_checkpoint where run_id = ${from}::uuid and day <= ${day}::text::date`;
}

/** The year in which the copy ends goes on with the new days. */
export async function joinDays(db: Database | Tx, runId: string, days: readonly DayPoint[]): Promise<void> {
  const [first] = days;
  if (first === undefined) return;
  const year = first.day.slice(0, 4);
  const rest = days.findIndex(({ day }) => !day.startsWith(year));
  const same = rest < 0 ? days : days.slice(0, rest);
  const joined = await db.$executeRaw`
    update performance_year set
      equity = equity || array(select nullif(e, '')::numeric from unnest(string_to_array(${texts(same, "value")}, ',')) as u (e)),
      inflow = inflow || string_to_array(${texts(same, "inflow")}, ',')::numeric[],
      outflow = outflow || string_to_array(${texts(same, "outflow")}, ',')::numeric[]
    where run_id = ${runId}::uuid and year = ${year}::int`;
  await writeDays(db, runId, joined === 0 ? days : days.slice(same.length));
}

function texts(days: readonly DayPoint[], column: "value" | "inflow" | "outflow"): string {
  return days.map(({ [column]: amount }) => (amount === null ? "" : fromFixed18(amount))).join(",");
}

export async function writeCheckpoint(
  db: Database | Tx,
  runId: string,
  { day, facts, parts }: { readonly day: string; readonly facts: number; readonly parts: readonly CheckpointPart[] },
): Promise<void> {
  // One after the other and here: a part takes a millisecond or two, and threads would keep their memory.
  const states = parts.map(({ text }) => zstdCompressSync(text).toString("base64"));
  await db.$executeRaw`
    insert into performance_checkpoint (run_id, day, facts, method, state)
    select ${runId}::uuid, ${day}::text::date, ${facts}, method, decode(state, 'base64')
    from unnest(${parts.map(({ method }) => method)}::text[], ${states}::text[]) as u (method, state)`;
}

export interface CheckpointQuery {
  readonly runId: string;
  /** The last one at the end of this day or before. */
  readonly day: string;
  readonly methods: readonly CheckpointPart["method"][];
}

/** Null when the first comes later. */
export async function readCheckpoint(db: Database | Tx, query: CheckpointQuery): Promise<CheckpointPart[] | null> {
  const [parts] = await readCheckpoints(db, [query]);
  return parts ?? null;
}

/** Of several runs in the same statement, in the order of the queries. */
export async function readCheckpoints(
  db: Database | Tx,
  queries: readonly CheckpointQuery[],
): Promise<(CheckpointPart[] | null)[]> {
  if (queries.length === 0) return [];
  const wanted = queries.map(({ runId, day, methods }, n) => ({ n, run_id: runId, day, methods }));
  const rows = await db.$queryRaw<{ n: number; method: CheckpointPart["method"]; state: string }[]>`
    select q.n, c.method, encode(c.state, 'base64') as state
    from jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb) as q (n integer, run_id uuid, day date, methods text[])
    cross join lateral (select max(day) as day from performance_checkpoint where run_id = q.run_id and method = 'all' and day <= q.day) l
    join performance_checkpoint c on c.run_id = q.run_id and c.day = l.day and c.method = any(q.methods)`;
  const byQuery = Map.groupBy(rows, ({ n }) => n);
  return queries.map((_, n) => byQuery.get(n)?.map(unpackPart) ?? null);
}

function unpackPart({ method, state }: { method: CheckpointPart["method"]; state: string }): CheckpointPart {
  return { method, text: zstdDecompressSync(Buffer.from(state, "base64")).toString() };
}

interface YearRow {
  readonly firstDay: string;
  readonly equity: string;
  readonly inflow: string;
  readonly outflow: string;
}

/** Whole years: the caller takes the days that it wants. Amounts of a year in one text, so that thousands of days are a few cells. */
export async function readDays(
  db: Database | Tx,
  { runId, from, to }: { readonly runId: string; readonly from: string; readonly to: string },
): Promise<
  {
    readonly firstDay: LocalDate;
    readonly equity: (Fixed | null)[];
    readonly inflow: Fixed[];
    readonly outflow: Fixed[];
  }[]
> {
  const rows = await db.$queryRaw<YearRow[]>`
    select to_char(first_day, 'YYYY-MM-DD') as "firstDay", array_to_string(equity, ',', '') as equity,
      array_to_string(inflow, ',') as inflow, array_to_string(outflow, ',') as outflow
    from performance_year
    where run_id = ${runId}::uuid and year between extract(year from ${from}::text::date) and extract(year from ${to}::text::date)
    order by year`;
  return rows.map(({ firstDay, equity, inflow, outflow }) => ({
    firstDay: firstDay as LocalDate,
    equity: equity.split(",").map((text) => (text === "" ? null : toFixed18(text))),
    inflow: inflow.split(",").map(toFlow),
    outflow: outflow.split(",").map(toFlow),
  }));
}

const NO_FLOW = `0.${"0".repeat(18)}`;

function toFlow(text: string): Fixed {
  return text === NO_FLOW ? 0n : toFixed18(text);
}
