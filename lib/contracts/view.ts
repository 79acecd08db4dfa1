/** From a verb's result to its view: what the schema names and nothing else, decimals and instants as text. */
import type { z } from "zod";
import { Decimal, toPlain } from "#lib/domain/shared/decimal.ts";

/** What may stand where the wire has T: exact amounts, instants and big counts become text on the way. */
export type Viewable<T> = T extends string
  ? string | Decimal | Date | bigint
  : T extends readonly (infer Item)[]
    ? readonly Viewable<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Viewable<T[Key]> }
      : T;

type Convert = (value: unknown) => unknown;

/** Walks the schema once; rows may carry more columns than are shown, and those stay here. */
export function viewOf<S extends z.ZodType>(schema: S): (value: Viewable<z.output<S>>) => z.output<S> {
  const convert = converter(schema);
  // The schema says what comes out; tests and development hold every answer against it.
  return (value) => convert(value) as z.output<S>;
}

function converter(schema: z.core.$ZodType): Convert {
  const { def } = schema._zod;
  if (isObject(def)) return objectConverter(def.shape);
  if (isArray(def)) {
    const item = converter(def.element);
    return (value) => (Array.isArray(value) ? value.map(item) : value);
  }
  return isWrapper(def) ? converter(def.innerType) : plain;
}

function objectConverter(shape: Readonly<Record<string, z.core.$ZodType>>): Convert {
  const fields = Object.entries(shape).map(([key, field]) => [key, converter(field)] as const);
  return (value) => {
    if (typeof value !== "object" || value === null) return value;
    const source = value as Readonly<Record<string, unknown>>;
    const view: Record<string, unknown> = {};
    for (const [key, convert] of fields) if (source[key] !== undefined) view[key] = convert(source[key]);
    return view;
  };
}

/** Where the schema names no fields: the same conversions all the way down. */
export function plain(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (Decimal.isDecimal(value)) return toPlain(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]));
}

type Def = { readonly type: string };

function isObject(def: Def): def is z.core.$ZodObjectDef {
  return def.type === "object";
}

function isArray(def: Def): def is z.core.$ZodArrayDef {
  return def.type === "array";
}

function isWrapper(def: Def): def is z.core.$ZodNullableDef {
  return def.type === "nullable" || def.type === "optional" || def.type === "readonly" || def.type === "default";
}
