// A new activity as typed, as sent, and what it moves.
import { expect, test } from "vitest";
import { type ActivityDraft, emptyDraft, fieldsOf, readDraft } from "./activity-draft.ts";

const draft = (type: ActivityDraft["type"], typed: Partial<ActivityDraft> = {}): ActivityDraft => ({
  ...emptyDraft(type, { day: "2024-01-02", currency: "USD" }),
  ...typed,
});

test("a buy costs its value and its fee, a sale brings its value less its fee", () => {
  const typed = { symbol: "acme", quantity: "10", unitPrice: "187.15", fee: "1" };
  expect(readDraft(draft("buy", typed), "USD")).toMatchObject({
    ok: true,
    body: { type: "buy", date: "2024-01-02", symbol: "ACME", quantity: "10", unitPrice: "187.15", fee: "1" },
    moves: { cash: "-1872.5", units: "10" },
  });
  expect(readDraft(draft("sell", typed), "USD")).toMatchObject({ moves: { cash: "1870.5", units: "-10" } });
});

test("a dividend that was paid is sent below zero", () => {
  const read = readDraft(draft("dividend", { symbol: "ACME", amount: "9,60", paid: true }), "USD");
  expect(read).toMatchObject({ body: { amount: "-9.6" }, moves: { cash: "-9.6" } });
});

test("nothing of another type is sent along", () => {
  const read = readDraft(draft("deposit", { amount: "100", symbol: "ACME", quantity: "5", paid: true }), "USD");
  expect(read.ok && Object.keys(read.body)).toEqual(["type", "date", "currency", "amount"]);
  expect(read).toMatchObject({ moves: { cash: "100", units: null } });
});

test("a split moves no money and names its ratio", () => {
  const read = readDraft(draft("split", { symbol: "ACME", ratioNew: "4" }), "USD");
  expect(read).toMatchObject({ body: { ratio: ["4", "1"] }, moves: { cash: null, ratio: ["4", "1"] } });
});

test("a rate is asked for where the money is not of the account's currency", () => {
  expect(fieldsOf(draft("deposit"), "USD")).not.toHaveProperty("fxToBase");
  expect(fieldsOf(draft("deposit", { currency: "EUR" }), "USD")).toHaveProperty("fxToBase");
});

test("each field says what is wrong with it", () => {
  const read = readDraft(draft("buy", { symbol: "A B", quantity: "0", unitPrice: "x" }), "USD");
  expect(read.ok ? [] : Object.keys(read.problems)).toEqual(["symbol", "quantity", "unitPrice"]);
});
