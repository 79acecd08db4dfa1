// The ticket as typed: what it becomes, what is refused before it is sent, and the words on the button.
import { describe, expect, test } from "vitest";
import { asApplies, type Market } from "./applies.ts";
import { asDraft, emptyDraft, type TicketDraft, withoutSize } from "./draft.ts";
import { previewQuery } from "./preview-query.ts";
import { readDraft as read } from "./read-draft.ts";
import { termsInWords } from "./terms-in-words.ts";

const TERMS = { tick: "0.01", currency: "USD" };
const MARKET: Market = { assetClass: "us_equity", amountAllowed: true };
const draft = { ...emptyDraft("AAPL"), quantity: "10" };

function readDraft(typed: TicketDraft, { tick } = TERMS) {
  return read(asApplies(typed, MARKET), { tick, assetClass: MARKET.assetClass });
}

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

describe("types with prices and exits", () => {
  test("a stop limit order carries both prices, a stop only its own", () => {
    const prices = { stopPrice: "190", limitPrice: "190.5" };
    expect(readDraft({ ...draft, ...prices, type: "stop_limit", timeInForce: "gtc" })).toEqual({
      ok: true,
      terms: { symbol: "AAPL", side: "buy", type: "stop_limit", timeInForce: "gtc", quantity: "10", ...prices },
    });
    const stop = readDraft({ ...draft, ...prices, type: "stop" });
    expect(stop).toMatchObject({ terms: { stopPrice: "190" } });
    expect(stop).not.toHaveProperty("terms.limitPrice");
  });

  test("a trail is an amount or a percentage, never both", () => {
    const trailing = { ...draft, side: "sell", type: "trailing_stop", trail: "1.5" } as const;
    expect(readDraft(trailing)).toMatchObject({ terms: { trailPrice: "1.5" } });
    const byPercent = readDraft({ ...trailing, trailBy: "percent" });
    expect(byPercent).toMatchObject({ terms: { trailPercent: "1.5" } });
    expect(byPercent).not.toHaveProperty("terms.trailPrice");
    expect(readDraft({ ...trailing, trailBy: "percent", trail: "100" })).toMatchObject({
      problems: { trail: "A trail is less than 100 percent." },
    });
    expect(readDraft({ ...trailing, trail: "" })).toMatchObject({ problems: { trail: "Enter a trail." } });
  });

  test("a bracket has both exits, and a limit for its stop loss only when one is typed", () => {
    const bracket = { ...draft, exits: "bracket", takeProfitPrice: "200", stopLossPrice: "180" } as const;
    expect(readDraft(bracket)).toMatchObject({
      terms: { orderClass: "bracket", takeProfit: { limitPrice: "200" }, stopLoss: { stopPrice: "180" } },
    });
    expect(readDraft(bracket)).not.toHaveProperty("terms.stopLoss.limitPrice");
    expect(readDraft({ ...bracket, stopLossLimit: "179" })).toMatchObject({
      terms: { stopLoss: { stopPrice: "180", limitPrice: "179" } },
    });
    expect(readDraft({ ...bracket, takeProfitPrice: "" })).toMatchObject({
      problems: { takeProfitPrice: "Enter a take profit price." },
    });
  });

  test("one exit is an OTO, and exits of a position are an OCO of type limit without a limit of its own", () => {
    const one = readDraft({ ...draft, exits: "stop_loss", stopLossPrice: "180", takeProfitPrice: "200" });
    expect(one).toMatchObject({ terms: { orderClass: "oto", stopLoss: { stopPrice: "180" } } });
    expect(one).not.toHaveProperty("terms.takeProfit");
    const oco = { exits: "oco", side: "sell", takeProfitPrice: "200", stopLossPrice: "180", limitPrice: "1" } as const;
    expect(readDraft({ ...draft, ...oco })).toEqual({
      ok: true,
      terms: {
        symbol: "AAPL",
        side: "sell",
        type: "limit",
        timeInForce: "day",
        quantity: "10",
        orderClass: "oco",
        takeProfit: { limitPrice: "200" },
        stopLoss: { stopPrice: "180" },
      },
    });
  });

  test("below one dollar the price of a share moves in hundredths of a cent", () => {
    expect(readDraft({ ...draft, type: "limit", limitPrice: "0.1234" })).toMatchObject({ ok: true });
    expect(readDraft({ ...draft, type: "limit", limitPrice: "1.1234" })).toMatchObject({ ok: false });
  });

  test("the preview is asked about the same order, flat", () => {
    const bracket = { ...draft, exits: "bracket", takeProfitPrice: "200", stopLossPrice: "180" } as const;
    const terms = readDraft(bracket);
    expect(terms.ok && previewQuery("account", terms.terms)).toMatchObject({
      accountId: "account",
      quantity: "10",
      orderClass: "bracket",
      takeProfitLimitPrice: "200",
      stopLossStopPrice: "180",
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
    expect(words({ timeInForce: "cls" })).toBe("Buy 10 AAPL, market, at the close");
    expect(words({ type: "limit", limitPrice: "188", hours: "extended" })).toBe(
      "Buy 10 AAPL, limit 188.00, day, extended hours",
    );
  });

  test("name every price of stops, trails and exits", () => {
    expect(words({ type: "stop_limit", stopPrice: "190", limitPrice: "190.5" })).toBe(
      "Buy 10 AAPL, stop 190.00, limit 190.50, day",
    );
    expect(words({ side: "sell", type: "trailing_stop", trailBy: "percent", trail: "1.5" })).toBe(
      "Sell 10 AAPL, trailing stop 1.5 %, day",
    );
    const exits = { takeProfitPrice: "200", stopLossPrice: "180", stopLossLimit: "179" };
    expect(words({ ...exits, exits: "bracket", type: "limit", limitPrice: "188" })).toBe(
      "Buy 10 AAPL, limit 188.00, day, take profit 200.00, stop loss 180.00 limit 179.00",
    );
    expect(words({ ...exits, exits: "oco", side: "sell", stopLossLimit: "" })).toBe(
      "Sell 10 AAPL, take profit 200.00 or stop loss 180.00, day",
    );
  });
});

test("after an answer only the choices stay, not the size", () => {
  const typed = { amount: "5", percent: "3", limitPrice: "1", stopLossPrice: "2", trail: "1" };
  const chosen = { side: "sell", type: "stop", exits: "bracket" } as const;
  expect(withoutSize({ ...draft, ...typed, ...chosen })).toEqual({ ...emptyDraft("AAPL"), ...chosen });
});

test("what sessionStorage gives back counts only when it is a whole draft", () => {
  expect(asDraft({ ...draft, foreign: "field" })).toEqual(draft);
  for (const broken of [
    null,
    "x",
    {},
    { ...draft, side: "short" },
    { ...draft, quantity: 5 },
    { ...draft, type: "guess" },
    { ...draft, exits: "all" },
    { ...draft, symbol: "A".repeat(65) },
  ]) {
    expect(asDraft(broken)).toBeNull();
  }
});

test("a ticket kept before it knew stops and exits is still a ticket: it may stand for an order that was sent", () => {
  const { symbol, side, sizing, quantity, amount, type, timeInForce, limitPrice } = draft;
  expect(asDraft({ symbol, side, sizing, quantity, amount, type, timeInForce, limitPrice })).toEqual(draft);
});
