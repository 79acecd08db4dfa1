/** Money and units: whole units, short sales with their collateral, and buys that cover. */
import { expect, test } from "vitest";
import { dec, ZERO } from "../shared/decimal.ts";
import type { CommissionModel } from "./commission.ts";
import { afterFill, fillOf, freeCashUsed, payable } from "./funds.ts";
import { sampleVenueOrder } from "./samples.ts";
import { tradesWhole } from "./venue-order.ts";

const at = dec("100");
const order = sampleVenueOrder;

test("whole shares are traded whole, coins in parts, and nothing in parts that knows no fractions", () => {
  expect(tradesWhole({ assetClass: "us_equity", quantity: dec("10") }, { fractionable: true })).toBe(true);
  expect(tradesWhole({ assetClass: "us_equity", quantity: dec("1.5") }, { fractionable: true })).toBe(false);
  expect(tradesWhole({ assetClass: "crypto", quantity: dec("1") }, { fractionable: true })).toBe(false);
  expect(tradesWhole({ assetClass: "us_equity", quantity: null }, { fractionable: false })).toBe(true);
});

test("money for five and a half whole shares buys five", () => {
  expect(payable(order({ wholeUnits: true, held: dec("500") }), at, dec("10"), dec("50")).toFixed()).toBe("5");
  expect(payable(order({ held: dec("500") }), at, dec("10"), dec("50")).toFixed()).toBe("5.5");
});

test("a sell goes short only with collateral, and then no further than it and free cash reach", () => {
  const sell = { side: "sell", held: dec("4") } as const;
  expect(payable(order(sell), at, dec("10"), dec("1000000")).toFixed()).toBe("4");
  expect(payable(order({ ...sell, heldMargin: dec("600") }), at, dec("10"), ZERO).toFixed()).toBe("10");
  expect(payable(order({ ...sell, heldMargin: dec("250") }), at, dec("10"), dec("100")).toFixed()).toBe("7.5");
  const whole = order({ ...sell, heldMargin: dec("250"), wholeUnits: true });
  expect(payable(whole, at, dec("10"), dec("100")).toFixed()).toBe("7");
});

test("a short fill takes as much collateral as it brings, owned units first", () => {
  const sell = order({ side: "sell", held: dec("4"), heldMargin: dec("618") });
  const fill = fillOf(sell, at, dec("6"));
  expect(freeCashUsed(sell, fill).toFixed()).toBe("0");
  expect(freeCashUsed({ ...sell, heldMargin: dec("50") }, fill).toFixed()).toBe("150");
  const after = afterFill(sell, fill);
  expect([after.held.toFixed(), after.heldMargin?.toFixed()]).toEqual(["0", "418"]);
});

test("a buy that covers spends the collateral it frees, in proportion", () => {
  const cover = { quantity: dec("10"), collateral: dec("1800") };
  const buy = order({ held: ZERO, cover });
  expect(payable(buy, at, dec("10"), ZERO).toFixed()).toBe("10");
  expect(payable(buy, dec("200"), dec("10"), ZERO).toFixed()).toBe("0");
  expect(payable(buy, dec("200"), dec("10"), dec("100")).toFixed()).toBe("5");
  expect(payable(order({ held: ZERO, cover, quantity: dec("30") }), at, dec("30"), ZERO).toFixed()).toBe("18");
  const fill = fillOf(buy, dec("200"), dec("5"));
  expect(freeCashUsed(buy, fill).toFixed()).toBe("100");
  expect(afterFill(buy, fill).cover).toEqual({ quantity: dec("5"), collateral: dec("900") });
});

test("a minimum commission is part of what must be paid", () => {
  const commission: CommissionModel = { kind: "per_share", amount: dec("0.01"), minimum: dec("5") };
  expect(payable(order({ commission, held: dec("1004.99"), wholeUnits: true }), at, dec("10"), ZERO).toFixed()).toBe(
    "9",
  );
  expect(payable(order({ commission, held: dec("1005") }), at, dec("10"), ZERO).toFixed()).toBe("10");
  const sell = order({ commission, side: "sell", held: dec("10") });
  expect(payable(sell, dec("0.4"), dec("10"), ZERO).toFixed()).toBe("0");
  expect(payable(sell, dec("0.4"), dec("10"), dec("1")).toFixed()).toBe("10");
});
