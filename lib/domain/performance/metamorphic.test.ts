/** What must hold between figures, whatever has happened: between methods, between two ways to say the same, and with the cash. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALL_TYPES, anyHistory, closedDown, TRADES } from "#lib/testing/books/any-history.ts";
import { bookOf } from "../books/apply-fact.ts";
import type { BookOptions } from "../books/book.ts";
import type { BookFact, FactType } from "../books/fact.ts";
import { inOrder } from "../books/fact-order.ts";
import { quantityOf } from "../books/holding.ts";
import { LOT_METHODS } from "../books/lot-method.ts";
import { absFixed, FIXED_ONE, type Fixed, toFixed18 } from "../shared/fixed.ts";
import { addDays, asLocalDate, type LocalDate } from "../shared/local-date.ts";
import { type AccountFigures, accountFigures } from "./account-figures.ts";
import { play } from "./scenarios/run-scenario.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { since } from "./since.ts";
import type { Valuation } from "./valuation.ts";

const OPTIONS: BookOptions = { methods: LOT_METHODS, baseCurrencyId: "USD" };
const AS_OF = asLocalDate("2024-12-31");
const PRICES: Readonly<Record<string, string>> = { AAPL: "123.45", MSFT: "10.01", SAP: "77.7" };
const WITHOUT_TRANSFERS = ALL_TYPES.filter((type) => !type.startsWith("transfer"));

function valuationAt(times = 1n): Valuation {
  return {
    asOf: AS_OF,
    baseCurrencyId: "USD",
    priceOf: (id) => {
      const currencyId = id === "SAP" ? "EUR" : "USD";
      return { price: toFixed18(PRICES[id] ?? "1") * times, currencyId, day: AS_OF, kind: "close", previous: null };
    },
    rateOf: () => toFixed18("1.1"),
  };
}

function figuresOf(facts: readonly BookFact[], valuation = valuationAt()): AccountFigures[] {
  const book = bookOf(facts, OPTIONS);
  return LOT_METHODS.map((method) => accountFigures(book, method, valuation));
}

const history = (types: readonly FactType[], currencies = true) => anyHistory({ types, currencies }).map(inOrder);
const unique = (values: readonly unknown[]) => [...new Set(values)];

test("total profit and loss is the same under every method, gross and net", () => {
  fc.assert(
    fc.property(history(WITHOUT_TRANSFERS), (facts) => {
      const totals = figuresOf(facts).map((figures) => figures.totals);
      expect(unique(totals.map(({ pnl }) => pnl?.gross))).toHaveLength(1);
      expect(unique(totals.map(({ pnl }) => pnl?.net))).toHaveLength(1);
      expect(unique(totals.map(({ equity }) => equity))).toHaveLength(1);
    }),
  );
});

test("equity is inflow less outflow plus net result, to the last digit, under every method", () => {
  fc.assert(
    fc.property(history(ALL_TYPES), (facts) => {
      for (const { totals } of figuresOf(facts)) {
        expect(totals.equity).not.toBeNull();
        expect(totals.equity).toBe((totals.inflow ?? 0n) - (totals.outflow ?? 0n) + (totals.pnl?.net ?? 0n));
      }
    }),
  );
});

test("the net result of a flat book is the cash that moved", () => {
  const flat = history(WITHOUT_TRANSFERS, false).map((facts) => {
    const held = [...bookOf(facts, OPTIONS).holdings].map(([id, holding]) => [id, quantityOf(holding)] as const);
    return closedDown(facts, new Map(held));
  });
  fc.assert(
    fc.property(flat, (facts) => {
      const book = bookOf(facts, OPTIONS);
      expect([...book.holdings.values()].every(({ held }) => held === 0n)).toBe(true);
      const moved = (book.cash.get("USD")?.own ?? 0n) - book.inflow + book.outflow;
      for (const { totals } of figuresOf(facts)) expect(totals.pnl?.net).toBe(moved);
    }),
  );
});

test("what a period made and what was made before it is what was made in all", () => {
  const twice = history(ALL_TYPES).chain((facts) => fc.tuple(fc.constant(facts), fc.nat()));
  fc.assert(
    fc.property(twice, ([facts, draw]) => {
      const [before, whole] = [figuresOf(facts.slice(0, draw % (facts.length + 1))), figuresOf(facts)];
      for (const [at, end] of whole.entries()) {
        const opening = before[at] ?? end;
        const made = since(opening, end).totals;
        expect((made.pnl?.net ?? 0n) + (opening.totals.pnl?.net ?? 0n)).toBe(end.totals.pnl?.net);
        const gained = (end.totals.equity ?? 0n) - (opening.totals.equity ?? 0n);
        expect(gained).toBe((made.inflow ?? 0n) - (made.outflow ?? 0n) + (made.pnl?.net ?? 0n));
      }
    }),
  );
});

/** Shares of a lot are rounded at the eighteenth place; a thousand such roundings are not seen at the fifteenth. */
function near(actual: Fixed | null | undefined, wanted: Fixed | null | undefined, times = 1n): void {
  expect(absFixed((actual ?? 0n) - (wanted ?? 0n))).toBeLessThan(1_000n * times);
}

test("a trade in two parts is the same trade", () => {
  const parted = history([...TRADES, "dividend", "deposit"]).chain((facts) =>
    fc.tuple(fc.constant(facts), fc.nat(), fc.bigInt({ min: 1n, max: 9n })),
  );
  fc.assert(
    fc.property(parted, ([facts, draw, tenths]) => {
      const at = draw % facts.length;
      const inTwo = facts.flatMap((fact, index) => (index === at ? parts(fact, tenths) : [fact]));
      const [wanted, actual] = [figuresOf(facts), figuresOf(inTwo)];
      for (const [index, figures] of actual.entries()) {
        for (const [place, position] of figures.positions.entries()) {
          const same = wanted[index]?.positions[place];
          expect(quantityOf(position.holding)).toBe(same === undefined ? 0n : quantityOf(same.holding));
          near(position.own.cost?.net, same?.own.cost?.net);
          near(position.own.realised?.gross, same?.own.realised?.gross);
          near(position.own.realised?.net, same?.own.realised?.net);
          near(position.base.pnl?.net, same?.base.pnl?.net);
        }
      }
    }),
  );

  function parts(fact: BookFact, tenths: bigint): BookFact[] {
    // Nine places stay nine places.
    const quantity = ((fact.quantity * tenths) / 10n / 10n ** 9n) * 10n ** 9n;
    if (quantity === 0n || quantity === fact.quantity) return [fact];
    const gross = (fact.gross * quantity) / fact.quantity;
    const fee = (fact.fee * quantity) / fact.quantity;
    const rest = { quantity: fact.quantity - quantity, gross: fact.gross - gross, fee: fact.fee - fee };
    return [
      { ...fact, quantity, gross, fee },
      { ...fact, ...rest, id: `${fact.id} rest` },
    ];
  }
});

test("prices times so much is money times so much", () => {
  const scaled = history(ALL_TYPES).chain((facts) => fc.tuple(fc.constant(facts), fc.bigInt({ min: 2n, max: 1_000n })));
  fc.assert(
    fc.property(scaled, ([facts, times]) => {
      const dearer = facts.map((fact) => {
        const { price, gross, fee } = fact;
        return { ...fact, price: price * times, gross: gross * times, fee: fee * times };
      });
      const [wanted, actual] = [figuresOf(facts), figuresOf(dearer, valuationAt(times))];
      for (const [at, { totals }] of actual.entries()) {
        const same = wanted[at]?.totals;
        near(totals.equity, (same?.equity ?? 0n) * times, times);
        near(totals.cost?.net, (same?.cost?.net ?? 0n) * times, times);
        near(totals.realised?.net, (same?.realised?.net ?? 0n) * times, times);
        near(totals.pnl?.net, (same?.pnl?.net ?? 0n) * times, times);
        near(totals.currencyEffect, (same?.currencyEffect ?? 0n) * times, times);
      }
    }),
  );
});

test("with one rate for ever there is no currency effect, and everything is its own amount at that rate", () => {
  const atOneRate = history(ALL_TYPES).map((facts) =>
    facts.map((fact) => (fact.fxToBase === null ? fact : { ...fact, fxToBase: toFixed18("1.1") })),
  );
  fc.assert(
    fc.property(atOneRate, (facts) => {
      for (const { totals, positions } of figuresOf(facts)) {
        near(totals.currencyEffect, 0n);
        for (const { own, base, holding } of positions) {
          const rate = holding.currencyId === "USD" ? FIXED_ONE : toFixed18("1.1");
          near(base.pnl?.net, ((own.pnl?.net ?? 0n) * rate) / FIXED_ONE);
        }
      }
    }),
  );
});

describe("the time-weighted return", () => {
  const FIRST = asLocalDate("2024-01-01");
  /** Enough cash that no day begins with nothing. */
  const funded = anyHistory({ types: [...TRADES, "dividend", "fee", "deposit"], maxLength: 12 }).map((facts) => {
    const [first] = facts;
    if (first === undefined) return [];
    const deposit = { ...first, id: "deposit", type: "deposit", instrumentId: null, row: -1, day: FIRST } as const;
    return inOrder([{ ...deposit, currencyId: "USD", quantity: 0n, gross: toFixed18("10000000"), fee: 0n }, ...facts]);
  });
  const daily = fc.array(fc.bigInt({ min: 1_000n, max: 20_000n }), { minLength: 6, maxLength: 6 });

  function scenarioOf(facts: readonly BookFact[], cents: readonly bigint[]): Scenario {
    const asOf: LocalDate = addDays(facts.at(-1)?.day ?? FIRST, 2);
    const prices = cents.map((price, at) => {
      const symbol = ["AAPL", "MSFT", "SAP"][at % 3] ?? "AAPL";
      return { symbol, price: (price * FIXED_ONE) / 100n, currency: null, day: at < 3 ? FIRST : asOf };
    });
    const nothing = { assignments: new Map(), rates: [], expectations: [], from: null };
    const written = facts.map((fact) => ({ ...fact, perShare: false }));
    return { title: "any", currency: "USD", facts: written, prices, asOf, ...nothing };
  }

  test("does not change when everything that flows and trades is twice as much", () => {
    fc.assert(
      fc.property(funded, daily, (facts, prices) => {
        const twice = facts.map((fact) => {
          const { quantity, gross, fee } = fact;
          return { ...fact, quantity: quantity * 2n, gross: gross * 2n, fee: fee * 2n };
        });
        const [once, doubled] = [facts, twice].map(
          (each) => play(scenarioOf(each, prices)).reports.get("fifo")?.returns,
        );
        const read = (text: string | null | undefined) => toFixed18(text ?? "0");
        near(read(doubled?.timeWeighted.fraction), read(once?.timeWeighted.fraction));
        near(read(doubled?.simple.fraction), read(once?.simple.fraction));
        near(read(doubled?.drawdown.fraction), read(once?.drawdown.fraction));
      }),
      { numRuns: 50 },
    );
  });

  test("does not change when money comes or goes on a day without movement", () => {
    fc.assert(
      fc.property(funded, daily, (facts, prices) => {
        const scenario = scenarioOf(facts, prices);
        const last = scenario.facts.at(-1);
        if (last === undefined) return;
        const still = addDays(last.day, 1);
        const amount = { gross: toFixed18("5000000"), quantity: 0n, fee: 0n, instrumentId: null, currencyId: "USD" };
        const deposit = { ...last, ...amount, id: "more", type: "deposit", day: still, row: 99 } as const;
        const more: Scenario = { ...scenario, facts: [...scenario.facts, deposit], asOf: still };
        const [without, with_] = [{ ...scenario, asOf: still }, more].map(
          (each) => play(each).reports.get("fifo")?.returns.timeWeighted.fraction,
        );
        expect(with_).toBe(without);
      }),
      { numRuns: 50 },
    );
  });
});
