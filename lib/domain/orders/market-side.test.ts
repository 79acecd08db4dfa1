import { describe, expect, it } from "vitest";
import { dec, toPlain, ZERO } from "../shared/decimal.ts";
import { checkLegSides, checkStopSide } from "./market-side.ts";
import { sampleQuote, sampleTicket } from "./samples.ts";
import type { Ticket } from "./ticket.ts";

const market = sampleQuote({ last: dec("100") });
const stopOf = (side: "buy" | "sell", price: string): Ticket =>
  sampleTicket({ side, type: "stop", stopPrice: dec(price) });

describe("a stop price", () => {
  it("STP-1 lies ahead of the market, and is refused with the market price when it does not", () => {
    expect(checkStopSide(stopOf("buy", "100.01"), market)).toBeNull();
    expect(checkStopSide(stopOf("sell", "99.99"), market)).toBeNull();
    for (const ticket of [stopOf("buy", "100"), stopOf("buy", "99"), stopOf("sell", "100"), stopOf("sell", "101")]) {
      const refusal = checkStopSide(ticket, market);
      expect(refusal).toMatchObject({ code: "stop_price_wrong_side", field: "stopPrice" });
      expect(toPlain(refusal?.limit ?? ZERO)).toBe("100");
    }
  });

  it("STP-1 of an OCO is judged too, that of a bracket's exit only against its entry", () => {
    const exits = { takeProfit: { limitPrice: dec("110") }, stopLoss: { stopPrice: dec("105"), limitPrice: null } };
    const oco = sampleTicket({ side: "sell", type: "limit", orderClass: "oco", ...exits });
    expect(checkStopSide(oco, market)).toMatchObject({ field: "stopLoss.stopPrice" });
    expect(checkStopSide({ ...oco, side: "buy", type: "market", orderClass: "bracket" }, market)).toBeNull();
  });

  it("TRL-5 that trails a sale begins above nothing", () => {
    const trailing = { type: "trailing_stop", trailPrice: dec("100") } as const;
    const refusal = checkStopSide(sampleTicket({ side: "sell", ...trailing }), market);
    expect(refusal).toMatchObject({ code: "invalid_price", field: "trailPrice" });
    expect(checkStopSide(sampleTicket({ side: "buy", ...trailing }), market)).toBeNull();
  });

  it("cannot be judged without a price", () => {
    expect(checkStopSide(stopOf("sell", "500"), null)).toBeNull();
  });
});

describe("exits", () => {
  const group = (orderClass: Ticket["orderClass"], side: "buy" | "sell", profit: string | null, loss: string | null) =>
    sampleTicket({
      side,
      type: "limit",
      limitPrice: orderClass === "oco" ? null : dec("100"),
      orderClass,
      takeProfit: profit === null ? null : { limitPrice: dec(profit) },
      stopLoss: loss === null ? null : { stopPrice: dec(loss), limitPrice: null },
    });
  const field = (ticket: Ticket, quote = market) => checkLegSides(ticket, quote)?.field ?? null;

  it("LEG-1 leave at least a cent between take profit and stop loss, on the sides of gain and loss", () => {
    expect(field(group("oco", "sell", "110", "90"))).toBeNull();
    expect(field(group("oco", "buy", "90", "110"))).toBeNull();
    expect(field(group("oco", "sell", "100.01", "100"))).toBeNull();
    expect(field(group("oco", "sell", "100", "100"))).toBe("takeProfit.limitPrice");
    expect(field(group("oco", "buy", "110", "90"))).toBe("takeProfit.limitPrice");
  });

  it("LEG-2 lie at least a cent away from the entry", () => {
    expect(field(group("bracket", "buy", "100.01", "99.99"))).toBeNull();
    expect(field(group("bracket", "sell", "99.99", "100.01"))).toBeNull();
    expect(field(group("bracket", "buy", "100", "99"))).toBe("takeProfit.limitPrice");
    expect(field(group("bracket", "buy", "101", "100"))).toBe("stopLoss.stopPrice");
    expect(field(group("bracket", "sell", "99", "100"))).toBe("stopLoss.stopPrice");
    expect(field(group("oto", "buy", null, "100"))).toBe("stopLoss.stopPrice");
  });

  it("LEG-2 of an entry at market are measured from the last price", () => {
    const atMarket = { ...group("oto", "buy", null, "99.99"), type: "market", limitPrice: null } as const;
    expect(field(atMarket)).toBeNull();
    expect(field(atMarket, sampleQuote({ last: dec("99") }))).toBe("stopLoss.stopPrice");
  });
});
