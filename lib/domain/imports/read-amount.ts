/** Reads an amount only where it can mean one thing; anything else is refused with the reading that we would have made. */
import { parseCount } from "../shared/count.ts";
import { err, ok, type Result } from "../shared/result.ts";

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const WHOLE_DIGITS_MAX = 20;
const PLACES_MAX = 18;

/** A plain decimal string without needless zeros, as NUMERIC(38,18) keeps it. */
export function readAmount(text: string): Result<string, string> {
  const found = PLAIN.exec(text);
  const [, sign = "", whole = "", fraction = ""] = found ?? [];
  if (found === null || whole + fraction === "") return err(notPlain(text));
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const places = fraction.replace(/0+$/, "");
  if (digits.length > WHOLE_DIGITS_MAX || places.length > PLACES_MAX) {
    return err(`is ${shown(text)}; at most 20 digits before the point and 18 after it can be kept`);
  }
  const value = places === "" ? digits : `${digits}.${places}`;
  return ok(sign === "-" && value !== "0" ? `-${value}` : value);
}

/** The same for a cell that may not be below zero. */
export function readUnsigned(text: string): Result<string, string> {
  const amount = readAmount(text);
  if (!amount.ok || !amount.value.startsWith("-")) return amount;
  return err(`is ${shown(text)}, below zero; write it without a sign: ${amount.value.slice(1)}`);
}

function notPlain(text: string): string {
  const reading = readingOf(text);
  if (reading !== null) return `is ${shown(text)}, which reads ${reading}; write it as ${reading}`;
  const [one, other] = readingsOf(text);
  if (one !== undefined && other !== undefined) {
    return `is ${shown(text)}, which may be ${one} or ${other}; write it with a point and without thousands separators`;
  }
  return `is ${shown(text)}, not a number; write digits with a point, for example 187.25`;
}

/** What somebody most probably meant, where nothing else can be meant. */
function readingOf(text: string): string | null {
  const bracketed = /^\((.+)\)$/.exec(text)?.[1];
  if (bracketed !== undefined) {
    const inner = readAmount(bracketed);
    return inner.ok ? `-${inner.value}` : null;
  }
  const bare = text.replace(/^(-?)\s*(?:[\p{Sc}]|[A-Z]{3})\s*/u, "$1").replace(/\s*(?:[\p{Sc}%]|[A-Z]{3})$/u, "");
  if (bare !== text) {
    const inner = readAmount(bare);
    return inner.ok ? inner.value : readingOf(bare);
  }
  if (/^-?\d{1,3}([,'’\u00a0\u202f ]\d{3})+\.\d+$/.test(text)) return text.replace(/[^\d.-]/g, "");
  if (/^-?\d{1,3}(,\d{3}){2,}$/.test(text) || /^-?\d{1,3}(['’\u00a0\u202f ]\d{3})+$/.test(text))
    return text.replace(/[^\d-]/g, "");
  if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(text)) return text.replaceAll(".", "").replace(",", ".");
  if (/^-?\d{1,3}(\.\d{3}){2,}$/.test(text)) return text.replaceAll(".", "");
  if (/^-?\d+,(\d{1,2}|\d{4,18})$/.test(text)) return text.replace(",", ".");
  return exponent(text);
}

/** 1,234 is a thousand to one half of the world and one and a bit to the other. */
function readingsOf(text: string): readonly string[] {
  return /^-?\d{1,3},\d{3}$/.test(text) ? [text.replace(",", ""), text.replace(",", ".")] : [];
}

function exponent(text: string): string | null {
  const found = /^(-?)(\d{1,20})(?:\.(\d{1,18}))?[eE]([+-]?\d{1,2})$/.exec(text);
  if (found === null) return null;
  const [, sign = "", whole = "", fraction = "", power = ""] = found;
  const shift = parseCount(power.replace("+", ""), { min: -99, max: 99 });
  const digits = `${"0".repeat(100)}${whole}${fraction}${"0".repeat(100)}`;
  const point = 100 + whole.length + shift;
  const value = readAmount(`${sign}${digits.slice(0, point)}.${digits.slice(point)}`);
  return value.ok ? value.value : null;
}

/** A cell as part of a sentence: quoted and cut, so that a broken file cannot flood the screen. */
export function shown(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
