import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dec, maxOf, toPlain, ZERO } from "../shared/decimal.ts";
import { checkCrossing, splitOrder } from "./crossing.ts";
import type { OrderClass, Side } from "./order.ts";
import { committed, type RestingOrder } from "./resting.ts";
import { sampleInstrument, sampleResting, sampleTicket } from "./samples.ts";

interface Case {
  readonly side: Side;
  readonly quantity: string;
  readonly position: string;
  readonly resting?: readonly RestingOrder[];
  readonly shorting?: boolean;
  readonly allowCrossZero?: boolean;
  readonly shortable?: boolean;
  readonly crypto?: boolean;
  readonly orderClass?: OrderClass;
}

function check({ side, quantity, position, resting = [], orderClass = "simple", ...rules }: Case) {
  const held = committed(resting, "sell");
  const asset = { shortable: rules.shortable ?? true, assetClass: rules.crypto ? "crypto" : "us_equity" } as const;
  return checkCrossing({
    ticket: sampleTicket({ side, quantity: dec(quantity), orderClass }),
    quantity: dec(quantity),
    instrument: sampleInstrument(asset),
    book: { position: dec(position), unitsAvailable: maxOf(ZERO, dec(position)).minus(held), resting },
    rules: { shorting: rules.shorting ?? true, allowCrossZero: rules.allowCrossZero ?? false },
  });
}
const code = (one: Case) => check(one)?.code ?? null;
const sells = (leaves: string) => [sampleResting({ side: "sell", leaves: dec(leaves) })];
const buys = (leaves: string) => [sampleResting({ side: "buy", leaves: dec(leaves) })];

describe("a sale", () => {
  it("SHT-1 of what is not there needs an account that may sell short", () => {
    expect(code({ side: "sell", quantity: "1", position: "0", shorting: false })).toBe("short_not_allowed");
    expect(code({ side: "sell", quantity: "1", position: "-5", shorting: false })).toBe("short_not_allowed");
    expect(code({ side: "sell", quantity: "1", position: "0" })).toBeNull();
  });

  it("SHT-2 of what is not there needs an instrument that can be borrowed", () => {
    expect(code({ side: "sell", quantity: "1", position: "0", shortable: false })).toBe("not_shortable");
    expect(code({ side: "sell", quantity: "1", position: "0", crypto: true })).toBe("not_shortable");
  });

  it("SHT-3 of what is not there is for whole shares", () => {
    expect(code({ side: "sell", quantity: "1.5", position: "0" })).toBe("fractional_short");
    expect(code({ side: "sell", quantity: "4", position: "3.96", allowCrossZero: true })).toBe("fractional_short");
    expect(code({ side: "sell", quantity: "4", position: "3", allowCrossZero: true })).toBeNull();
  });

  it("POS-1 of what other orders already hold is refused, naming them", () => {
    const refusal = check({ side: "sell", quantity: "8", position: "10", resting: sells("4") });
    expect(refusal).toMatchObject({ code: "insufficient_quantity", blockedBy: ["resting-1"] });
    expect([refusal?.observed, refusal?.limit, refusal?.headroom].map((value) => toPlain(value ?? ZERO))).toEqual([
      "8",
      "6",
      "6",
    ]);
    expect(code({ side: "sell", quantity: "6", position: "10", resting: sells("4") })).toBeNull();
  });

  it("POS-1 counts the exits of one group once, and those that wait for their entry not at all", () => {
    const exit = { side: "sell", orderClass: "oco", leaves: dec("4") } as const;
    const parentId = sampleResting({}).id;
    const group = [
      sampleResting({ ...exit, legRole: "take_profit" }),
      sampleResting({ ...exit, id: "resting-2", parentId, legRole: "stop_loss", type: "stop", limitPrice: null }),
    ];
    expect(toPlain(committed(group, "sell"))).toBe("4");
    expect(
      toPlain(
        committed(
          group.map((one) => ({ ...one, status: "held" as const })),
          "sell",
        ),
      ),
    ).toBe("0");
  });
});

describe("through zero", () => {
  it("ZRO-1 no order goes, unless the account allows it", () => {
    const sale = { side: "sell", quantity: "11", position: "10" } as const;
    expect(code(sale)).toBe("crosses_zero");
    expect(code({ ...sale, allowCrossZero: true })).toBeNull();
    const cover = { side: "buy", quantity: "11", position: "-10" } as const;
    expect(check(cover)).toMatchObject({ code: "crosses_zero", headroom: dec("10") });
    expect(code({ ...cover, allowCrossZero: true })).toBeNull();
    expect(code({ ...cover, quantity: "10" })).toBeNull();
  });

  it("ZRO-1 no two covers go together", () => {
    expect(code({ side: "buy", quantity: "7", position: "-10", resting: buys("4") })).toBe("crosses_zero");
    expect(code({ side: "buy", quantity: "6", position: "-10", resting: buys("4") })).toBeNull();
  });

  it("ZRO-2 from flat, orders do not open in both directions", () => {
    const sale = { side: "sell", quantity: "1", position: "0", resting: buys("4") } as const;
    expect(check(sale)).toMatchObject({ code: "opposite_side_open", blockedBy: ["resting-1"] });
    expect(code({ ...sale, allowCrossZero: true })).toBeNull();
    expect(code({ side: "buy", quantity: "1", position: "0", resting: sells("4") })).toBe("opposite_side_open");
  });

  it("SHT-4 a short position is covered in whole shares", () => {
    expect(code({ side: "buy", quantity: "1.5", position: "-10" })).toBe("fractional_short");
    expect(code({ side: "buy", quantity: "0.5", position: "-1.5" })).toBe("fractional_short");
    expect(code({ side: "buy", quantity: "1.5", position: "-1.5" })).toBeNull();
  });

  it("nothing is split: what closes and what opens add up to the order", () => {
    const amount = fc.bigInt({ min: 1n, max: 50n });
    fc.assert(
      fc.property(amount, fc.bigInt({ min: -50n, max: 50n }), amount, fc.boolean(), (quantity, held, open, sale) => {
        const position = dec(held);
        const side = sale ? "sell" : "buy";
        const resting = [sampleResting({ side, leaves: dec(open) })];
        const unitsAvailable = maxOf(ZERO, position.minus(sale ? dec(open) : ZERO));
        const { closing, opening } = splitOrder(side, dec(quantity), { position, unitsAvailable, resting });
        expect(closing.plus(opening).eq(dec(quantity)) && closing.gte(0) && opening.gte(0)).toBe(true);
        expect(closing.lte(maxOf(ZERO, sale ? position : position.negated()))).toBe(true);
      }),
    );
  });
});

describe("a group", () => {
  it("GRP-1 begins with an entry: it does not reduce a position", () => {
    expect(code({ side: "sell", quantity: "1", position: "10", orderClass: "bracket" })).toBe("not_an_entry");
    expect(code({ side: "buy", quantity: "1", position: "-10", orderClass: "oto" })).toBe("not_an_entry");
    expect(code({ side: "buy", quantity: "1", position: "10", orderClass: "bracket" })).toBeNull();
    expect(code({ side: "sell", quantity: "1", position: "0", orderClass: "bracket" })).toBeNull();
  });

  it("GRP-2 of exits alone needs a position, and no more than that", () => {
    expect(code({ side: "sell", quantity: "1", position: "0", orderClass: "oco" })).toBe("not_an_exit");
    expect(code({ side: "buy", quantity: "1", position: "10", orderClass: "oco" })).toBe("not_an_exit");
    expect(code({ side: "sell", quantity: "10", position: "10", orderClass: "oco" })).toBeNull();
    const sale = { side: "sell", quantity: "11", position: "10", orderClass: "oco", allowCrossZero: true } as const;
    expect(code(sale)).toBe("insufficient_quantity");
    expect(code({ ...sale, side: "buy", position: "-10" })).toBe("crosses_zero");
  });
});
