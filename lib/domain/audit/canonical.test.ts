import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec } from "../shared/decimal.ts";
import { canonical } from "./canonical.ts";

describe("the canonical text", () => {
  it("sorts keys at every depth and keeps the order of lists", () => {
    expect(canonical({ b: [{ z: 1, a: 2 }, "x"], a: { d: null, c: true } })).toBe(
      '{"a":{"c":true,"d":null},"b":[{"a":2,"z":1},"x"]}',
    );
  });

  it("writes decimals, bigints and instants as text", () => {
    const value = {
      amount: dec("0.1").plus(dec("0.2")),
      at: new Date("2026-01-05T15:00:00Z"),
      seq: 12345678901234567890n,
    };
    expect(canonical(value)).toBe('{"amount":"0.3","at":"2026-01-05T15:00:00.000Z","seq":"12345678901234567890"}');
  });

  it("keeps all digits: twenty before the point, eighteen after it, no exponent", () => {
    expect(canonical(dec("12345678901234567890.123456789012345678"))).toBe('"12345678901234567890.123456789012345678"');
    expect(canonical([dec("0.000000000000000001"), dec("1.50"), dec("-0")])).toBe('["0.000000000000000001","1.5","0"]');
  });

  it("leaves absent properties out, so that absent and undefined are one", () => {
    expect(canonical({ a: 1, b: undefined })).toBe(canonical({ a: 1 }));
    expect(canonical([undefined])).toBe("[null]");
  });

  it("refuses a fraction that went through a float, and names where", () => {
    expect(() => canonical({ order: { price: 0.1 + 0.2 } })).toThrow("value.order.price: 0.30000000000000004");
    expect(() => canonical([1, Number.NaN])).toThrow("value[1]");
    expect(() => canonical(2 ** 53)).toThrow("not a whole number");
  });

  it("refuses what would silently become an empty object", () => {
    expect(() => canonical({ a: new Map([["x", 1]]) })).toThrow("only plain objects");
    expect(() => canonical({ a: () => 1 })).toThrow("no canonical form");
  });

  it("is JSON that reads back, and the same whatever the order of keys", () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.maxSafeInteger(),
        tie("list"),
        tie("map"),
      ),
      list: fc.array(tie("value"), { maxLength: 4 }),
      map: fc.dictionary(fc.string(), tie("value"), { maxKeys: 5, noNullPrototype: true }),
    })).map;
    fc.assert(
      fc.property(json, (map) => {
        const text = canonical(map);
        expect(JSON.parse(text)).toEqual(map);
        const turned = Object.fromEntries(Object.entries(map).reverse());
        expect(canonical(turned)).toBe(text);
      }),
    );
  });
});
