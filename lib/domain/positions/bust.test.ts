import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Side } from "../orders/order.ts";
import { type Decimal, dec, sum, toPlain } from "../shared/decimal.ts";
import { asId, type ExecutionId } from "../shared/ids.ts";
import { type ExecutionToReplay, type Replayed, replay } from "./position.ts";

const START = 1_767_625_200_000;

function fill(
  n: number,
  side: Side,
  quantity: string | Decimal,
  price: string | Decimal,
  fee = "0",
): ExecutionToReplay {
  const id = asId<ExecutionId>(`execution-${n.toString().padStart(8, "0")}`);
  const amounts = { quantity: dec(quantity), price: dec(price), fee: dec(fee) };
  return { id, instrumentId: asId("instrument-acme"), side, ...amounts, at: new Date(START + n) };
}

function bust(n: number, original: ExecutionToReplay): ExecutionToReplay {
  const side = original.side === "buy" ? "sell" : "buy";
  const { quantity, price, fee } = original;
  return { ...fill(n, side, quantity, price), fee: fee.negated(), reverses: original.id };
}

function figures({ position }: Replayed): string {
  if (position === null) return "nothing";
  return [position.quantity, position.cost, position.realised, position.fees].map(toPlain).join(" ");
}

const openLots = ({ lots }: Replayed) =>
  lots
    .filter(({ openQuantity }) => !openQuantity.isZero())
    .map(({ openQuantity, openCost }) => `${toPlain(openQuantity)} for ${toPlain(openCost)}`);

const cashOf = (executions: readonly ExecutionToReplay[]) =>
  sum(
    executions.map(({ side, quantity, price, fee }) => {
      const value = quantity.times(price);
      return (side === "buy" ? value.negated() : value).minus(fee);
    }),
  );

describe("a busted fill", () => {
  it("that was the last one never happened", () => {
    const before = [fill(1, "buy", "10", "100"), fill(2, "sell", "4", "110")];
    const last = fill(3, "sell", "8", "120", "0.5");
    const after = replay([...before, last, bust(4, last)]);
    expect(figures(after)).toBe(figures(replay(before)));
    expect(openLots(after)).toEqual(openLots(replay(before)));
  });

  it("opens again what it closed, and takes its profit back", () => {
    const sale = fill(3, "sell", "15", "120");
    const books = replay([fill(1, "buy", "10", "100"), fill(2, "buy", "10", "110"), sale, bust(4, sale)]);
    expect(openLots(books)).toEqual(["10 for 1000", "10 for 1100"]);
    expect(figures(books)).toBe("20 2100 0 0");
    const taken = books.closes.filter(({ closedBy }) => closedBy === bust(4, sale).id);
    expect(taken.map(({ quantity, realised }) => [quantity, realised].map(toPlain))).toEqual([
      ["-10", "-200"],
      ["-5", "-50"],
    ]);
  });

  it("whose units are sold already leaves a sale at its price: of the next lot, or short", () => {
    const bought = fill(1, "buy", "10", "100");
    const short = replay([bought, fill(2, "sell", "10", "120"), bust(3, bought)]);
    expect(openLots(short)).toEqual(["-10 for -1000"]);
    expect(figures(short)).toBe("-10 -1000 200 0");
    const other = replay([bought, fill(2, "buy", "10", "90"), fill(3, "sell", "10", "120"), bust(4, bought)]);
    // 10 were sold at 120 that cost 90; the books say so in two steps: 120 against 100, and 100 against 90.
    expect(figures(other)).toBe("0 0 300 0");
  });

  it("takes what is left of its own lot at its own cost", () => {
    const bought = fill(1, "buy", "10", "100");
    const books = replay([bought, fill(2, "buy", "5", "80"), fill(3, "sell", "4", "110"), bust(4, bought)]);
    expect(openLots(books)).toEqual(["1 for 80"]);
    expect(figures(books)).toBe("1 80 120 0");
  });

  it("that stood between a purchase and a short sale lets the two meet", () => {
    const sale = fill(2, "sell", "10", "110");
    const books = replay([fill(1, "buy", "10", "100"), sale, fill(3, "sell", "5", "130"), bust(4, sale)]);
    // As without it: five of the ten were sold at 130.
    expect(openLots(books)).toEqual(["5 for 500"]);
    expect(figures(books)).toBe("5 500 150 0");
  });

  it("across zero gives back the long and the short part", () => {
    const crossing = fill(2, "sell", "10", "120");
    const books = replay([fill(1, "buy", "4", "100"), crossing, fill(3, "buy", "6", "90"), bust(4, crossing)]);
    expect(figures(books)).toBe(`10 ${toPlain(dec("1120"))} 180 0`);
  });

  it("that is corrected is booked with the new figures", () => {
    const bought = fill(1, "buy", "10", "100", "1");
    const books = replay([bought, fill(2, "sell", "10", "120"), bust(3, bought), fill(4, "buy", "10", "101", "2")]);
    expect(figures(books)).toBe("0 0 190 2");
  });
});

const nanos = fc.bigInt({ min: 1n, max: 10n ** 12n }).map((n) => dec(n).div(1_000_000_000));
const side = fc.constantFrom<Side>("buy", "sell");
const trades = fc.array(fc.record({ side, quantity: nanos, price: nanos, busted: fc.boolean(), rank: fc.nat(1_000) }), {
  minLength: 1,
  maxLength: 20,
});

/** Fills, then busts of some in any order, each after the fills that `rank` puts before it. */
function story(list: readonly { side: Side; quantity: Decimal; price: Decimal; busted: boolean; rank: number }[]) {
  const fills = list.map((trade, n) => fill(n, trade.side, trade.quantity, trade.price, "0.01"));
  const busts = list.flatMap(({ busted, rank }, n) => {
    const original = fills[n];
    return busted && original !== undefined ? [{ original, after: n + (rank % (fills.length - n)), rank }] : [];
  });
  const executions: ExecutionToReplay[] = [];
  fills.forEach((each, n) => {
    executions.push(each);
    for (const { original } of busts.filter(({ after }) => after === n).sort((a, b) => a.rank - b.rank)) {
      executions.push(bust(1_000 + executions.length, original));
    }
  });
  return { executions, kept: fills.filter((_, n) => list[n]?.busted === false) };
}

describe("busts in any order", () => {
  it("leave cash and units as without what they took back, and profit and cost that explain the cash", () => {
    fc.assert(
      fc.property(trades, (list) => {
        const { executions, kept } = story(list);
        const [with_, without] = [replay(executions), replay(kept)];
        const units = (books: Replayed) => toPlain(books.position?.quantity ?? dec("0"));
        expect(units(with_)).toBe(units(without));
        expect(toPlain(cashOf(executions))).toBe(toPlain(cashOf(kept)));
        const { realised, cost, fees } = with_.position ?? { realised: dec("0"), cost: dec("0"), fees: dec("0") };
        expect(toPlain(realised.minus(cost).minus(fees))).toBe(toPlain(cashOf(kept)));
      }),
    );
  });

  it("leave no lots on both sides of zero, none beyond its size on its own side, and one close for a lot", () => {
    fc.assert(
      fc.property(trades, (list) => {
        const { executions } = story(list);
        const { lots, closes } = replay(executions);
        const open = lots.filter(({ openQuantity }) => !openQuantity.isZero());
        expect(new Set(open.map(({ openQuantity }) => openQuantity.isPositive())).size).toBeLessThanOrEqual(1);
        for (const lot of lots) {
          const closed = closes.filter(({ lotId }) => lotId === lot.id);
          expect(toPlain(lot.openQuantity.plus(sum(closed.map((each) => each.quantity))))).toBe(toPlain(lot.quantity));
          expect(toPlain(lot.openCost.plus(sum(closed.map((each) => each.cost))))).toBe(toPlain(lot.cost));
          expect(lot.openQuantity.times(lot.quantity).gte(0)).toBe(true);
          expect(lot.openQuantity.abs().lte(lot.quantity.abs())).toBe(true);
        }
        expect(new Set(closes.map(({ lotId, closedBy }) => `${lotId} ${closedBy}`)).size).toBe(closes.length);
      }),
    );
  });
});
