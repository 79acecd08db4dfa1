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
  /**
   * What it can be asked of an account in which much has happened and little is new. rows: only the journals and orders that moved. account:
   * all of it, because what stands open is little. Without this it is made when the account has its turn as a whole.
   */
  readonly moved?: "rows" | "account";
  readonly query: (scope: Scope) => Prisma.Sql;
}

/** The rows that moved in some accounts. */
export interface MovedRows {
  readonly journals: readonly string[];
  readonly orders: readonly string[];
}

/** Some accounts, null for all of them, or some rows. */
export type Scope = readonly string[] | null | MovedRows;

/** A check that fails everywhere need not be listed everywhere. */
export const FINDINGS_PER_CHECK = 100;

export async function runSqlCheck(
  tx: Tx,
  { name, query }: Pick<SqlCheck, "name" | "query">,
  scope: Scope,
): Promise<Finding[]> {
  // Planned as if all rows were wanted: for a hundred of them PostgreSQL would look up one after the other, and there are none.
  const rows = await tx.$queryRaw<Partial<Finding>[]>(
    Prisma.sql`with findings as materialized (${query(scope)}) select * from findings limit ${FINDINGS_PER_CHECK}`,
  );
  return rows.map((row) => ({ accountId: null, journalId: null, orderId: null, message: "", ...row, check: name }));
}

/** The columns by which a check finds its rows again. */
interface RowColumns {
  readonly journals?: string;
  readonly orders?: string;
}

/** True for every row when no accounts were asked for. */
export function ofAccounts(column: string, scope: Scope, rows: RowColumns = {}): Prisma.Sql {
  if (scope === null) return Prisma.sql`true`;
  if (!isRows(scope)) return Prisma.sql`${Prisma.raw(column)} = any(${[...scope]}::uuid[])`;
  const { journals, orders } = rows;
  if (journals !== undefined) return Prisma.sql`${Prisma.raw(journals)} = any(${[...scope.journals]}::uuid[])`;
  if (orders !== undefined) return Prisma.sql`${Prisma.raw(orders)} = any(${[...scope.orders]}::uuid[])`;
  throw new Error(`the rows of ${column} cannot be asked for one by one`);
}

export function isRows(scope: Scope): scope is MovedRows {
  return scope !== null && "journals" in scope;
}
