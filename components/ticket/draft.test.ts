// The ticket as typed: what it becomes, what is refused before it is sent, and the words on the button.
import { describe, expect, test } from "vitest";
import { asDraft, emptyDraft, readDraft, termsInWords, withoutSize } from "./draft.ts";

const TERMS = { tick: "0.01", currency: "USD" };
const draft = { ...emptyDraft("AAPL"), quantity: "10" };

describe("reading the ticket", () => {
  test("a quantity becomes a market order for the day", () => {
    expect(readDraft(draft, TERMS)).toEqual({
      ok: true,
      terms: { symbol: "AAPL", side: "buy", type: "market", timeInForce: "day", quantity: "10" },
    });
  });

  test("a decimal comma is read when only one reading is possible", () => {
    expect(readDraft({ ...draft, quantity: "12,5" }, TERMS)).toMatchObject({ terms: { quantity: "12.5" } });
    expect(readDraft({ ...draft, quantity: "1,234" }, TERMS)).toMatchObject({
      ok: false,
      problems: { quantity: expect.stringContaining("1.234") },
    });
  });

  test("an order by amount is always a market order for the day", () => {
    const typed = {
      ...draft,
      sizing: "amount",
      amount: "500",
      type: "limit",
      timeInForce: "gtc",
      limitPrice: "1",
    } as const;
    expect(readDraft(typed, TERMS)).toEqual({
      ok: true,
      terms: { symbol: "AAPL", side: "buy", type: "market", timeInForce: "day", notional: "500" },
    });
  });

  test("nothing, zero and a price off the tick are refused with what would be right", () => {
    expect(readDraft({ ...draft, quantity: " " }, TERMS)).toMatchObject({
      problems: { quantity: "Enter a quantity." },
    });
    expect(readDraft({ ...draft, quantity: "0.000" }, TERMS)).toMatchObject({
      problems: { quantity: "Enter a quantity above 0." },
    });
    expect(readDraft({ ...draft, type: "limit", limitPrice: "188.005" }, TERMS)).toMatchObject({
      problems: { limitPrice: "The price moves in steps of 0.01: 188.00 or 188.01." },
    });
  });

  test("every field that is wrong is named at once", () => {
    expect(readDraft({ ...draft, quantity: "x", type: "limit" }, TERMS)).toMatchObject({
      problems: { quantity: expect.any(String), limitPrice: expect.any(String) },
    });
  });

  test("eighteen digits and nine places go through as they are", () => {
    expect(readDraft({ ...draft, quantity: "123456789012345678.123456789" }, TERMS)).toMatchObject({
      terms: { quantity: "123456789012345678.123456789" },
    });
  });
});

describe("the words", () => {
  const words = (change: object) => {
    const read = readDraft({ ...draft, ...change }, TERMS);
    return read.ok ? termsInWords(read.terms, TERMS) : "";
  };

  test("say exactly what will be done", () => {
    expect(words({})).toBe("Buy 10 AAPL, market");
    expect(words({ side: "sell", type: "limit", limitPrice: "188" })).toBe("Sell 10 AAPL, limit 188.00, day");
    expect(words({ type: "limit", limitPrice: "188", timeInForce: "gtc" })).toBe(
      "Buy 10 AAPL, limit 188.00, until canceled",
    );
    expect(words({ sizing: "amount", amount: "1500" })).toBe("Buy 1,500.00\u00a0USD of AAPL, market");
  });
});

test("after an answer only the choices stay, not the size", () => {
  expect(withoutSize({ ...draft, amount: "5", limitPrice: "1", side: "sell" })).toEqual({
    ...emptyDraft("AAPL"),
    side: "sell",
  });
});

test("what sessionStorage gives back counts only when it is a whole draft", () => {
  expect(asDraft({ ...draft })).toEqual(draft);
  for (const broken of [
    null,
    "x",
    {},
    { ...draft, side: "short" },
    { ...draft, quantity: 5 },
    { ...draft, symbol: "A".repeat(65) },
  ]) {
    expect(asDraft(broken)).toBeNull();
  }
});
