// Reads an amount as people type it: taken only when one reading is possible, otherwise refused with the readings shown.
import { divideDecimals, multiplyDecimals, plain } from "./string-decimal.ts";

export type ParsedAmount =
  | {
      readonly ok: true;
      readonly value: string /** True when what was typed is not how we write it. */;
      readonly reread: boolean;
    }
  | { readonly ok: false; readonly message: string };

export interface ParseAmountOptions {
  /** Most decimal places that make sense in this field. */
  readonly places?: number | undefined;
  readonly allowNegative?: boolean | undefined;
}

const SPACES = /[\s\u00a0\u2007\u2009\u202f]+/g;
const EXPONENT = /^[+-]?(\d{1,12}(?:\.\d{1,12})?)e([+-]?\d{1,2})$/i;
const MAX_DIGITS = 30;

function refuse(message: string): ParsedAmount {
  return { ok: false, message };
}

/** "1e3" is refused, but the error says what it would have been. */
function spellOut(mantissa: string, exponent: string): string {
  const power = BigInt(exponent.replace("+", ""));
  if (power >= 0n) return multiplyDecimals(mantissa, (10n ** power).toString());
  return divideDecimals(mantissa, (10n ** -power).toString(), 120);
}

function wellGrouped(text: string, mark: string): boolean {
  const [head = "", ...rest] = text.split(mark);
  return /^[1-9]\d{0,2}$/.test(head) && rest.every((group) => /^\d{3}$/.test(group));
}

function join(whole: string, fraction: string): string {
  return plain(`${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`);
}

/** Unsigned digits with dots and commas to one plain decimal, or the sentence that says why not. */
function readMarks(text: string): { value: string } | { message: string } {
  const dots = text.split(".").length - 1;
  const commas = text.split(",").length - 1;
  const malformed = { message: `"${text}" has its marks in odd places. Write it like 1234.5.` };

  if (dots > 0 && commas > 0) {
    // The mark that comes last is the decimal one, if it comes once and the other groups thousands.
    const decimal = text.lastIndexOf(".") > text.lastIndexOf(",") ? "." : ",";
    const group = decimal === "." ? "," : ".";
    const [whole = "", fraction = "", ...more] = text.split(decimal);
    if (more.length > 0 || fraction === "" || !wellGrouped(whole, group)) return malformed;
    return { value: join(whole.replaceAll(group, ""), fraction) };
  }
  if (dots > 1 || commas > 1) {
    const group = dots > 1 ? "." : ",";
    return wellGrouped(text, group) ? { value: plain(text.replaceAll(group, "")) } : malformed;
  }
  if (commas === 1) {
    const [whole = "", fraction = ""] = text.split(",");
    if (wellGrouped(text, ",")) {
      return { message: `"${text}" can mean ${whole}${fraction} or ${whole}.${fraction}. Write one of these.` };
    }
    return { value: join(whole, fraction) };
  }
  // One dot is how we write decimals everywhere, so it is never taken for a thousands mark.
  const [whole = "", fraction = ""] = text.split(".");
  return { value: join(whole, fraction) };
}

/** Spaces and apostrophes only ever group thousands; anywhere else they are a slip. */
function ungroup(text: string): string | null {
  const spaced = text.replace(SPACES, " ").replace(/['’]/g, " ");
  if (!spaced.includes(" ")) return spaced;
  const [, whole = "", rest = ""] = /^([^.,]*)(.*)$/.exec(spaced) ?? [];
  return wellGrouped(whole, " ") && !rest.includes(" ") ? whole.replaceAll(" ", "") + rest : null;
}

export function parseAmount(typed: string, options: ParseAmountOptions = {}): ParsedAmount {
  const { places = 9, allowNegative = false } = options;
  const trimmed = typed.replace(/^[\s\u00a0\u2007\u2009\u202f]+|[\s\u00a0\u2007\u2009\u202f]+$/g, "");
  if (trimmed === "") return refuse("Enter an amount.");

  const exponent = EXPONENT.exec(trimmed);
  if (exponent) {
    return refuse(`Write "${trimmed}" out: ${spellOut(exponent[1] ?? "0", exponent[2] ?? "0")}.`);
  }
  const sign = /^[-−]/.test(trimmed) ? "-" : "";
  if (sign && !allowNegative) return refuse("This amount cannot be negative.");

  const unsigned = ungroup(trimmed.replace(/^[-−+]/, ""));
  if (unsigned === null) return refuse(`"${trimmed}" has a space inside. Write it like 1234.5.`);
  if (!/^[\d.,]+$/.test(unsigned) || !/\d/.test(unsigned)) {
    return refuse(`"${trimmed.slice(0, 24)}" is not an amount. Use digits and one decimal point.`);
  }
  const read = readMarks(unsigned);
  if ("message" in read) return refuse(read.message);

  const fraction = read.value.split(".")[1] ?? "";
  if (fraction.length > places) {
    return refuse(
      places === 0 ? "Whole numbers only." : `At most ${places} decimal places; this has ${fraction.length}.`,
    );
  }
  if (read.value.length > MAX_DIGITS) return refuse("That is more digits than an amount can have.");
  const value = sign && read.value !== "0" ? `-${read.value}` : read.value;
  return { ok: true, value, reread: /[,\s\u00a0\u2007\u2009\u202f'’]/.test(trimmed) || /\..*\./.test(trimmed) };
}
