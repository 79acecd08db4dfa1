/** Prices as whole numbers of 10⁻¹⁸, for the venue's index: exact for everything that can be stored, and cheap to compare. */
import { type Decimal, isDecimalString } from "../shared/decimal.ts";
import { InvariantViolation } from "../shared/invariant.ts";
import { STORED_PLACES } from "../shared/rounding.ts";

const ZEROS = "0".repeat(STORED_PLACES);

/** Reads a plain decimal string or a Decimal. More places than are stored are refused, not rounded. */
export function toScaled(price: Decimal | string): bigint {
  const text = typeof price === "string" ? price : price.toFixed();
  if (!isDecimalString(text)) throw new InvariantViolation(`not a plain decimal string: ${text.slice(0, 40)}`);
  const point = text.indexOf(".");
  if (point < 0) return BigInt(text + ZEROS);
  const places = text.length - point - 1;
  if (places > STORED_PLACES) throw new InvariantViolation(`more places than are stored: ${text.slice(0, 60)}`);
  return BigInt(text.slice(0, point) + text.slice(point + 1) + ZEROS.slice(places));
}
