/** Counter-based randomness for the simulated market: the same key and counter give the same draw, in whole numbers only. */

/** Fixed point of the simulation: 12 places. Prices and ratios are bigints of this scale and never pass a JS number. */
export const FIXED_PLACES = 12;
export const FIXED_ONE = 1_000_000_000_000n;

/** Standard deviation of the sum of four 16-bit uniforms, and half their range: what turns the sum into a normal variate. */
const SUM_DEVIATION = 37_837n;
const SUM_MEAN = 131_070n;

/** FNV-1a over the UTF-16 units of a text: turns "seed:market" into the key of a stream of draws. */
export function streamKey(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash;
}

/** The finaliser of splitmix64 over key and counter: 64 well-mixed bits, reachable without drawing the earlier ones. */
export function draw(key: bigint, counter: bigint): bigint {
  let z = BigInt.asUintN(64, key + BigInt.asUintN(64, counter * 0x9e3779b97f4a7c15n));
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

/** A whole number from low to high, both included. `shift` picks other bits of the same draw. */
export function between(bits: bigint, shift: bigint, low: bigint, high: bigint): bigint {
  return low + (((bits >> shift) & 0xffffn) * (high - low + 1n)) / 65_536n;
}

/** A nearly normal variate times `deviation`: the sum of the draw's four 16-bit lanes, so it never leaves ±3.5 deviations. */
export function normal(key: bigint, counter: bigint, deviation: bigint): bigint {
  const bits = draw(key, counter);
  const pairs = (bits & 0x0000ffff0000ffffn) + ((bits >> 16n) & 0x0000ffff0000ffffn);
  const sum = (pairs & 0xffffffffn) + (pairs >> 32n);
  return ((sum - SUM_MEAN) * deviation) / SUM_DEVIATION;
}

/** Integer square root, rounded down (Newton's method). */
export function integerSquareRoot(value: bigint): bigint {
  if (value < 2n) return value < 0n ? 0n : value;
  let guess = BigInt(`1${"0".repeat(Math.ceil(value.toString().length / 2))}`);
  for (;;) {
    const next = (guess + value / guess) / 2n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** "101.25" to fixed point; more than twelve places are refused, because they would be lost. */
export function toFixedPoint(text: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) throw new RangeError(`not a positive decimal of at most ${FIXED_PLACES} places: ${text}`);
  return BigInt(`${match[1] ?? "0"}${(match[2] ?? "").padEnd(FIXED_PLACES, "0")}`);
}

/** Fixed point to a plain decimal string without trailing zeros. Not negative: prices and volumes never are. */
export function fromFixedPoint(value: bigint): string {
  const digits = value.toString().padStart(FIXED_PLACES + 1, "0");
  const fraction = digits.slice(-FIXED_PLACES).replace(/0+$/, "");
  const whole = digits.slice(0, -FIXED_PLACES);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
