// What people type into amount fields, and what we make of it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAmount } from "./parse-amount.ts";
import { plain } from "./string-decimal.ts";

function readValue(typed: string): string | null {
  const read = parseAmount(typed);
  return read.ok ? read.value : null;
}

function messageOf(typed: string, options = {}): string | null {
  const read = parseAmount(typed, options);
  return read.ok ? null : read.message;
}

describe("reading amounts typed by people", () => {
  it.each([
    ["12.5", "12.5"],
    ["12,5", "12.5"],
    ["12,50", "12.5"],
    ["0,125", "0.125"],
    ["1.234", "1.234"],
    ["1.234,5", "1234.5"],
    ["1,234.50", "1234.5"],
    ["1,234,567", "1234567"],
    ["1.234.567", "1234567"],
    ["1.234.567,89", "1234567.89"],
    ["  42 ", "42"],
    ["1 234,5", "1234.5"],
    ["1\u202f234\u00a0567.25", "1234567.25"],
    ["1'234.5", "1234.5"],
    [".5", "0.5"],
    ["5.", "5"],
    ["007", "7"],
    ["+3", "3"],
  ])("takes %j as %s, because nothing else can be meant", (typed, value) => {
    expect(readValue(typed)).toBe(value);
  });

  it("refuses one comma before three digits and shows both readings", () => {
    expect(messageOf("1,234")).toBe('"1,234" can mean 1234 or 1.234. Write one of these.');
    expect(messageOf("12,500")).toContain("12500 or 12.500");
  });

  it("refuses an exponent and shows what it would have been", () => {
    expect(messageOf("1e3")).toBe('Write "1e3" out: 1000.');
    expect(messageOf("1.5E-3")).toContain("0.0015");
    expect(messageOf("12.345e1")).toContain("123.45");
  });

  it.each(["1.234.5", "1,23,456", "1,,2", "1.2.3,4", "12,345.678,9", ",", ".", "1 2", "12 34,5", "1 234 5"])(
    "refuses %j, whose marks fit no way of writing",
    (typed) => {
      expect(readValue(typed)).toBeNull();
    },
  );

  it.each(["", "   ", "abc", "$5", "0x10", "Infinity", "NaN", "1_000", "٣", "--1"])(
    "refuses %j, which is no amount",
    (typed) => {
      expect(readValue(typed)).toBeNull();
    },
  );

  it("takes a negative amount only where one makes sense", () => {
    expect(messageOf("-5")).toBe("This amount cannot be negative.");
    expect(parseAmount("−5,5", { allowNegative: true })).toEqual({ ok: true, value: "-5.5", reread: true });
    expect(parseAmount("-0", { allowNegative: true })).toMatchObject({ value: "0" });
  });

  it("refuses more places than the field has", () => {
    expect(messageOf("0.1234567891")).toBe("At most 9 decimal places; this has 10.");
    expect(messageOf("1.5", { places: 0 })).toBe("Whole numbers only.");
  });

  it("says when what was typed is not how it is written here", () => {
    expect(parseAmount("12,5")).toMatchObject({ reread: true });
    expect(parseAmount("12.5")).toMatchObject({ reread: false });
  });

  it("reads every plain decimal as itself, and never crashes on anything", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n), fc.nat(999_999_999), (whole, fraction) => {
        const typed = `${whole}.${fraction}`;
        expect(readValue(typed)).toBe(plain(typed));
      }),
    );
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const read = parseAmount(typed);
        expect(read.ok ? /^\d+(\.\d+)?$/.test(read.value) : read.message.length > 0).toBe(true);
      }),
    );
  });
});
