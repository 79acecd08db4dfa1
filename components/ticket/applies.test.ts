// What the ticket offers is what the desk takes: every combination held against the rules of the order path.
import { describe, expect, test } from "vitest";
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import { checkTicket } from "#lib/domain/orders/check-ticket.ts";
import { ORDER_TYPES, TIMES_IN_FORCE } from "#lib/domain/orders/order.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import { asApplies, exitsApply, hoursApply, type Market, priceFields, timesFor, typesFor } from "./applies.ts";
import { type Exits, emptyDraft, type OrderTerms, type TicketDraft } from "./draft.ts";
import { readDraft } from "./read-draft.ts";

const EXITS: readonly Exits[] = ["none", "bracket", "take_profit", "stop_loss", "oco"];
const CLASSES: readonly AssetClass[] = ["us_equity", "crypto"];
const PRICES = {
  limitPrice: "100",
  stopPrice: "101",
  trail: "2",
  takeProfitPrice: "120",
  stopLossPrice: "90",
  stopLossLimit: "89",
};

function instrumentOf(assetClass: AssetClass) {
  const [tickSize, minNotional] = [dec("0.01"), dec("1")];
  return { symbol: "XYZ", assetClass, currency: "USD", tickSize, minNotional, fractionable: true } as const;
}

function decimal(text: string | undefined): Decimal | null {
  return text === undefined ? null : dec(text);
}

function refusalOf(terms: OrderTerms, assetClass: AssetClass) {
  const { takeProfit, stopLoss } = terms;
  const ticket = {
    symbol: terms.symbol,
    side: terms.side,
    type: terms.type,
    timeInForce: terms.timeInForce,
    quantity: decimal(terms.quantity),
    notional: decimal(terms.notional),
    limitPrice: decimal(terms.limitPrice),
    stopPrice: decimal(terms.stopPrice),
    trailPrice: decimal(terms.trailPrice),
    trailPercent: decimal(terms.trailPercent),
    extendedHours: terms.extendedHours ?? false,
    orderClass: terms.orderClass ?? "simple",
    takeProfit: takeProfit === undefined ? null : { limitPrice: dec(takeProfit.limitPrice) },
    stopLoss:
      stopLoss === undefined ? null : { stopPrice: dec(stopLoss.stopPrice), limitPrice: decimal(stopLoss.limitPrice) },
  } as const;
  return checkTicket({ ...ticket }, instrumentOf(assetClass), { notionalEnabled: true });
}

const combinations = CLASSES.flatMap((assetClass) =>
  ORDER_TYPES.flatMap((type) =>
    TIMES_IN_FORCE.flatMap((timeInForce) =>
      EXITS.flatMap((exits) =>
        (["core", "extended"] as const).map((hours) => ({ assetClass, type, timeInForce, exits, hours })),
      ),
    ),
  ),
);

describe("what the ticket offers", () => {
  test("whatever is chosen, the fitted ticket is one that the order path takes", () => {
    for (const { assetClass, ...choice } of combinations) {
      const market: Market = { assetClass, amountAllowed: true };
      const draft = asApplies({ ...emptyDraft("XYZ"), ...PRICES, ...choice, quantity: "3" }, market);
      const read = readDraft(draft, { tick: "0.01", assetClass });
      expect(read.ok && refusalOf(read.terms, assetClass), JSON.stringify({ assetClass, ...choice })).toBeNull();
    }
  });

  test("nothing that the order path takes is kept from the person", () => {
    let taken = 0;
    for (const { assetClass, ...choice } of combinations) {
      const draft: TicketDraft = { ...emptyDraft("XYZ"), ...PRICES, ...choice, quantity: "3" };
      const read = readDraft(draft, { tick: "0.01", assetClass });
      if (!read.ok || refusalOf(read.terms, assetClass) !== null) continue;
      taken += 1;
      expect(asApplies(draft, { assetClass, amountAllowed: true }), JSON.stringify({ assetClass, ...choice })).toEqual(
        draft,
      );
    }
    expect(taken).toBeGreaterThan(30);
  });

  test("only the fields of the type and of its exits are shown", () => {
    expect(priceFields({ type: "market", exits: "none" })).toEqual([]);
    expect(priceFields({ type: "stop_limit", exits: "none" })).toEqual(["stopPrice", "limitPrice"]);
    expect(priceFields({ type: "trailing_stop", exits: "none" })).toEqual(["trail"]);
    expect(priceFields({ type: "limit", exits: "take_profit" })).toEqual(["limitPrice", "takeProfitPrice"]);
    expect(priceFields({ type: "limit", exits: "oco" })).toEqual(["takeProfitPrice", "stopLossPrice", "stopLossLimit"]);
  });

  test("crypto has neither plain stops nor exits nor hours", () => {
    expect(typesFor({ assetClass: "crypto" })).toEqual(["market", "limit", "stop_limit"]);
    expect(exitsApply({ assetClass: "crypto" }, { type: "limit", sizing: "quantity" })).toBe(false);
    expect(hoursApply({ assetClass: "crypto" }, { type: "limit", timeInForce: "day", exits: "none" })).toBe(false);
    expect(timesFor({ assetClass: "crypto" }, { type: "market", exits: "none" })).toEqual(["day", "gtc", "ioc"]);
  });

  test("an order by amount is a market order for the day, and a quantity where amounts are switched off", () => {
    const typed = {
      ...emptyDraft("XYZ"),
      sizing: "amount",
      type: "stop",
      timeInForce: "gtc",
      exits: "bracket",
    } as const;
    const fitted = { type: "market", timeInForce: "day", exits: "none" };
    expect(asApplies(typed, { assetClass: "us_equity", amountAllowed: true })).toMatchObject({
      sizing: "amount",
      ...fitted,
    });
    const off = asApplies(typed, { assetClass: "us_equity", amountAllowed: false });
    expect(off).toMatchObject({ sizing: "quantity", type: "stop", timeInForce: "gtc", exits: "bracket" });
  });
});
