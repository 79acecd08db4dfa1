/** Everything that happened to an account, its executions included, as a file that imports again to the same books; part by part, however long it is. */
import { readFacts } from "#lib/db/book-facts.sql.ts";
import type { Database } from "#lib/db/client.ts";
import { type FactDay, type LateExecution, readFactDays, readLateExecutions } from "#lib/db/fact-parts.sql.ts";
import type { BookFact } from "#lib/domain/books/fact.ts";
import { compareFacts } from "#lib/domain/books/fact-order.ts";
import type { ImportFormat } from "#lib/domain/imports/read-rows.ts";
import { type FactToWrite, fileHead, fileRows, fileTail } from "#lib/domain/imports/write-activities.ts";
import type { LocalDate } from "#lib/domain/shared/local-date.ts";
import { requireMember, requirePermission } from "../authorize.ts";
import type { Verb } from "../context.ts";
import { type ImportAccount, readImportAccount } from "./judge-activities.ts";

export interface ExportActivitiesInput {
  readonly accountId: string;
  readonly format: ImportFormat;
}

/** So many facts are in memory at once; more only where a single day has more. */
const FACTS_A_PART = 2_000;

/** The parts of the text. What is booked while they are read is in none of them. */
export async function exportActivities({ ctx, input }: Verb<ExportActivitiesInput>): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, "portfolio:read");
  await requireMember(ctx.database, ctx, input.accountId);
  const account = await readImportAccount(ctx.database, input.accountId);
  return partsOf(ctx.database, account, input.format);
}

async function* partsOf(db: Database, account: ImportAccount, format: ImportFormat): AsyncGenerator<string> {
  const { id: accountId, zone } = account;
  const { eventSeq } = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { eventSeq: true } });
  const late = await readLateExecutions(db, accountId, eventSeq);
  const symbols = new Map<string, string>();
  yield fileHead(format);
  let first = true;
  let after: LocalDate | null = null;
  for (const toDay of endsOfParts(await readFactDays(db, accountId))) {
    const facts = await readPart(db, { accountId, throughSeq: eventSeq, afterDay: after, toDay, late });
    after = toDay;
    if (facts.length === 0) continue;
    yield fileRows(await withNames(db, account, facts, symbols), { zone, format, first });
    first = false;
  }
  yield fileTail(format);
}

function endsOfParts(days: readonly FactDay[]): LocalDate[] {
  const ends: LocalDate[] = [];
  let count = 0;
  for (const [index, { day, facts }] of days.entries()) {
    count += facts;
    const next = days[index + 1];
    if (next !== undefined && count + next.facts <= FACTS_A_PART) continue;
    ends.push(day);
    count = 0;
  }
  return ends;
}

interface Part {
  readonly accountId: string;
  readonly throughSeq: bigint;
  readonly afterDay: LocalDate | null;
  readonly toDay: LocalDate;
  readonly late: readonly LateExecution[];
}

/** An execution that was reported late has its place in a later part than its own day is in. */
async function readPart(db: Database, { late, ...part }: Part): Promise<BookFact[]> {
  const { afterDay, toDay } = part;
  const isIn = (day: LocalDate) => (afterDay === null || day > afterDay) && day <= toDay;
  const here = late.filter(({ day }) => isIn(day)).map(({ id }) => id);
  const places = new Map(late.map(({ id, at, day }) => [id, { at, day }]));
  const facts = await readFacts(db, { ...part, late: here });
  return facts
    .map((fact) => ({ ...fact, ...places.get(fact.id) }))
    .filter(({ day }) => isIn(day))
    .sort(compareFacts);
}

async function withNames(
  db: Database,
  { id: accountId, baseCurrency }: ImportAccount,
  facts: readonly BookFact[],
  symbols: Map<string, string>,
): Promise<FactToWrite[]> {
  const ids = new Set(facts.flatMap(({ instrumentId, currencyId }) => [instrumentId ?? currencyId, currencyId]));
  const unknown = [...ids].filter((id) => !symbols.has(id));
  if (unknown.length > 0) {
    const assets = await db.asset.findMany({ where: { id: { in: unknown } }, select: { id: true, symbol: true } });
    for (const { id, symbol } of assets) symbols.set(id, symbol);
  }
  const activities = facts.filter(({ kind }) => kind === "activity").map(({ id }) => id);
  const named = await db.$queryRaw<{ id: string; externalId: string }[]>`
    select id, external_id as "externalId" from activity
    where account_id = ${accountId}::uuid and external_id is not null and id = any(${activities}::uuid[])`;
  const externalIds = new Map(named.map(({ id, externalId }) => [id, externalId]));
  return facts.map((fact) => ({
    ...fact,
    symbol: fact.instrumentId === null ? null : (symbols.get(fact.instrumentId) ?? null),
    currency: symbols.get(fact.currencyId) ?? baseCurrency,
    externalId: externalIds.get(fact.id) ?? null,
  }));
}
