import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Side } from "../orders/order.ts";
import { applyFill, type Lot } from "../positions/lots.ts";
import { dec, sum, toPlain } from "../shared/decimal.ts";
import { type AccountId, type AssetId, asId, type InstrumentId } from "../shared/ids.ts";
import { assertBalanced, depositPostings, fillPostings, type Posting } from "./postings.ts";

const account = asId<AccountId>("account");
const clearing = asId<AccountId>("clearing");
const fees = asId<AccountId>("fees");
const external = asId<AccountId>("external");
const currencyId = asId<AssetId>("usd");
const instrumentId = asId<InstrumentId>("aapl");
const parties = { account, clearing, fees, currencyId, instrumentId };

const lines = (postings: readonly Posting[]) =>
  postings.map(({ accountId, assetId, amount }) => `${accountId} ${assetId} ${toPlain(amount)}`);
const held = (postings: readonly Posting[], who: AccountId, what: AssetId) =>
  sum(postings.filter((p) => p.accountId === who && p.assetId === what).map((p) => p.amount));

describe("a fill in the ledger", () => {
  it("moves cash one way and units the other, the fee apart", () => {
    const fill = { quantity: dec("0.1"), price: dec("0.2"), fee: dec("0.01") };
    expect(lines(fillPostings({ ...parties, ...fill, side: "buy" }))).toEqual([
      "account usd -0.02",
      "clearing usd 0.02",
      "clearing aapl -0.1",
      "account aapl 0.1",
      "account usd -0.01",
      "fees usd 0.01",
    ]);
    expect(lines(fillPostings({ ...parties, ...fill, side: "sell" }))).toEqual([
      "clearing usd -0.02",
      "account usd 0.02",
      "account aapl -0.1",
      "clearing aapl 0.1",
      "account usd -0.01",
      "fees usd 0.01",
    ]);
  });

  it("posts no fee where there is none, and trade cash to the last of eighteen places", () => {
    const fill = { quantity: dec("0.000000001"), price: dec("0.000000001"), fee: dec("0") };
    expect(lines(fillPostings({ ...parties, ...fill, side: "buy" }))).toEqual([
      "account usd -0.000000000000000001",
      "clearing usd 0.000000000000000001",
      "clearing aapl -0.000000001",
      "account aapl 0.000000001",
    ]);
  });

  it("needs something that was traded", () => {
    const fill = { ...parties, side: "buy", price: dec("1"), fee: dec("0") } as const;
    expect(() => fillPostings({ ...fill, quantity: dec("0") })).toThrow("positive quantity");
    expect(() => fillPostings({ ...fill, quantity: dec("1"), fee: dec("-1") })).toThrow("not negative");
  });
});

describe("a deposit", () => {
  it("comes from outside", () => {
    const postings = depositPostings({ account, external, amount: dec("20000"), currencyId });
    expect(lines(postings)).toEqual(["external usd -20000", "account usd 20000"]);
    expect(() => depositPostings({ account, external, amount: dec("0"), currencyId })).toThrow("positive");
  });
});

describe("a journal", () => {
  const one = (amount: string, assetId = currencyId): Posting => ({ accountId: account, assetId, amount: dec(amount) });

  it("is refused when it does not sum to zero in each asset", () => {
    expect(() => assertBalanced([one("1"), one("-1")])).not.toThrow();
    expect(() => assertBalanced([one("1"), one("-0.999999999999999999")])).toThrow("off by 0.000000000000000001");
    expect(() => assertBalanced([one("1"), one("-1", instrumentId)])).toThrow("sums to zero per asset");
  });

  it("is refused when it is empty, single or moves nothing", () => {
    expect(() => assertBalanced([])).toThrow("at least two");
    expect(() => assertBalanced([one("0")])).toThrow("at least two");
    expect(() => assertBalanced([one("0"), one("0")])).toThrow("moves something");
  });
});

describe("over any sequence of fills", () => {
  const amount = (most: bigint) => fc.bigInt({ min: 1n, max: most }).map((n) => dec(n).div(1_000_000_000));
  const fill = fc.record({
    side: fc.constantFrom<Side>("buy", "sell"),
    quantity: amount(10n ** 16n),
    price: amount(10n ** 15n),
    fee: fc.bigInt({ min: 0n, max: 10_000n }).map((n) => dec(n).div(100)),
  });

  it("cash and units are conserved, and the books agree with the lots", () => {
    fc.assert(
      fc.property(fc.array(fill, { minLength: 1, maxLength: 30 }), (fills) => {
        const postings = fills.flatMap((each) => fillPostings({ ...parties, ...each }));
        const lots = new Map<string, Lot>();
        for (const [index, { fee, ...each }] of fills.entries()) {
          const id = `fill-${index.toString().padStart(3, "0")}`;
          const ids = { factId: id, newLotId: asId<never>(id), seq: BigInt(index), instrumentId };
          const booked = applyFill({ ...each, ...ids, at: new Date(index), lots: [...lots.values()] });
          for (const lot of booked.lots) lots.set(lot.id, lot);
        }
        for (const asset of [currencyId, instrumentId]) {
          expect(toPlain(sum([account, clearing, fees].map((who) => held(postings, who, asset))))).toBe("0");
        }
        const openUnits = sum([...lots.values()].map((lot) => lot.openQuantity));
        expect(toPlain(held(postings, account, instrumentId))).toBe(toPlain(openUnits));
        expect(toPlain(held(postings, fees, currencyId))).toBe(toPlain(sum(fills.map((each) => each.fee))));
      }),
    );
  });
});
