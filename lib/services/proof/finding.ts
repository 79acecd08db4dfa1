/** A place where the books do not agree, with the ids to look at. */
import type { Tx } from "#lib/db/client.ts";
import { Prisma } from "#prisma/generated/client.ts";

export interface Finding {
  readonly check: string;
  readonly message: string;
  readonly accountId: string | null;
  readonly journalId: string | null;
  readonly orderId: string | null;
}

/** What a finding stops. Broken journals are everybody's, because nobody knows what else they moved. */
export type FindingScope = "desk" | "account";

/** One check: a query whose rows are the findings, with the columns message, accountId, journalId and orderId as far as they apply. */
export interface SqlCheck {
  readonly name: string;
  readonly scope: FindingScope;
  /** It adds up all accounts, so that it means nothing for some of them. */
  readonly whole?: true;
  /** `accounts` null is all of them. */
  readonly query: (accounts: readonly string[] | null) => Prisma.Sql;
}

/** A check that fails everywhere need not be listed everywhere. */
export const FINDINGS_PER_CHECK = 100;

export async function runSqlCheck(
  tx: Tx,
  { name, query }: Pick<SqlCheck, "name" | "query">,
  accounts: readonly string[] | null,
): Promise<Finding[]> {
  // Planned as if all rows were wanted: for a hundred of them PostgreSQL would look up one after the other, and there are none.
  const rows = await tx.$queryRaw<Partial<Finding>[]>(
    Prisma.sql`with findings as materialized (${query(accounts)}) select * from findings limit ${FINDINGS_PER_CHECK}`,
  );
  return rows.map((row) => ({ accountId: null, journalId: null, orderId: null, message: "", ...row, check: name }));
}

/** True for every row when no accounts were asked for. */
export function ofAccounts(column: string, accounts: readonly string[] | null): Prisma.Sql {
  return accounts === null ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(column)} = any(${accounts}::uuid[])`;
}
