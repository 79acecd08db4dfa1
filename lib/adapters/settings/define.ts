/** The small language in which settings are described: what each is for, an example, and how its text is read. */
import { isIP } from "node:net";
import { z } from "zod";
import { parseCount } from "#lib/domain/shared/count.ts";

export interface Definition<S extends z.ZodType = z.ZodType> {
  readonly group: string;
  readonly about: string;
  /** What a filled-in line looks like; also the default when `schema` has one. */
  readonly example: string;
  readonly secret: boolean;
  readonly schema: S;
}

export function define<S extends z.ZodType>(
  group: string,
  about: string,
  example: string,
  schema: S,
  secret = false,
): Definition<S> {
  return { group, about, example, secret, schema };
}

/** A whole number, written with digits only. */
export function count(min: number, max: number, fallback: number) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return parseCount(text, { min, max });
      } catch {
        context.addIssue({ code: "custom", message: `is not a whole number from ${min} to ${max}` });
        return z.NEVER;
      }
    })
    .default(fallback);
}

export function oneOf<const T extends readonly [string, ...string[]]>(choices: T, fallback: T[number]) {
  const wanted = `is none of: ${choices.join(", ")}`;
  return z.enum(choices, wanted).default(fallback as never);
}

export function text(fallback: string) {
  return z.string().max(2048, "is longer than 2048 characters").default(fallback);
}

export function optionalText() {
  return z.string().max(2048, "is longer than 2048 characters").optional();
}

export function postgresUrl() {
  return z.string({ error: "is missing" }).regex(/^postgres(ql)?:\/\/[^\s]+$/, "is not an address postgresql://…");
}

export function optionalUrl(pattern: RegExp, wanted: string) {
  return z.string().regex(pattern, wanted).optional();
}

/** Long enough, and not a word from a tutorial: twelve different characters are hard to type by accident. */
export function secret() {
  return z
    .string({ error: "is missing" })
    .min(32, "is shorter than 32 characters")
    .refine((value) => new Set(value).size >= 12, "is too easy to guess")
    .refine((value) => !/change|secret|password|example|ballast/i.test(value), "is an example, not a secret");
}

/** Next.js seals the state of server actions with AES: the key has that cipher's length. */
export function aesKey() {
  return z
    .string({ error: "is missing" })
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, "is not written in base64")
    .refine((value) => [16, 24, 32].includes(Buffer.from(value, "base64").length), "is not 16, 24 or 32 bytes long")
    .refine((value) => new Set(value).size >= 10, "is too easy to guess");
}

/** Addresses and networks, with commas. What the server cannot read as such must not wait until it listens. */
export function networks() {
  return text("").refine(
    (list) => list.split(",").every((entry) => entry.trim() === "" || isNetwork(entry.trim())),
    "has an entry that is neither an address nor a network",
  );
}

function isNetwork(entry: string): boolean {
  const [address = "", bits, ...more] = entry.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && parseCount(bits, { min: 0, max: 999 }) <= (family === 6 ? 128 : 32);
}
