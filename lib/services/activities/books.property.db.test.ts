/** Whatever happens in whatever order: lots kept one fill after the other are the lots of the facts, and nothing is out of balance. */
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOT_METHODS, type LotMethod } from "#lib/domain/books/lot-method.ts";
import { USD_ASSET_ID } from "#lib/domain/ledger/house-accounts.ts";
import { SIMPLE_TERMS } from "#lib/domain/orders/ticket.ts";
import { type Decimal, dec } from "#lib/domain/shared/decimal.ts";
import type { AccountId, OrderId } from "#lib/domain/shared/ids.ts";
import { addDays, asLocalDate, startOfDay, toLocalDate, VENUE_ZONE } from "#lib/domain/shared/local-date.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addAccount, addInstrument, addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { setLotMethod } from "../accounts/set-lot-method.ts";
import { ServiceError } from "../errors.ts";
import { recordExecution } from "../orders/record-execution.ts";
import { recordFact } from "../orders/record-fact.ts";
import { submitOrder } from "../orders/submit-order.ts";
import { verify } from "../proof/verify.ts";
import { recordActivities } from "./record-activity.ts";
import { reverseActivities } from "./reverse-activities.ts";

let database: TestDatabase;
let desk: TestDesk;
let trader: TestUser;
let assetId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl);
  await seedTestMarket(desk.database);
  assetId = await addInstrument(desk.database, { symbol: "ACME", price: "10" });
  trader = await addUser(desk.database, "trader");
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

type Step =
  | { readonly do: "fill"; readonly side: "buy" | "sell"; readonly nanos: bigint; readonly cents: bigint }
  | { readonly do: "bust" }
  | {
      readonly do: "past";
      readonly type: "buy" | "sell" | "transfer_in";
      readonly ago: number;
      readonly nanos: bigint;
      readonly cents: bigint;
    }
  | { readonly do: "split"; readonly ago: number; readonly ratio: readonly [bigint, bigint] }
  | { readonly do: "reverse"; readonly which: number }
  | { readonly do: "method"; readonly method: LotMethod };

const nanos = fc.bigInt({ min: 1n, max: 20n * 10n ** 9n });
const cents = fc.bigInt({ min: 100n, max: 3_000n });
const ago = fc.integer({ min: 1, max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("fill" as const),
      side: fc.constantFrom("buy" as const, "sell" as const),
      nanos,
      cents,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "bust" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("past" as const),
      type: fc.constantFrom("buy" as const, "sell" as const, "transfer_in" as const),
      ago,
      nanos,
      cents,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("split" as const),
      ago,
      ratio: fc.constantFrom([2n, 1n] as const, [2n, 3n] as const, [1n, 10n] as const, [7n, 3n] as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reverse" as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("method" as const), method: fc.constantFrom(...LOT_METHODS) }) },
);

const units = (n: bigint): Decimal => dec(n).div("1000000000");
const price = (n: bigint): Decimal => dec(n).div("100");

class Life {
  readonly accountId: AccountId;
  readonly #done: { orderId: OrderId; venueExecutionId: string; quantity: Decimal; price: Decimal }[] = [];
  readonly #activities: string[] = [];
  constructor(accountId: AccountId) {
    this.accountId = accountId;
  }

  async take(step: Step): Promise<void> {
    try {
      await this.#take(step);
    } catch (error) {
      // Refused is fine: not enough there, or taken back before.
      if (!(error instanceof ServiceError)) throw error;
    }
  }

  async #take(step: Step): Promise<void> {
    const { accountId } = this;
    const ctx = desk.contextFor();
    if (step.do === "fill") return this.#fill(step.side, units(step.nanos), price(step.cents));
    if (step.do === "bust") return this.#bust();
    if (step.do === "reverse") {
      const id = this.#activities[step.which % Math.max(1, this.#activities.length)];
      if (id !== undefined)
        await ctx.transact((tx) => reverseActivities(tx, ctx, { accountId, activityIds: [id], reason: "test" }));
      return;
    }
    if (step.do === "method") {
      const { version } = await desk.database.account.findUniqueOrThrow({ where: { id: accountId } });
      await setLotMethod({ ctx, input: { accountId, method: step.method, version, reason: "test" } });
      return;
    }
    const day = addDays(toLocalDate(new Date(), VENUE_ZONE), -step.ago);
    const at = { day, effectiveAt: startOfDay(asLocalDate(day), VENUE_ZONE), seq: 0, row: this.#activities.length };
    const none = {
      quantity: null,
      price: null,
      gross: null,
      ratioNew: null,
      ratioOld: null,
      fxToBase: null,
      externalId: null,
    };
    const what =
      step.do === "split"
        ? { ...none, type: "split" as const, fee: "0", ratioNew: `${step.ratio[0]}`, ratioOld: `${step.ratio[1]}` }
        : {
            ...none,
            type: step.type,
            fee: "0.5",
            quantity: units(step.nanos).toFixed(),
            price: price(step.cents).toFixed(),
          };
    const { ids } = await ctx.transact((tx) =>
      recordActivities(tx, ctx, { accountId, activities: [{ ...what, ...at, assetId, currencyId: USD_ASSET_ID }] }),
    );
    this.#activities.push(...ids);
  }

  async #fill(side: "buy" | "sell", quantity: Decimal, at: Decimal): Promise<void> {
    const ticket = {
      symbol: "ACME",
      side,
      type: "limit",
      timeInForce: "gtc",
      notional: null,
      limitPrice: at,
      ...SIMPLE_TERMS,
    } as const;
    const { order, refusal } = await submitOrder({
      ctx: desk.contextFor({ user: trader }),
      input: { ...ticket, accountId: this.accountId, quantity },
    });
    await desk.drain();
    if (refusal !== null) return;
    const venueExecutionId = uuidv7();
    const fill = { orderId: order.id, venueExecutionId, quantity, price: at, fee: dec("0.25"), at: new Date() };
    await recordExecution({ ctx: desk.contextFor(), input: fill });
    this.#done.push(fill);
  }

  async #bust(): Promise<void> {
    const last = this.#done.pop();
    if (last === undefined) return;
    const { orderId, venueExecutionId: reverses, quantity, price: was } = last;
    const input = {
      orderId,
      kind: "bust",
      venueExecutionId: uuidv7(),
      reverses,
      quantity,
      price: was,
      fee: dec("0"),
      at: new Date(),
    } as const;
    await recordFact({ ctx: desk.contextFor(), input });
  }
}

describe("the books of an account", () => {
  it.each(LOT_METHODS)(
    "are what their facts say under %s, and balance, after fills, past activities, splits and reversals",
    async (method) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
          const accountId = await addAccount(desk, trader, { cash: "100000" });
          await desk.database.account.update({
            where: { id: accountId },
            data: { shorting: true, allowCrossZero: true },
          });
          const life = new Life(accountId);
          await life.take({ do: "method", method });
          for (const each of steps) await life.take(each);
          const { findings } = await verify({ ctx: desk.contextFor(), input: { accountId } });
          expect(findings).toEqual([]);
        }),
        { numRuns: 6, endOnFailure: true },
      );
    },
    120_000,
  );
});
