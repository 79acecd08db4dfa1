import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUCKETS, bucketOf, murmur3 } from "./bucket.ts";
import { evaluateFlag, type Flag } from "./evaluate.ts";

const flag = (differs: Partial<Flag> = {}): Flag => ({
  key: "ui.live_stream",
  killed: false,
  rules: [],
  rolloutBps: null,
  salt: "salt-1",
  defaultValue: false,
  ...differs,
});
const units = Array.from({ length: 20_000 }, (_, n) => `account-${n}`);

describe("the hash", () => {
  it.each([
    ["", 0],
    ["test", 0xba6bd213],
    ["Hello, world!", 0xc0363e43],
    ["The quick brown fox jumps over the lazy dog", 0x2e4ff723],
  ])("of %j is MurmurHash3's", (text, expected) => {
    expect(murmur3(text)).toBe(expected);
  });
});

describe("buckets", () => {
  it("are filled evenly", () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const unit of units) {
      const tenth = Math.floor(bucketOf("salt-1", unit) / (BUCKETS / 10));
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // 2,000 each, give or take five standard deviations.
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(215);
  });

  it("differ by salt, so that not the same accounts come first every time", () => {
    const both = units.filter((unit) => bucketOf("salt-1", unit) < 1_000 && bucketOf("salt-2", unit) < 1_000);
    expect(both.length).toBeGreaterThan(100);
    expect(both.length).toBeLessThan(300);
  });

  it("stay within their range for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (salt, unit) => {
        const bucket = bucketOf(salt, unit);
        expect(Number.isInteger(bucket) && bucket >= 0 && bucket < BUCKETS).toBe(true);
        expect(bucketOf(salt, unit)).toBe(bucket);
      }),
    );
  });
});

describe("a flag", () => {
  it("is off for everybody when it is killed", () => {
    const killed = flag({
      killed: true,
      defaultValue: true,
      rolloutBps: 10_000,
      rules: [{ effect: "allow", accounts: ["a"] }],
    });
    expect(evaluateFlag(killed, "a")).toEqual({ value: false, reason: "killed" });
  });

  it("obeys the first rule that names the account, before any roll-out", () => {
    const rules = [
      { effect: "deny", accounts: ["a"] },
      { effect: "allow", accounts: ["a", "b"] },
    ] as const;
    expect(evaluateFlag(flag({ rules, rolloutBps: 10_000 }), "a")).toEqual({ value: false, reason: "rule" });
    expect(evaluateFlag(flag({ rules, rolloutBps: 0 }), "b")).toEqual({ value: true, reason: "rule" });
    expect(evaluateFlag(flag({ rules, rolloutBps: 0 }), "c")).toEqual({ value: false, reason: "default" });
  });

  it("reaches nobody at 0 and everybody at 10,000 basis points", () => {
    const reached = (rolloutBps: number) =>
      units.filter((unit) => evaluateFlag(flag({ rolloutBps }), unit).value).length;
    expect(reached(0)).toBe(0);
    expect(reached(10_000)).toBe(units.length);
    expect(Math.abs(reached(2_500) - 5_000)).toBeLessThan(310);
  });

  it("only ever grows when its roll-out does", () => {
    const bps = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(fc.uuid(), bps, bps, (unit, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const on = (rolloutBps: number) => evaluateFlag(flag({ rolloutBps }), unit).value;
        expect(!on(less) || on(more)).toBe(true);
      }),
    );
  });

  it("takes its default without a roll-out or an account", () => {
    expect(evaluateFlag(flag({ defaultValue: true }), "a")).toEqual({ value: true, reason: "default" });
    expect(evaluateFlag(flag({ rolloutBps: 10_000 }), null)).toEqual({ value: false, reason: "default" });
  });
});
