/**
 * Once each trading day the credit of every margin account follows its equity; a few accounts a transaction, each under its lock. Whoever has no
 * credit and went below zero all the same, because a fact said so, loses that room as the money comes: it was no credit.
 */
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
      where kind = 'paper' and status = 'active' and case when multiplier > 1 then credit_day is distinct from venue_day(venue_now())
        else exists (select 1 from balance b where b.account_id = account.id and b.asset_id = account.currency_id
          and b.floor < 0 and b.posted - b.held > b.floor) end
      order by id limit ${AT_A_TIME} for no key update`;
    const at = await readVenueTime(tx);
    for (const { id: accountId } of due) await recordCredit(tx, ctx, { accountId, cause: "trading_day", at });
    return due.length;
  });
}
