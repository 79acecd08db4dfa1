import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Side } from "../orders/order.ts";
import { dec, sum, toPlain, ZERO } from "../shared/decimal.ts";
import { asId, type LotId } from "../shared/ids.ts";
import { applyFill, type FillBooked, type Lot, type LotClose } from "./lots.ts";
import { averagePrice, type ExecutionToReplay, fromLots, marketValue, replay, unrealised } from "./position.ts";

let serial = 0;
function execution(side: Side, quantity: string, price: string, fee = "0"): ExecutionToReplay {
  serial += 1;
  return {
    id: asId(`execution-${serial.toString().padStart(8, "0")}`),
    instrumentId: asId("instrument-aapl"),
    side,
    quantity: dec(quantity),
    price: dec(price),
    fee: dec(fee),
    at: new Date(1_767_625_200_000 + serial),
  };
}

function place(id: string, seq = BigInt(serial)) {
  return { factId: id, newLotId: asId<LotId>(id), seq };
}

/** As the books do it: one fill after the other against stored lots. */
function book(executions: readonly ExecutionToReplay[]) {
  const lots = new Map<string, Lot>();
  const closes: LotClose[] = [];
  const fills: FillBooked[] = [];
  for (const { id, fee, ...fill } of executions) {
    const booked = applyFill({ ...fill, lots: [...lots.values()], ...place(id, BigInt(fills.length + 1)) });
    for (const lot of booked.lots) lots.set(lot.id, lot);
    closes.push(...booked.closes);
    fills.push(booked);
  }
  const all = [...lots.values()];
  return { lots: all, closes, fills, position: fromLots(all, closes, sum(executions.map(({ fee }) => fee))) };
}

const figures = ({ quantity, cost, realised }: ReturnType<typeof book>["position"]) =>
  [quantity, cost, realised].map(toPlain).join(" ");

const nanos = fc.bigInt({ min: 1n, max: 10n ** 13n }).map((n) => dec(n).div(1_000_000_000));
const price = fc.bigInt({ min: 1n, max: 10n ** 14n }).map((n) => dec(n).div(1_000_000_000));
const side = fc.constantFrom<Side>("buy", "sell");
const trades = fc.array(fc.record({ side, quantity: nanos, price }), { minLength: 1, maxLength: 30 });
const executionsOf = (list: readonly { side: Side; quantity: typeof ZERO; price: typeof ZERO }[]) =>
  list.map((trade) => execution(trade.side, toPlain(trade.quantity), toPlain(trade.price)));

describe("lots", () => {
  it("are closed first in, first out, with cost and profit of each", () => {
    const { lots, closes, position } = book([
      execution("buy", "10", "100"),
      execution("buy", "10", "110"),
      execution("sell", "15", "120"),
    ]);
    expect(closes.map((close) => [close.quantity, close.cost, close.proceeds, close.realised].map(toPlain))).toEqual([
      ["10", "1000", "1200", "200"],
      ["5", "550", "600", "50"],
    ]);
    expect(lots.map((lot) => toPlain(lot.openQuantity))).toEqual(["0", "5"]);
    expect(figures(position)).toBe("5 550 250");
  });

  it("answer with changed and new lots only, and leave those given as they were", () => {
    const before = book([execution("buy", "10", "100"), execution("buy", "10", "110")]).lots;
    const kept = before.map((lot) => ({ ...lot }));
    const { id, fee, ...fill } = execution("sell", "3", "120");
    const booked = applyFill({ ...fill, lots: before, ...place(id) });
    expect(booked.lots.map((lot) => toPlain(lot.openQuantity))).toEqual(["7"]);
    expect(toPlain(booked.realised)).toBe("60");
    expect(before).toEqual(kept);
  });

  it("do not depend on the order in which rows were read", () => {
    const lots = book([execution("buy", "1", "100"), execution("buy", "1", "200")]).lots;
    const { id, fee, ...fill } = execution("sell", "1", "150");
    const book1 = applyFill({ ...fill, lots, ...place(id) });
    const book2 = applyFill({ ...fill, lots: [...lots].reverse(), ...place(id) });
    expect(toPlain(book1.realised)).toBe("50");
    expect(book2).toEqual(book1);
  });

  it("cross zero into a short position and back", () => {
    const { lots, position, closes } = book([
      execution("buy", "10", "100"),
      execution("sell", "15", "120"),
      execution("buy", "8", "90"),
    ]);
    expect(figures(position)).toBe("3 270 350");
    expect(closes.map((close) => toPlain(close.realised))).toEqual(["200", "150"]);
    expect(lots.map((lot) => [lot.quantity, lot.cost].map(toPlain))).toEqual([
      ["10", "1000"],
      ["-5", "-600"],
      ["3", "270"],
    ]);
  });

  it("give the remainder of an indivisible cost to the last unit", () => {
    const [lot] = book([execution("buy", "3", "1")]).lots;
    if (lot === undefined) throw new Error("a buy opens a lot");
    // A cost that no fill makes, but a split or an import does.
    let current: Lot = { ...lot, cost: dec("10"), openCost: dec("10") };
    const costs = [1, 2, 3].map(() => {
      const { id, fee, ...fill } = execution("sell", "1", "5");
      const { lots, closes } = applyFill({ ...fill, lots: [current], ...place(id) });
      current = lots[0] ?? current;
      return toPlain(closes[0]?.cost ?? ZERO);
    });
    expect(costs).toEqual(["3.333333333333333333", "3.333333333333333334", "3.333333333333333333"]);
    expect(toPlain(current.openCost)).toBe("0");
  });

  it("refuse lots of another instrument", () => {
    const lots = book([execution("buy", "1", "100")]).lots;
    const { id, fee, ...fill } = { ...execution("sell", "1", "150"), instrumentId: asId<never>("instrument-msft") };
    expect(() => applyFill({ ...fill, lots, ...place(id) })).toThrow("its own instrument");
  });
});

describe("a position", () => {
  it("knows its average price, value and unrealised profit", () => {
    const { position } = book([execution("buy", "1", "100"), execution("buy", "2", "101", "0.5")]);
    expect(toPlain(averagePrice(position) ?? ZERO)).toBe("100.666666666666666667");
    expect(toPlain(marketValue(position, dec("110")))).toBe("330");
    expect(toPlain(unrealised(position, dec("110")))).toBe("28");
    expect(toPlain(position.fees)).toBe("0.5");
  });

  it("that is closed has no average price", () => {
    const { position } = book([execution("buy", "1", "100"), execution("sell", "1", "99")]);
    expect(averagePrice(position)).toBeNull();
    expect(figures(position)).toBe("0 0 -1");
  });
});

describe("over any sequence of fills", () => {
  it("splitting a fill changes nothing: position, cost, realised", () => {
    const cuts = fc.array(fc.bigInt({ min: 1n, max: 999n }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(trades, cuts, (list, shares) => {
        const split = list.flatMap((trade, index) => {
          const part = trade.quantity
            .times(dec(shares[index] ?? 1n))
            .div(1000)
            .toDecimalPlaces(9);
          const rest = trade.quantity.minus(part);
          return [part, rest].filter((quantity) => quantity.gt(0)).map((quantity) => ({ ...trade, quantity }));
        });
        const whole = book(executionsOf(list));
        expect(figures(book(executionsOf(split)).position)).toBe(figures(whole.position));
      }),
    );
  });

  it("replaying the executions gives the very lots and position that were booked", () => {
    fc.assert(
      fc.property(trades, (list) => {
        const executions = executionsOf(list);
        const { lots, closes, position } = book(executions);
        expect(replay(executions)).toEqual({ lots, closes, position });
      }),
    );
  });

  it("trade cash and market value are realised and unrealised profit", () => {
    fc.assert(
      fc.property(trades, price, (list, mark) => {
        const { position, closes, fills } = book(executionsOf(list));
        const cash = sum(list.map((t) => t.quantity.times(t.price).times(t.side === "buy" ? -1 : 1)));
        const left = cash.plus(marketValue(position, mark));
        expect(toPlain(left)).toBe(toPlain(position.realised.plus(unrealised(position, mark))));
        expect(toPlain(sum(fills.map((fill) => fill.realised)))).toBe(toPlain(position.realised));
        expect(closes.every((close) => close.realised.eq(close.proceeds.minus(close.cost)))).toBe(true);
        const signed = sum(list.map((t) => (t.side === "buy" ? t.quantity : t.quantity.negated())));
        expect(toPlain(position.quantity)).toBe(toPlain(signed));
      }),
    );
  });

  it("replays a hundred thousand executions within seconds", () => {
    const many = Array.from({ length: 100_000 }, (_, n) => execution(n % 3 === 2 ? "sell" : "buy", "1", "100"));
    expect(toPlain(replay(many).position?.quantity ?? ZERO)).toBe("33334");
  }, 20_000);

  it("is nothing when there was no execution", () => {
    expect(replay([])).toEqual({ lots: [], closes: [], position: null });
  });
});
