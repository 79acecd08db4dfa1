// The sentence in the shell says what the order path would say.
import { describe, expect, it } from "vitest";
import { marketClockText } from "./market-clock-text.ts";
import { type StatusWords, statusFigures, statusText } from "./status-text.ts";

const WORDS: StatusWords = { currency: "USD", zone: "America/New_York", permissions: [] };
const CLEAR = {
  accountId: "01890a5d-ac96-774b-bcce-b302099a8057",
  canTrade: true,
  obstacle: null,
  halt: null,
  buyingPower: "84120.55",
  openOrders: 3,
  openOrdersMax: "20",
  dailyLoss: "600",
  dailyLossMax: "5000",
  marketAgeMs: 400,
  market: { mode: "simulated", source: "simulated:1", stepped: false, venueAt: "2026-11-20T15:30:00.000Z" },
} as const;

function say(view: Parameters<typeof statusFigures>[0], hidden = false) {
  return statusText(statusFigures(view, hidden), WORDS);
}

describe("the status sentence", () => {
  it("names buying power, open orders and the day's loss while trading is possible", () => {
    expect(say(CLEAR)).toMatchObject({
      tone: "ok",
      text: "You can trade. Buying power 84,120.55\u00a0USD; 3 of 20 open orders; daily loss 12\u00a0% used.",
    });
  });

  it("calls a book a book, and still says when it is halted", () => {
    const of = (view: Parameters<typeof statusFigures>[0]) =>
      statusText(statusFigures(view, false), { ...WORDS, book: true });
    expect(of({ ...CLEAR, canTrade: false, obstacle: "market_stale" }).text).toMatch(/^This is a book:/);
    const halt = { id: CLEAR.accountId, scope: "account", reason: "proof", setAt: "2026-11-20T19:02:31.000Z" } as const;
    expect(of({ ...CLEAR, canTrade: false, obstacle: "halted", halt }).tone).toBe("stopped");
  });

  it("warns once four fifths of the allowed loss are used", () => {
    expect(say({ ...CLEAR, dailyLoss: "4000" }).tone).toBe("warn");
    expect(say({ ...CLEAR, dailyLoss: "3999.99" }).tone).toBe("ok");
  });

  it("says who is halted, since when and why, and that cancels work", () => {
    const halt = {
      id: CLEAR.accountId,
      scope: "desk",
      reason: "feed check",
      setAt: "2026-11-20T19:02:31.000Z",
    } as const;
    const { tone, text, help } = say({ ...CLEAR, canTrade: false, obstacle: "halted", halt });
    expect(tone).toBe("stopped");
    expect(text).toBe(
      'You cannot trade: the desk was halted at 20 Nov 2026, 14:02:31 EST ("feed check"). Cancels work.',
    );
    expect(help?.href).toBe("/halts");
  });

  it("writes no amount when balances are hidden, not even into the data it is given", () => {
    const figures = statusFigures(CLEAR, true);
    expect(JSON.stringify(figures)).not.toContain("84120.55");
    expect(statusText(figures, WORDS).text).toContain("Buying power •••••");
  });

  it("offers the health page only to those who may open it", () => {
    const stale = statusFigures({ ...CLEAR, obstacle: "market_stale", marketAgeMs: 42_000 }, false);
    expect(statusText(stale, WORDS).help).toBeUndefined();
    expect(statusText(stale, { ...WORDS, permissions: ["health:read"] }).help?.href).toBe("/health");
    expect(statusText(stale, WORDS).text).toContain("42 s old");
  });
});

describe("the market clock", () => {
  it("names a replay with its date", () => {
    const replay = { mode: "replay", stepped: false, venueAt: "2013-03-01T15:30:00.000Z" };
    expect(marketClockText(replay, undefined, "America/New_York")).toContain("Replay, 01 Mar 2013");
  });

  it("names a simulated market as simulated, and its phase once it is known", () => {
    expect(marketClockText(CLEAR.market, undefined, "America/New_York")).toBe("Simulated market");
    const { venueAt } = CLEAR.market;
    const open = { mode: "nyse", phase: "core", nextOpenAt: null, nextCloseAt: "2026-11-20T21:00:00.000Z" } as const;
    expect(marketClockText(CLEAR.market, { ...open, venueAt }, "America/New_York")).toBe(
      "Market open, closes 16:00 New York · Simulated market",
    );
  });

  it("says when the market opens, because one can trade and yet wait", () => {
    const words = { ...WORDS, phase: "Market closed, opens Monday 09:30 New York" };
    expect(statusText(statusFigures(CLEAR, false), words).text).toMatch(
      /^You can trade\. Market closed, opens Monday 09:30 New York\. Buying power/,
    );
  });
});
