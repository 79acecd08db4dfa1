/** Readers of arguments: a wrong one is named, with the usage, before anything is done. */
import { InvalidArgumentError } from "commander";
import { type ApiScope, isApiScope, isRole, type Role } from "#lib/domain/access/permissions.ts";
import { parseCount } from "#lib/domain/shared/count.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";

const AMOUNT = /^\d{1,20}(\.\d{1,18})?$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function amount(text: string): Decimal {
  if (!AMOUNT.test(text)) throw new InvalidArgumentError('Give a plain decimal number, for example "187.25".');
  return dec(text);
}

export function countUpTo(max: number): (text: string) => number {
  return (text) => {
    try {
      return parseCount(text, { min: 1, max });
    } catch {
      throw new InvalidArgumentError(`Give a whole number from 1 to ${max}.`);
    }
  };
}

export function id(text: string): string {
  if (!ID.test(text)) throw new InvalidArgumentError("Give an id such as 01a200b2-db8e-7746-af87-671d86f57613.");
  return text;
}

export function onOff(text: string): boolean {
  if (text !== "on" && text !== "off") throw new InvalidArgumentError("Give on or off.");
  return text === "on";
}

export function oneOf<Value extends number | string>(values: readonly Value[]): (text: string) => Value {
  return (text) => {
    const found = values.find((value) => `${value}` === text);
    if (found === undefined) throw new InvalidArgumentError(`Give one of ${values.join(", ")}.`);
    return found;
  };
}

/** `kind`, `kind:value` or `kind:value:minimum`. */
export function modelOf<Kind extends string>(kinds: readonly Kind[]) {
  return (text: string): { readonly kind: Kind; readonly value: Decimal; readonly minimum: Decimal } => {
    const [kind = "", value = "0", minimum = "0", more] = text.split(":");
    if (more !== undefined) throw new InvalidArgumentError("Give a model such as bps:5 or per_share:0.005:1.");
    return { kind: oneOf(kinds)(kind), value: amount(value), minimum: amount(minimum) };
  };
}

export function role(text: string): Role {
  if (!isRole(text)) throw new InvalidArgumentError("Give viewer, trader or admin.");
  return text;
}

export function scopes(text: string): ApiScope[] {
  return text.split(",").map((one) => {
    const scope = one.trim();
    if (!isApiScope(scope)) throw new InvalidArgumentError("Give read, trade or admin, or several with commas.");
    return scope;
  });
}

export function symbol(text: string): string {
  const upper = text.trim().toUpperCase();
  if (!/^[A-Z0-9./-]{1,20}$/.test(upper)) throw new InvalidArgumentError("Give a symbol such as AAPL or BTC/USD.");
  return upper;
}

export function email(text: string): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(text) || text.length > 254) throw new InvalidArgumentError("Give an e-mail address.");
  return text.toLowerCase();
}

export function idempotencyKey(text: string): string {
  if (!/^[\x21-\x7e]{16,255}$/.test(text)) throw new InvalidArgumentError("Give 16 to 255 visible characters.");
  return text;
}
