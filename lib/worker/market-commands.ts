/** Carries out what an operator asked a stepped market for, in order, each exactly once. */
import type { Tx } from "#lib/db/client.ts";
import type { QuoteCommand, SplitCommand } from "#lib/ports/market-data.ts";
import type { Context } from "#lib/services/context.ts";
import type { Lease } from "./lease.ts";
import type { LoadedMarket } from "./load-market.ts";
import { quoteMarket, splitMarket, stepMarket } from "./publish-market.ts";

const STEPS_MAX = 100_000;
const DECIMAL = /^\d{1,20}(\.\d{1,18})?$/;

type Payload = { readonly [key: string]: unknown };

/** A command that cannot be carried out is done all the same, with its `error` in the payload for whoever asked. */
export async function carryOutCommands(
  ctx: Context,
  lease: Lease,
  market: LoadedMarket,
  /** A market that runs by itself takes splits only. */
  kinds: readonly string[] = ["step", "quote", "split"],
): Promise<number> {
  const pending = await ctx.database.marketCommand.findMany({
    where: { doneAt: null, kind: { in: [...kinds] } },
    orderBy: { id: "asc" },
    take: 100,
  });
  for (const { id, kind, payload } of pending) {
    const done = (tx: Tx) => tx.$executeRaw`update market_command set done_at = clock_timestamp() where id = ${id}`;
    try {
      if (kind === "step") await stepMarket(ctx, lease, market, ticksOf(payload as Payload), done);
      else if (kind === "split") await splitMarket(ctx, lease, market, splitOf(market, payload as Payload), done);
      else await quoteMarket(ctx, lease, market, await inNames(ctx, market, quoteOf(payload as Payload)), done);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      await ctx.database.$executeRaw`
        update market_command set done_at = clock_timestamp(), payload = payload || jsonb_build_object('error', ${error.message}::text) where id = ${id}`;
    }
  }
  return pending.length;
}

function ticksOf({ ticks = 1 }: Payload): number {
  if (typeof ticks === "number" && Number.isInteger(ticks) && ticks >= 1 && ticks <= STEPS_MAX) return ticks;
  throw new RangeError(`ticks is a whole number from 1 to ${STEPS_MAX}.`);
}

function quoteOf({ symbol, bid, ask, last, size }: Payload): QuoteCommand {
  if (typeof symbol !== "string") throw new RangeError("A quote names its symbol.");
  return {
    symbol,
    bid: amount("bid", bid),
    ask: amount("ask", ask),
    last: optional("last", last),
    size: optional("size", size),
  };
}

/** An operator knows the instrument by today's symbol, its source by the first. */
async function inNames(ctx: Context, { names }: LoadedMarket, command: QuoteCommand): Promise<QuoteCommand> {
  const asset = await ctx.database.asset.findFirst({
    where: { symbol: command.symbol, ownerAccountId: null },
    select: { id: true },
  });
  return { ...command, symbol: names.get(asset?.id ?? "") ?? command.symbol };
}

function splitOf({ names }: LoadedMarket, { assetId, ratioNew, ratioOld }: Payload): SplitCommand {
  const symbol = typeof assetId === "string" ? names.get(assetId) : undefined;
  if (symbol === undefined) throw new RangeError("The instrument has no price on this market.");
  return { symbol, ratioNew: amount("ratioNew", ratioNew), ratioOld: amount("ratioOld", ratioOld) };
}

function amount(name: string, value: unknown): string {
  if (typeof value === "string" && DECIMAL.test(value)) return value;
  throw new RangeError(`${name} is a decimal number in text, for example "187.25".`);
}

function optional(name: string, value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : amount(name, value);
}
