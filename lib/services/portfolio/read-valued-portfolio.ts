/** The portfolio of an account, valued by its quotes; what these cannot value by the prices of its performance report. */
import type { Database } from "#lib/db/client.ts";
import { readPortfolio } from "#lib/db/portfolio.sql.ts";
import { worthNow } from "../performance/worth-now.ts";
import { type ValuedPortfolio, valuePortfolio } from "./value-portfolio.ts";

export async function readValuedPortfolio(db: Database, accountId: string): Promise<ValuedPortfolio> {
  const rows = await readPortfolio(db, accountId);
  const unquoted = rows.positions.some(({ quantity, quote }) => quote === null && quantity !== "0");
  // A book tells of trades elsewhere: its own closes come before this desk's quotes.
  if (!unquoted && (rows.kind === "paper" || rows.positions.length === 0)) return valuePortfolio(rows);
  return valuePortfolio(rows, (await worthNow(db, accountId))?.olderPrices);
}
