/** Steps by chance: mostly well-formed orders near the market, so that most of them are taken and many of them trade. */
import fc from "fast-check";
import type { Side, TimeInForce } from "#lib/domain/orders/order.ts";
import { type Death, LIFE_SYMBOLS, type Step, type SubmitStep, type Wire } from "./steps.ts";

const cents = (min: bigint, max: bigint) => fc.bigInt({ min, max });
const side = fc.constantFrom<Side>("buy", "sell");
const resting = fc.constantFrom<TimeInForce>("day", "gtc");
const whole = cents(1n, 12n).map((units) => units * 1_000n);
const away = cents(1n, 200n);
const near = cents(-120n, 120n);

/** Most of the time nothing fails. */
const failure = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constantFrom<Wire>("lost", "unanswered").map((wire) => ({ wire })) },
  {
    weight: 1,
    arbitrary: fc
      .record<Death>({ at: fc.integer({ min: 1, max: 4 }), committed: fc.boolean() })
      .map((dies) => ({ dies })),
  },
);

function withFailure<T extends Step>(step: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.tuple(step, failure).map(([one, fails]) => ({ ...one, ...fails }));
}

const equity = { kind: fc.constant("submit" as const), symbol: fc.constant("AAPL" as const), side };
const simple = { ...equity, orderClass: fc.constant("simple" as const) };

const submit: fc.Arbitrary<SubmitStep> = fc.oneof(
  fc.record({
    ...simple,
    type: fc.constant("market" as const),
    timeInForce: fc.constantFrom<TimeInForce>("day", "gtc", "ioc", "fok", "opg", "cls"),
    quantity: whole,
  }),
  fc.record({
    ...simple,
    type: fc.constant("limit" as const),
    timeInForce: fc.constantFrom<TimeInForce>("day", "gtc", "gtc", "ioc", "fok", "opg", "cls"),
    quantity: whole,
    limit: near,
  }),
  fc.record({
    ...simple,
    type: fc.constant("limit" as const),
    timeInForce: resting,
    quantity: whole,
    limit: near,
    extendedHours: fc.constant(true),
  }),
  fc.record({ ...simple, type: fc.constant("stop" as const), timeInForce: resting, quantity: whole, stop: away }),
  fc.record({
    ...simple,
    type: fc.constant("stop_limit" as const),
    timeInForce: resting,
    quantity: whole,
    stop: away,
    limit: near,
  }),
  fc.record({
    ...simple,
    type: fc.constant("trailing_stop" as const),
    timeInForce: resting,
    quantity: whole,
    trail: away,
  }),
  fc.record({
    ...simple,
    type: fc.constant("trailing_stop" as const),
    timeInForce: resting,
    quantity: whole,
    trailPercent: cents(10n, 300n),
  }),
  fc.record({
    ...simple,
    type: fc.constantFrom("market" as const, "limit" as const),
    timeInForce: fc.constant("day" as const),
    notional: cents(500n, 150_000n),
    limit: near,
  }),
  fc.record({
    ...equity,
    symbol: fc.constant("BTC/USD" as const),
    orderClass: fc.constant("simple" as const),
    type: fc.constantFrom("market" as const, "limit" as const, "stop_limit" as const),
    timeInForce: fc.constantFrom<TimeInForce>("day", "gtc", "ioc"),
    quantity: cents(1n, 12_000n),
    limit: near,
    stop: away,
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      ...equity,
      type: fc.constantFrom("market" as const, "limit" as const),
      orderClass: fc.constant("bracket" as const),
      timeInForce: resting,
      quantity: whole,
      limit: cents(-20n, 20n),
      takeProfit: cents(21n, 150n),
      stopLoss: cents(21n, 150n),
    }),
  },
  fc.record({
    ...equity,
    type: fc.constant("limit" as const),
    orderClass: fc.constant("oto" as const),
    timeInForce: resting,
    quantity: whole,
    limit: cents(-20n, 20n),
    stopLoss: cents(21n, 150n),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      ...equity,
      side: fc.constantFrom<Side>("sell", "sell", "sell", "buy"),
      type: fc.constant("limit" as const),
      orderClass: fc.constant("oco" as const),
      timeInForce: resting,
      quantity: whole,
      takeProfit: away,
      stopLoss: away,
      stopLossLimit: fc.option(away, { nil: undefined }).map((limit) => limit ?? 0n),
    }),
  },
);

const nth = fc.nat({ max: 5 });
const symbol = fc.constantFrom(...LIFE_SYMBOLS, "AAPL" as const);
const percentage = cents(1n, 100n);

const replace: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("replace" as const), order: nth, more: cents(-6n, 6n) }),
  fc.record({ kind: fc.constant("replace" as const), order: nth, limit: near }),
  fc.record({ kind: fc.constant("replace" as const), order: nth, more: cents(-6n, 6n), limit: near }),
  fc.record({ kind: fc.constant("replace" as const), order: nth, stop: away }),
  fc.record({ kind: fc.constant("replace" as const), order: nth, trail: away }),
  fc.record({ kind: fc.constant("replace" as const), order: nth, timeInForce: resting }),
);

const quote = fc.record({
  kind: fc.constant("quote" as const),
  symbol,
  move: cents(-180n, 180n),
  size: fc.oneof(cents(1_000n, 9_000n), cents(1n, 3_000n), fc.constant(1_000_000n)),
  match: fc.constantFrom(true, true, true, false),
});

export const arbitraryStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: withFailure(submit) },
  { weight: 13, arbitrary: withFailure<Step>(quote) },
  { weight: 6, arbitrary: withFailure<Step>(fc.constant({ kind: "match" })) },
  { weight: 6, arbitrary: withFailure(replace) },
  { weight: 2, arbitrary: withFailure<Step>(fc.record({ kind: fc.constant("cancel" as const), order: nth })) },
  { weight: 1, arbitrary: withFailure<Step>(fc.constant({ kind: "cancel_all" })) },
  {
    weight: 2,
    arbitrary: withFailure<Step>(
      fc.oneof(
        fc.record({ kind: fc.constant("close" as const), symbol, cancelOrders: fc.boolean() }),
        fc.record({ kind: fc.constant("close" as const), symbol, percentage, cancelOrders: fc.boolean() }),
      ),
    ),
  },
  { weight: 5, arbitrary: withFailure<Step>(fc.constant({ kind: "dispatch" })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(5, 180, 420, 1_440, 4_320).map((minutes): Step => ({ kind: "clock", minutes })),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "halt" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "lift" }) },
  { weight: 2, arbitrary: fc.boolean().map((late): Step => ({ kind: "restart", late })) },
);
