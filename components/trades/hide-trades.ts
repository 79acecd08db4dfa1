// Takes the amounts out of trades before they leave for the page: what is hidden is not in the HTML at all.
import type { ExecutionPage } from "#lib/contracts/execution.ts";

const NO_RESULT = { fee: "0", realised: "0", realisedNow: "0" };
const NOTHING = { quantity: "0", value: "0", ...NO_RESULT };

export function hideTrades({ items, nextCursor, totals }: ExecutionPage): ExecutionPage {
  return {
    items: items.map((item) => ({ ...item, ...NOTHING })),
    nextCursor,
    totals: totals === null ? null : { count: totals.count, buyValue: "0", sellValue: "0", ...NO_RESULT },
  };
}
