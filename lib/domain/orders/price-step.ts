// The step in which a price of an instrument moves: fixed by its height for equities, by the instrument for everything else.
import type { Instrument } from "../market/instrument.ts";
import { type Decimal, dec, ONE } from "../shared/decimal.ts";

const PENNY = dec("0.01");
const SUB_PENNY = dec("0.0001");

export function priceStep(price: Decimal, instrument: Pick<Instrument, "assetClass" | "tickSize">): Decimal {
  if (instrument.assetClass !== "us_equity") return instrument.tickSize;
  return price.gte(ONE) ? PENNY : SUB_PENNY;
}
