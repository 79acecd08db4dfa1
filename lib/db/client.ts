/** Opens the Prisma client over the pg driver: the one door to PostgreSQL for the application's role. */
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "#prisma/generated/client.ts";
import { shortenTransactions } from "./shorter-transactions.ts";

export type Database = PrismaClient;
export type Tx = Prisma.TransactionClient;

export interface DatabaseOptions {
  readonly url: string;
  /** Connections of this process; a transaction holds one for its whole life. */
  readonly connectionsMax?: number;
  readonly applicationName?: string;
}

export function openDatabase({ url, connectionsMax = 16, applicationName = "ballast" }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    pipeline: true,
  });
  pool.on("connect", shortenTransactions);
  const adapter = new PrismaPg(pool, { statementNameGenerator: statementNames(), disposeExternalPool: true });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 3_000, timeout: 5_000 } });
}

const NAMES_MAX = 200;

/**
 * A statement with a name is parsed and planned once per connection: a fifth of what PostgreSQL does for an order. Filters of lists make
 * texts without end, so that only the first so many get a name; without one the driver sends text and values as before.
 */
function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= NAMES_MAX) return known ?? "";
    const name = `ballast_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
