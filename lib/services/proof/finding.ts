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

/** One check: a query whose rows are the findings, with the columns message, accountId, journalId and orderId as far as they apply. */
export interface SqlCheck {
  readonly name: string;
  readonly query: (accountId: string | null) => Prisma.Sql;
}

/** A check that fails everywhere need not be listed everywhere. */
export const FINDINGS_PER_CHECK = 100;

export async function runSqlCheck(tx: Tx, { name, query }: SqlCheck, accountId: string | null): Promise<Finding[]> {
  const rows = await tx.$queryRaw<Partial<Finding>[]>(
    Prisma.sql`select * from (${query(accountId)}) as findings limit ${FINDINGS_PER_CHECK}`,
  );
  return rows.map((row) => ({ accountId: null, journalId: null, orderId: null, message: "", ...row, check: name }));
}

/** True for every row when no account was asked for. */
export function ofAccount(column: string, accountId: string | null): Prisma.Sql {
  return accountId === null ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(column)} = ${accountId}::uuid`;
}
