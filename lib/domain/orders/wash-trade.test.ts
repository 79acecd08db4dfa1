import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec } from "../shared/decimal.ts";
import { opposite } from "./market-side.ts";
import { ORDER_TYPES, type OrderType, SIDES } from "./order.ts";
import { sampleResting, sampleTicket } from "./samples.ts";
import { checkWashTrade } from "./wash-trade.ts";

const limited = (type: OrderType, price: string) =>
  type === "limit" || type === "stop_limit" ? { type, limitPrice: dec(price) } : { type, limitPrice: null };

describe("the wash-trade guard", () => {
  it("WSH-1 refuses limits that would cross, naming the order in the way", () => {
    const resting = [sampleResting({ side: "sell", limitPrice: dec("100") })];
    expect(checkWashTrade(sampleTicket(limited("limit", "99.99")), resting)).toBeNull();
    expect(checkWashTrade(sampleTicket(limited("limit", "100")), resting)).toMatchObject({
      code: "wash_trade",
      field: "limitPrice",
      blockedBy: ["resting-1"],
      limit: dec("100"),
      observed: dec("100"),
    });
  });

  it("WSH-1 refuses whatever has no plain limit, on either side", () => {
    for (const type of ORDER_TYPES) {
      const resting = [sampleResting({ side: "sell", limitPrice: dec("500") })];
      const refused = checkWashTrade(sampleTicket(limited(type, "1")), resting) !== null;
      expect(refused).toBe(type !== "limit");
      const waiting = [sampleResting({ side: "sell", ...limited(type, "500") })];
      expect(checkWashTrade(sampleTicket(limited("limit", "1")), waiting) !== null).toBe(type !== "limit");
    }
  });

  it("WSH-2 leaves out members of a group, on either side, and orders of the same side", () => {
    const exit = sampleResting({ side: "sell", type: "stop", orderClass: "bracket", legRole: "stop_loss" });
    expect(checkWashTrade(sampleTicket(), [exit])).toBeNull();
    const plain = sampleResting({ side: "sell", type: "stop" });
    expect(checkWashTrade(sampleTicket({ orderClass: "bracket" }), [plain])).toBeNull();
    expect(checkWashTrade(sampleTicket({ side: "sell" }), [plain])).toBeNull();
  });

  it("says the same whichever of two orders came first", () => {
    const order = fc.record({ type: fc.constantFrom(...ORDER_TYPES), cents: fc.bigInt({ min: 9_900n, max: 10_100n }) });
    fc.assert(
      fc.property(order, order, fc.constantFrom(...SIDES), (one, other, side) => {
        const [a, b] = [one, other].map(({ type, cents }) => limited(type, dec(cents).div(100).toFixed()));
        if (a === undefined || b === undefined) return;
        const there = checkWashTrade(sampleTicket({ ...a, side }), [sampleResting({ ...b, side: opposite(side) })]);
        const back = checkWashTrade(sampleTicket({ ...b, side: opposite(side) }), [sampleResting({ ...a, side })]);
        expect(there === null).toBe(back === null);
      }),
    );
  });
});
