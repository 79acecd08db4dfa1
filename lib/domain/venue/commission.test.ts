/** Each commission model by its figures, and that an order pays the same however many fills it took. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Decimal, dec, sum, ZERO } from "../shared/decimal.ts";
import { ALPACA_RATES_2024, type CommissionModel, commissionForFill, commissionOn } from "./commission.ts";

const perShare: CommissionModel = { kind: "per_share", amount: dec("0.005"), minimum: dec("1") };
const bps: CommissionModel = { kind: "bps", bps: dec("2") };
const alpaca: CommissionModel = { kind: "alpaca", rates: ALPACA_RATES_2024 };

test.each([
  ["none is free", { kind: "none" }, "us_equity", "sell", "1000", "100000", "0"],
  ["the default is free for equities", { kind: "alpaca_crypto" }, "us_equity", "sell", "1000", "100000", "0"],
  ["the default takes 25 basis points of crypto", { kind: "alpaca_crypto" }, "crypto", "buy", "1", "3333", "8.34"],
  ["per share has a minimum", perShare, "us_equity", "buy", "10", "1000", "1"],
  ["per share beyond its minimum", perShare, "us_equity", "buy", "301", "1000", "1.51"],
  ["basis points of the value, up to the cent", bps, "us_equity", "buy", "1", "1000.5", "0.21"],
  ["regulatory fees are not for buys", alpaca, "us_equity", "buy", "1000", "100000", "0"],
  ["a sell pays the SEC's and FINRA's, each rounded up", alpaca, "us_equity", "sell", "100", "10000", "0.30"],
  ["FINRA's has a maximum", alpaca, "us_equity", "sell", "1000000", "1000000", "36.1"],
  ["crypto pays 25 basis points of either side", alpaca, "crypto", "sell", "2", "1000", "2.5"],
  ["nothing traded costs nothing", perShare, "us_equity", "buy", "0", "0", "0"],
] as const)("%s", (_name, model, assetClass, side, quantity, value, fee) => {
  const traded = { assetClass, side, quantity: dec(quantity), value: dec(value) };
  expect(commissionOn(model as CommissionModel, traded).eq(fee)).toBe(true);
});

test("fills of one order cost together what the order costs in one", () => {
  const part = fc.record({ quantity: fc.integer({ min: 1, max: 5_000 }), cents: fc.integer({ min: 1, max: 30_000 }) });
  const models = fc.constantFrom<CommissionModel>(perShare, bps, alpaca, { kind: "alpaca_crypto" });
  fc.assert(
    fc.property(
      models,
      fc.constantFrom("us_equity", "crypto"),
      fc.array(part, { minLength: 1 }),
      (model, assetClass, parts) => {
        let [quantity, value] = [ZERO, ZERO];
        const fees: Decimal[] = [];
        for (const { quantity: count, cents } of parts) {
          const fill = {
            assetClass,
            side: "sell" as const,
            quantity: dec(BigInt(count)),
            price: dec(BigInt(cents)).div(100),
          };
          fees.push(commissionForFill(model, { ...fill, filledQuantityBefore: quantity, filledValueBefore: value }));
          quantity = quantity.plus(fill.quantity);
          value = value.plus(fill.quantity.times(fill.price));
        }
        expect(fees.every((fee) => fee.gte(ZERO))).toBe(true);
        expect(sum(fees).eq(commissionOn(model, { assetClass, side: "sell", quantity, value }))).toBe(true);
      },
    ),
  );
});
