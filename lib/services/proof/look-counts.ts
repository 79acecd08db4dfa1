/** How much a look has seen. */
import type { Tx } from "#lib/db/client.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { ofAccounts } from "./finding.ts";

/** What was looked at, so that "clean" cannot mean "empty" unnoticed. */
export interface LookCounts {
  readonly accounts: number;
  readonly orders: number;
  readonly executions: number;
  readonly journals: number;
  readonly postings: number;
}

export async function countSeen(tx: Tx, accounts: readonly string[] | null): Promise<LookCounts> {
  const total = (table: string, column: string, rest = Prisma.sql`true`) =>
    Prisma.sql`(select count(*) from ${Prisma.raw(table)} where ${ofAccounts(column, accounts)} and ${rest})::int`;
  const [counts] = await tx.$queryRaw<LookCounts[]>`
    select ${total("account", "id", Prisma.sql`kind <> 'house'`)} as accounts, ${total("orders", "account_id")} as orders,
      ${total("execution", "account_id")} as executions, ${total("journal", "account_id")} as journals,
      ${total("posting", "account_id")} as postings`;
  if (counts === undefined) throw new Error("counting answers with one row");
  return counts;
}
