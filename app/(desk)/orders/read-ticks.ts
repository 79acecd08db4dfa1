/** The tick of every instrument, by symbol, so that prices of one column stand under each other. */
import { cache } from "react";
import { toPlain } from "#lib/domain/shared/decimal.ts";
import type { Context } from "#lib/services/context.ts";
import { listInstruments } from "#lib/services/instruments/list-instruments.ts";

export type Ticks = { readonly [symbol: string]: string };

/** Once per page, however many parts of it ask. */
export const readTicks = cache(async (ctx: Context): Promise<Ticks> => {
  const { items } = await listInstruments({ ctx, input: { limit: 200 } });
  return Object.fromEntries(items.map(({ symbol, tickSize }) => [symbol, toPlain(tickSize)]));
});
