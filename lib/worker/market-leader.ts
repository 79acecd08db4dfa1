/** Leads the market: asks its source of prices once a second, or carries out what a stepped market is told, for as long as the lease lasts. */
import { ensureBarMonths } from "#lib/db/bars.sql.ts";
import type { Context } from "#lib/services/context.ts";
import type { Term } from "./lease.ts";
import { importsOf, type LoadMarketOptions, loadMarket } from "./load-market.ts";
import { carryOutCommands } from "./market-commands.ts";
import { beat, keepFresh } from "./publish-market.ts";
import type { Bell } from "./wake.ts";

export const MARKET_LEASE = "market";
const TICK_MS = 1_000;
/** A stepped market is driven by somebody who waits. */
const COMMAND_POLL_MS = 200;

export interface MarketOptions extends LoadMarketOptions {
  readonly stepped: boolean;
}

export async function leadMarket(ctx: Context, term: Term, options: MarketOptions, bell: Bell): Promise<void> {
  const { stepped, speed } = options;
  await prepareTerm(ctx, stepped, speed.toFixed());
  let market = await loadMarket(ctx.database, options);
  let refreshAt = 0;
  while (!term.signal.aborted) {
    const began = performance.now();
    let behind = false;
    if (stepped) {
      await carryOutCommands(ctx, term, market);
      if (began >= refreshAt) {
        await keepFresh(ctx, term, market);
        refreshAt = began + TICK_MS * 0.9;
      }
    } else {
      await carryOutCommands(ctx, term, market, ["split"]);
      behind = (await beat(ctx, term, market)).behind;
    }
    if ((await importsOf(ctx.database)) !== market.imports) market = await loadMarket(ctx.database, options);
    if (behind) continue;
    const spent = performance.now() - began;
    await bell.wait(stepped ? COMMAND_POLL_MS : Math.max(20, TICK_MS - spent), term.signal);
  }
}

/** Months that passed while the desk was off still get their bars. */
async function prepareTerm(ctx: Context, stepped: boolean, speed: string): Promise<void> {
  const state = await ctx.database.marketState.update({ where: { id: 1 }, data: { stepped, speed } });
  const now = ctx.clock.now();
  // A clock that was set by hand belongs to a stepped market.
  if (!stepped && state.mode === "simulated" && state.venueAt !== null)
    await ctx.database.marketState.update({ where: { id: 1 }, data: { venueAt: null } });
  if (state.mode === "simulated" && state.updatedAt < now) await ensureBarMonths(ctx.database, state.updatedAt, now);
}
