/** A context whose reads are counted: so that a test can say that a list costs no more for being longer. */
import type { Context } from "#lib/services/context.ts";

export interface Counted {
  readonly ctx: Context;
  /** What was sent to the database while the work was done. */
  during<T>(work: (ctx: Context) => Promise<T>): Promise<{ readonly result: T; readonly statements: number }>;
}

export function countStatements(ctx: Context): Counted {
  let statements = 0;
  const database = ctx.database.$extends({
    query: {
      $allOperations({ args, query }) {
        statements += 1;
        return query(args);
      },
    },
  }) as unknown as Context["database"];
  const counted = { ...ctx, database };
  return {
    ctx: counted,
    async during(work) {
      const before = statements;
      const result = await work(counted);
      return { result, statements: statements - before };
    },
  };
}
