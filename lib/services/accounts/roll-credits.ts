/** Once each trading day the credit of every margin account follows its equity; a few accounts a transaction, each under its lock. */
import { requireDesk } from "../authorize.ts";
import type { Context } from "../context.ts";
import { readVenueTime } from "../market/venue-time.ts";
import { recordCredit } from "./record-credit.ts";

const AT_A_TIME = 20;

/** Answers with how many accounts had their turn. */
export async function rollCredits({ ctx }: { readonly ctx: Context }): Promise<number> {
  requireDesk(ctx, "risk:edit");
  let rolled = 0;
  for (let done = AT_A_TIME; done === AT_A_TIME; rolled += done) done = await rollSome(ctx);
  return rolled;
}

function rollSome(ctx: Context): Promise<number> {
  return ctx.transact(async (tx) => {
    const due = await tx.$queryRaw<{ id: string }[]>`
      select id from account
      where kind = 'paper' and status = 'active' and multiplier > 1 and credit_day is distinct from venue_day(venue_now())
      order by id limit ${AT_A_TIME} for no key update`;
    const at = await readVenueTime(tx);
    for (const { id: accountId } of due) await recordCredit(tx, ctx, { accountId, cause: "trading_day", at });
    return due.length;
  });
}
