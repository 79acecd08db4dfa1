/** Writes down what a piece of work says to PostgreSQL, and says the same again for other orders over a bare client. */
import { randomUUID } from "node:crypto";
import pg from "pg";

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/** Nothing else may use PostgreSQL in this process meanwhile. */
export async function recordStatements(work: () => Promise<void>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = function recorded(...args) {
    const [first, second] = args;
    const { text, values } =
      typeof first === "string"
        ? { text: first, values: Array.isArray(second) ? second : [] }
        : (first as { readonly text: string; readonly values?: readonly unknown[] });
    statements.push({ text, values: values ?? [] });
    return original.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  return statements;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export interface Replay {
  readonly statements: readonly Statement[];
  /** Ids that every order shares: person, instrument, currency. */
  readonly kept: ReadonlySet<string>;
  readonly accountBefore: string;
}

/** Says all of it on one connection, with new ids for what was new and another account. */
export async function replayStatements(
  client: pg.PoolClient,
  { statements, kept, accountBefore }: Replay,
  accountId: string,
): Promise<void> {
  const renamed = new Map([[accountBefore, accountId]]);
  const rename = (id: string) => {
    if (kept.has(id)) return id;
    const known = renamed.get(id) ?? randomUUID();
    renamed.set(id, known);
    return known;
  };
  for (const { text, values } of statements) {
    const own = values.map((value) => (typeof value === "string" ? value.replaceAll(UUID, rename) : value));
    await client.query(text, own);
  }
}
