import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FACT_TYPES, type FactType } from "../books/fact.ts";
import { dec, toPlain } from "../shared/decimal.ts";
import { type AccountId, type AssetId, asId } from "../shared/ids.ts";
import { type ActivityToPost, activityPostings, journalKind } from "./activity-postings.ts";
import {
  CORPORATE_ACTIONS_ID,
  EXTERNAL_ID,
  FEE_INCOME_ID,
  IMPORT_CLEARING_ID,
  INTEREST_ID,
  TAX_ID,
} from "./house-accounts.ts";
import { assertBalanced } from "./postings.ts";

const account = asId<AccountId>("account");
const [currencyId, instrumentId] = [asId<AssetId>("usd"), asId<AssetId>("acme")];
const NAMES = new Map<string, string>([
  ...([
    [account, "account"],
    [CORPORATE_ACTIONS_ID, "actions"],
    [EXTERNAL_ID, "external"],
  ] as const),
  ...([
    [FEE_INCOME_ID, "fees"],
    [IMPORT_CLEARING_ID, "imports"],
    [INTEREST_ID, "interest"],
    [TAX_ID, "taxes"],
  ] as const),
]);

function posted(type: FactType, more: Partial<ActivityToPost> = {}): string[] {
  const activity = {
    account,
    type,
    instrumentId,
    currencyId,
    quantity: dec("3"),
    gross: dec("30"),
    fee: dec("0"),
    ...more,
  };
  const postings = activityPostings(activity);
  if (postings.length > 0) assertBalanced(postings);
  return postings.map(({ accountId, assetId, amount }) => `${NAMES.get(accountId)} ${toPlain(amount)} ${assetId}`);
}

describe("what an activity moves", () => {
  it("of an imported trade goes against import clearing, its fee against fees", () => {
    expect(posted("buy", { fee: dec("1") })).toEqual([
      ...["account -30 usd", "imports 30 usd", "imports -3 acme", "account 3 acme"],
      ...["account -1 usd", "fees 1 usd"],
    ]);
    expect(posted("sell")).toEqual(["imports -30 usd", "account 30 usd", "account -3 acme", "imports 3 acme"]);
  });

  it("of income is received, or paid where it is negative", () => {
    expect(posted("dividend")).toEqual(["actions -30 usd", "account 30 usd"]);
    expect(posted("dividend", { gross: dec("-30") })).toEqual(["account -30 usd", "actions 30 usd"]);
    expect(posted("interest")).toEqual(["interest -30 usd", "account 30 usd"]);
    expect(posted("interest", { gross: dec("-2") })).toEqual(["account -2 usd", "interest 2 usd"]);
  });

  it("of costs and of money from outside goes to those it belongs to", () => {
    expect(posted("fee")).toEqual(["account -30 usd", "fees 30 usd"]);
    expect(posted("tax")).toEqual(["account -30 usd", "taxes 30 usd"]);
    expect(posted("deposit")).toEqual(["external -30 usd", "account 30 usd"]);
    expect(posted("withdrawal")).toEqual(["account -30 usd", "external 30 usd"]);
  });

  it("of a transfer is units without money, or money alone", () => {
    expect(posted("transfer_in")).toEqual(["external -3 acme", "account 3 acme"]);
    expect(posted("transfer_out")).toEqual(["account -3 acme", "external 3 acme"]);
    expect(posted("transfer_in", { instrumentId: null })).toEqual(["external -30 usd", "account 30 usd"]);
    expect(posted("transfer_out", { instrumentId: null })).toEqual(["account -30 usd", "external 30 usd"]);
  });

  it("of a split is what it adds or takes, and nothing where there is nothing", () => {
    expect(posted("split", { units: dec("9") })).toEqual(["actions -9 acme", "account 9 acme"]);
    expect(posted("split", { units: dec("-2") })).toEqual(["account -2 acme", "actions 2 acme"]);
    expect(posted("split")).toEqual([]);
  });

  it("of a fraction that an action of the company pays out goes against corporate actions", () => {
    expect(posted("sell", { ofAction: true })[0]).toBe("actions -30 usd");
  });

  it("sums to zero whatever the type and amounts", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 18n }).map((n) => dec(n).div("1000000000"));
    fc.assert(
      fc.property(fc.constantFrom(...FACT_TYPES), amount, amount, amount, (type, quantity, gross, fee) => {
        posted(type, { quantity, gross, fee, units: quantity });
        expect(journalKind(type)).not.toBe("buy");
      }),
    );
  });
});
