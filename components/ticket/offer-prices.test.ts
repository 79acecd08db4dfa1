// The prices a choice brings along: on the right side of the market, on the step, and never over what was typed.
import { describe, expect, test } from "vitest";
import { emptyDraft } from "./draft.ts";
import { offerPrices } from "./offer-prices.ts";
import { percentSize } from "./percent-size.ts";

const MARKET = { bid: "190.00", ask: "190.04", tick: "0.01", assetClass: "us_equity" } as const;
const draft = emptyDraft("AAPL");

describe("offered prices", () => {
  test("a limit joins its own side of the quote", () => {
    expect(offerPrices({ ...draft, type: "limit" }, MARKET, {})).toEqual({ limitPrice: "190.00" });
    expect(offerPrices({ ...draft, type: "limit", side: "sell" }, MARKET, {})).toEqual({ limitPrice: "190.04" });
  });

  test("a stop lies ahead of the market, its limit beyond it, both on the tick", () => {
    expect(offerPrices({ ...draft, type: "stop_limit" }, MARKET, {})).toEqual({
      stopPrice: "191.94",
      limitPrice: "192.32",
    });
    expect(offerPrices({ ...draft, type: "stop", side: "sell" }, MARKET, {})).toEqual({ stopPrice: "188.10" });
  });

  test("a trail is one percent of the price, as an amount or as it is", () => {
    const trailing = { ...draft, type: "trailing_stop", side: "sell" } as const;
    expect(offerPrices(trailing, MARKET, {})).toEqual({ trail: "1.90" });
    expect(offerPrices({ ...trailing, trailBy: "percent" }, MARKET, {})).toEqual({ trail: "1" });
  });

  test("exits are measured from the entry's own price, gain on one side and loss on the other", () => {
    const bracket = { ...draft, exits: "bracket", type: "limit", limitPrice: "100" } as const;
    expect(offerPrices(bracket, MARKET, {})).toEqual({ takeProfitPrice: "102.00", stopLossPrice: "99.00" });
    const short = { ...bracket, side: "sell" } as const;
    expect(offerPrices(short, MARKET, {})).toEqual({ takeProfitPrice: "98.00", stopLossPrice: "101.00" });
    const oco = { ...draft, exits: "oco", side: "sell", type: "limit" } as const;
    expect(offerPrices(oco, MARKET, {})).toEqual({ takeProfitPrice: "193.84", stopLossPrice: "188.13" });
  });

  test("what was typed stays, what was offered gives way to the next offer", () => {
    const offered = offerPrices({ ...draft, type: "limit" }, MARKET, {});
    const flipped = { ...draft, type: "limit", side: "sell", limitPrice: "190.00" } as const;
    expect(offerPrices(flipped, MARKET, offered)).toEqual({ limitPrice: "190.04" });
    expect(offerPrices({ ...flipped, limitPrice: "189" }, MARKET, offered)).toEqual({});
  });

  test("nothing is offered at or below zero, and shares under a dollar have their finer step", () => {
    const low = { bid: "0.0001", ask: "0.0002", tick: "0.01", assetClass: "us_equity" } as const;
    expect(offerPrices({ ...draft, type: "stop", side: "sell" }, low, {})).toEqual({ stopPrice: "0.0001" });
  });
});

describe("percent of the equity", () => {
  const size = (percent: string, equity = "100000") =>
    percentSize({ equity, percent, price: "191.12", assetClass: "us_equity" });

  test("becomes whole shares, cut and never rounded up", () => {
    expect(size("10")).toEqual({ value: "10000", quantity: "52" });
    expect(size("0.5", "104250.31")).toEqual({ value: "521.25155", quantity: "2" });
  });

  test("that do not buy one share is no quantity", () => {
    expect(size("0.1")).toEqual({ value: "100", quantity: null });
    expect(size("10", "-5")).toMatchObject({ quantity: null });
  });

  test("buys parts of a coin", () => {
    const coin = { equity: "1000", percent: "10", price: "90000", assetClass: "crypto" } as const;
    expect(percentSize(coin)).toEqual({ value: "100", quantity: "0.001111" });
  });
});
