// One text for one value, whatever the order of its keys: what audit rows keep and fingerprints are taken of.
import { Decimal, toPlain } from "../shared/decimal.ts";
import { invariant } from "../shared/invariant.ts";

/** JSON with sorted keys; decimals and bigints as strings, dates as ISO instants; absent properties are left out. */
export function canonical(value: unknown): string {
  return write(value, "value");
}

function write(value: unknown, path: string): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "bigint") return `"${value}"`;
  if (typeof value === "number") {
    // Only counts are numbers: a fraction here would be an amount that went through a float.
    invariant(Number.isSafeInteger(value), `${path}: ${value} is not a whole number; amounts are decimals`);
    return JSON.stringify(value);
  }
  invariant(typeof value === "object", `${path}: a ${typeof value} has no canonical form`);
  return writeObject(value, path);
}

function writeObject(value: object, path: string): string {
  if (Decimal.isDecimal(value)) return `"${toPlain(value)}"`;
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item, index) => write(item, `${path}[${index}]`)).join(",")}]`;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A Map or a foreign class would silently become {}.
  invariant(prototype === Object.prototype || prototype === null, `${path}: only plain objects have a canonical form`);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${write(field, `${path}.${key}`)}`);
  return `{${fields.join(",")}}`;
}
