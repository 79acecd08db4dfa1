// Exact arithmetic on plain decimal strings with BigInt, for the ticket's ticks and estimates, without decimal.js in the browser.

interface Scaled {
  readonly units: bigint;
  readonly places: number;
}

const PLAIN = /^-?\d+(\.\d+)?$/;

export function isPlainDecimal(text: string): boolean {
  return PLAIN.test(text);
}

function parse(text: string): Scaled {
  if (!PLAIN.test(text)) throw new RangeError(`Not a plain decimal: "${text.slice(0, 60)}"`);
  const [whole = "0", fraction = ""] = text.split(".");
  return { units: BigInt(whole + fraction), places: fraction.length };
}

function write({ units, places }: Scaled): string {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${negative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

function power(places: number): bigint {
  return 10n ** BigInt(places);
}

/** Both numbers in units of the finer of the two scales. */
function align(left: string, right: string): { a: bigint; b: bigint; places: number } {
  const a = parse(left);
  const b = parse(right);
  const places = Math.max(a.places, b.places);
  return { a: a.units * power(places - a.places), b: b.units * power(places - b.places), places };
}

export function plain(text: string): string {
  return write(parse(text));
}

export function compareDecimals(left: string, right: string): -1 | 0 | 1 {
  const { a, b } = align(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

export function signOf(text: string): -1 | 0 | 1 {
  const { units } = parse(text);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

export function addDecimals(left: string, right: string): string {
  const { a, b, places } = align(left, right);
  return write({ units: a + b, places });
}

export function subtractDecimals(left: string, right: string): string {
  const { a, b, places } = align(left, right);
  return write({ units: a - b, places });
}

export function multiplyDecimals(left: string, right: string): string {
  const a = parse(left);
  const b = parse(right);
  return write({ units: a.units * b.units, places: a.places + b.places });
}

/** Quotient cut toward zero at `places`: what fits, never more. */
export function divideDecimals(left: string, right: string, places: number): string {
  const { a, b } = align(left, right);
  if (b === 0n) throw new RangeError("Division by zero");
  return write({ units: (a * power(places)) / b, places });
}

/** Half-even, as the books round cash. */
export function roundDecimal(text: string, places: number): string {
  const value = parse(text);
  if (value.places <= places) return write(value);
  const divisor = power(value.places - places);
  const magnitude = value.units < 0n ? -value.units : value.units;
  const rest = (magnitude % divisor) * 2n;
  let units = magnitude / divisor;
  if (rest > divisor || (rest === divisor && units % 2n === 1n)) units += 1n;
  return write({ units: value.units < 0n ? -units : units, places });
}

export function isOnTick(price: string, tick: string): boolean {
  const { a, b } = align(price, tick);
  return b !== 0n && a % b === 0n;
}

/** The next multiple of the tick in that direction; from off the tick it lands on the nearest one that way, never below zero. */
export function stepByTick(price: string, tick: string, direction: "up" | "down"): string {
  const { a, b, places } = align(price, tick);
  if (b <= 0n) throw new RangeError("A tick is greater than zero");
  const floored = a >= 0n ? a / b : -((-a + b - 1n) / b);
  const exact = floored * b === a;
  const steps = direction === "up" ? floored + 1n : exact ? floored - 1n : floored;
  return write({ units: (steps < 0n ? 0n : steps) * b, places });
}

/** How many places a tick writes: "0.01" has two, "1" none. */
export function placesOf(tick: string): number {
  return plain(tick).split(".")[1]?.length ?? 0;
}

/** A decimal point moved right, exact: a fraction becomes a percentage with 2, basis points with 4. */
export function shiftPoint(text: string, by: number): string {
  const { units, places } = parse(text);
  return places >= by ? write({ units, places: places - by }) : write({ units: units * power(by - places), places: 0 });
}
