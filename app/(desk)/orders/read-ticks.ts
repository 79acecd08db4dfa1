/** The tick of every instrument, by symbol, so that prices of one column stand under each other. */
import { toPlain } from "#lib/domain/shared/decimal.ts";
import type { Context } from "#lib/services/context.ts";
import { listInstruments } from "#lib/services/instruments/list-instruments.ts";

export async function readTicks(ctx: Context): Promise<{ readonly [symbol: string]: string }> {
  const { items } = await listInstruments({ ctx, input: { limit: 200 } });
  return Object.fromEntries(items.map(({ symbol, tickSize }) => [symbol, toPlain(tickSize)]));
}
