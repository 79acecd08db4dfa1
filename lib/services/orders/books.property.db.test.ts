/** Whatever is ordered, filled and canceled, in whatever order: nothing appears, nothing vanishes, and the proof stays clean. */

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromColumn } from "#lib/db/decimal.ts";
import type { Side } from "#lib/domain/orders/order.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { type Decimal, dec, minOf, toPlain, ZERO } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId, type OrderId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket, setQuote } from "#lib/testing/fixtures.ts";
import { ServiceError } from "../errors.ts";
import { verify } from "../proof/verify.ts";
import { cancelOrder } from "./cancel-order.ts";
import { recordExecution } from "./record-execution.ts";
import { submitOrder } from "./submit-order.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
const PRICES = { ACME: "10", "BTC/USD": "97850.12" } as const;
type Symbol = keyof typeof PRICES;
const assets = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  for (const [symbol, price] of Object.entries(PRICES)) {
    const assetClass = symbol === "ACME" ? "us_equity" : "crypto";
    assets.set(symbol, await addInstrument(desk.database, { symbol, price, assetClass }));
  }
  trader = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

type Step =
  | {
      readonly kind: "submit";
      readonly symbol: Symbol;
      readonly side: Side;
      readonly market: boolean;
      readonly thousandths: bigint;
      readonly cents: bigint;
    }
  | {
      readonly kind: "fill";
      readonly order: number;
      readonly percent: bigint;
      readonly cents: bigint;
      readonly feeCents: bigint;
      readonly twice: boolean;
    }
  | { readonly kind: "cancel"; readonly order: number };

const nth = fc.nat({ max: 1_000 });
const cents = fc.bigInt({ min: -50n, max: 50n });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("submit" as const),
      symbol: fc.constantFrom<Symbol>("ACME", "BTC/USD"),
      side: fc.constantFrom<Side>("buy", "buy", "sell"),
      market: fc.boolean(),
      thousandths: fc.bigInt({ min: 1n, max: 20_000n }),
      cents,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("fill" as const),
      order: nth,
      percent: fc.bigInt({ min: 1n, max: 130n }),
      cents,
      feeCents: fc.bigInt({ min: 0n, max: 3n }),
      twice: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("cancel" as const), order: nth }) },
);

interface Placed {
  readonly id: OrderId;
  readonly symbol: Symbol;
  readonly side: Side;
  readonly quantity: Decimal;
  readonly limit: Decimal | null;
}

/** What the account must own by plain addition of what the venue reported, knowing nothing of the books. */
interface Model {
  readonly accountId: AccountId;
  readonly placed: Placed[];
  cash: Decimal;
  readonly units: Map<string, Decimal>;
  fills: number;
}

const START = "250000";

async function start(): Promise<Model> {
  // A quote of half a minute ago is no price to trade on.
  for (const [symbol, price] of Object.entries(PRICES)) await setQuote(desk.database, assets.get(symbol) ?? "", price);
  const accountId = await addAccount(desk, trader, { cash: START });
  return { accountId, placed: [], cash: dec(START), units: new Map(), fills: 0 };
}

async function run(model: Model, one: Step): Promise<void> {
  if (one.kind === "submit") return submit(model, one);
  const order = model.placed[one.order % Math.max(1, model.placed.length)];
  if (order === undefined) return;
  if (one.kind === "fill") return fill(model, order, one);
  await cancelOrder({ ctx: desk.contextFor({ user: trader }), input: { orderId: order.id } }).catch((error) => {
    // Filled meanwhile: said as a conflict, and nothing else is acceptable.
    if (!(error instanceof ServiceError && error.code === "conflict")) throw error;
  });
}

async function submit(model: Model, one: Step & { kind: "submit" }): Promise<void> {
  const quantity = dec(one.thousandths).div(1_000);
  const limit = one.market ? null : dec(PRICES[one.symbol]).plus(dec(one.cents).div(100));
  const { order, refusal } = await submitOrder({
    ctx: desk.contextFor({ user: trader }),
    input: {
      accountId: model.accountId,
      symbol: one.symbol,
      side: one.side,
      type: one.market ? "market" : "limit",
      timeInForce: "day",
      quantity,
      notional: null,
      limitPrice: limit,
      ...SIMPLE_TERMS,
    },
  });
  if (refusal === null) model.placed.push({ id: order.id, symbol: one.symbol, side: one.side, quantity, limit });
}

async function fill(model: Model, order: Placed, one: Step & { kind: "fill" }): Promise<void> {
  // More than a hundred percent is a venue gone wrong: it is booked all the same, and the account stops.
  const quantity = order.quantity.times(dec(one.percent)).div(100).toDecimalPlaces(9);
  const market = dec(PRICES[order.symbol]).plus(dec(one.cents).div(100));
  const price = order.limit === null ? market : order.side === "buy" ? minOf(order.limit, market) : order.limit;
  const fee = dec(one.feeCents).div(100);
  if (!quantity.gt(0)) return;
  model.fills += 1;
  const input = {
    orderId: order.id,
    venueExecutionId: `${order.id}:${model.fills}`,
    quantity,
    price,
    fee,
    at: new Date(),
  };
  const reports = await Promise.all(
    (one.twice ? [1, 2] : [1]).map(() => recordExecution({ ctx: desk.contextFor(), input })),
  );
  expect(reports.filter((report) => report === "booked")).toHaveLength(1);
  const sign = order.side === "buy" ? 1 : -1;
  model.cash = model.cash.minus(quantity.times(price).times(sign)).minus(fee);
  const asset = assets.get(order.symbol) ?? "";
  model.units.set(asset, (model.units.get(asset) ?? ZERO).plus(quantity.times(sign)));
}

async function expectConserved(model: Model): Promise<void> {
  const { accountId } = model;
  const [account, rows] = await Promise.all([
    desk.database.account.findUniqueOrThrow({ where: { id: accountId } }),
    desk.database.balance.findMany({ where: { accountId } }),
  ]);
  const posted = new Map(rows.map((row) => [row.assetId, toPlain(fromColumn(row.posted))]));
  expect(posted.get(account.currencyId)).toBe(toPlain(model.cash));
  for (const [asset, units] of model.units) expect(posted.get(asset)).toBe(toPlain(units));
  const { findings, counts } = await verify({
    ctx: desk.contextFor(),
    input: { accountId: asId<AccountId>(accountId) },
  });
  expect(findings).toEqual([]);
  expect(counts.executions).toBe(model.fills);
}

describe("any sequence of orders, fills and cancels", () => {
  it.each([
    ["one after the other", 1],
    ["four at a time", 4],
  ])(
    "conserves cash and units and leaves clean books, %s",
    async (_, width) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 24 }), fc.boolean(), async (steps, eager) => {
          desk.flags["orders.eager_dispatch"] = eager;
          const model = await start();
          for (let at = 0; at < steps.length; at += width) {
            await Promise.all(steps.slice(at, at + width).map((one) => run(model, one)));
          }
          await desk.drain();
          await expectConserved(model);
        }),
        { numRuns: 30 },
      );
    },
    180_000,
  );

  it("ends with an empty hand when everything bought is sold and every order canceled", async () => {
    const model = await start();
    for (const thousandths of [1_500n, 250n, 20_000n]) {
      await run(model, { kind: "submit", symbol: "ACME", side: "buy", market: true, thousandths, cents: 0n });
    }
    for (const order of [0, 1, 2])
      await run(model, { kind: "fill", order, percent: 100n, cents: 3n, feeCents: 0n, twice: true });
    await run(model, { kind: "submit", symbol: "ACME", side: "sell", market: false, thousandths: 21_750n, cents: 7n });
    await run(model, { kind: "fill", order: 3, percent: 100n, cents: 0n, feeCents: 1n, twice: false });
    await run(model, { kind: "submit", symbol: "BTC/USD", side: "buy", market: false, thousandths: 10n, cents: 0n });
    await run(model, { kind: "cancel", order: 4 });
    await desk.drain();
    await expectConserved(model);
    const balances = await desk.database.balance.findMany({ where: { accountId: model.accountId } });
    expect(balances.map(({ held }) => held.toFixed())).toEqual(balances.map(() => "0"));
    const position = await desk.database.position.findFirstOrThrow({ where: { accountId: model.accountId } });
    // 21.75 units bought at 10.03 and sold at 10.07.
    expect([
      position.quantity.toFixed(),
      position.cost.toFixed(),
      position.realised.toFixed(),
      position.fees.toFixed(),
    ]).toEqual(["0", "0", "0.87", "0.01"]);
  });
});
