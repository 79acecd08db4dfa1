import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec, toPlain, ZERO } from "../shared/decimal.ts";
import { type CloseInput, planClose } from "./close-position.ts";
import { sampleInstrument, sampleResting } from "./samples.ts";

const plan = (position: string, part: CloseInput["part"] = {}, differs: Partial<CloseInput> = {}) =>
  planClose({
    instrument: sampleInstrument(),
    position: dec(position),
    part,
    resting: [],
    price: dec("20"),
    ...differs,
  });
const shown = (...args: Parameters<typeof plan>) => {
  const planned = plan(...args);
  if (!planned.ok) return `${planned.error.code} ${planned.error.field}`;
  const { ticket, quantity, remaining, value } = planned.value;
  return `${ticket.side} ${toPlain(quantity)}, ${toPlain(remaining)} left, ${value === null ? "?" : toPlain(value)}`;
};
const half = { percentage: dec("50") };

describe("closing a position", () => {
  it("is a market order against it, whole or in part, that says what it is worth", () => {
    expect(shown("10")).toBe("sell 10, 0 left, 200");
    expect(shown("-10")).toBe("buy 10, 0 left, 200");
    expect(shown("10", { quantity: dec("2.5") })).toBe("sell 2.5, 7.5 left, 50");
    expect(shown("5", half)).toBe("sell 2.5, 2.5 left, 50");
    expect(shown("5", half, { price: null })).toBe("sell 2.5, 2.5 left, ?");
  });

  it("CPS-1 needs a position", () => {
    expect(shown("0")).toBe("no_position symbol");
  });

  it("CPS-2 is for a part of it, given one way", () => {
    expect(shown("10", { quantity: dec("2"), ...half })).toBe("invalid_quantity percentage");
    expect(shown("10", { quantity: ZERO })).toBe("invalid_quantity quantity");
    expect(shown("10", { quantity: dec("11") })).toBe("insufficient_quantity quantity");
    expect(shown("10", { percentage: ZERO })).toBe("invalid_quantity percentage");
    expect(shown("10", { percentage: dec("100.1") })).toBe("invalid_quantity percentage");
    expect(shown("10", { percentage: dec("0.0000000001") })).toBe("invalid_quantity percentage");
  });

  it("CPS-3 rounds a percentage down to what can be traded", () => {
    expect(shown("5", half, { instrument: sampleInstrument({ fractionable: false }) })).toBe("sell 2, 3 left, 40");
    expect(shown("-5", half)).toBe("buy 2, 3 left, 40");
    expect(shown("-1", half)).toBe("invalid_quantity percentage");
  });

  it("CPS-4 leaves what open orders are to close, and names them", () => {
    const resting = [sampleResting({ side: "sell", leaves: dec("4") })];
    expect(shown("10", { quantity: dec("6") }, { resting })).toBe("sell 6, 4 left, 120");
    const refused = plan("10", {}, { resting });
    expect(refused.ok ? null : refused.error).toMatchObject({
      code: "insufficient_quantity",
      blockedBy: ["resting-1"],
    });
  });

  it("never closes more than the part that was asked for", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10_000n }), (nanos, points) => {
        const position = dec(nanos).div(1_000_000_000);
        const percentage = dec(points).div(100);
        const planned = planClose({
          instrument: sampleInstrument(),
          position,
          part: { percentage },
          resting: [],
          price: null,
        });
        if (!planned.ok) return;
        const exact = position.times(percentage).div(100);
        expect(planned.value.quantity.lte(exact) && planned.value.quantity.decimalPlaces() <= 9).toBe(true);
        expect(planned.value.quantity.plus(planned.value.remaining).eq(position)).toBe(true);
      }),
    );
  });
});
