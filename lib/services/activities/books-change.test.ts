/** A change that was worked out before the account was locked is written only while the books are what they were. */
import { expect, it } from "vitest";
import type { BooksOpened } from "#lib/db/books.sql.ts";
import { isSameBooks } from "./books-change.ts";

const INSTRUMENT = {
  ...{ id: "i1", symbol: "ACME", currencyId: "usd", currency: "USD", ownerAccountId: null, quantity: "5", cost: "50" },
  ...{ rebuilt: false, collateralHoldId: null, collateral: "0", startPrice: "10", openOrders: 0 },
};
const USD = { assetId: "usd", symbol: "USD", posted: "100", held: "0", floor: "0" };
const BOOKS: BooksOpened = {
  ...{ id: "a", kind: "paper", status: "active", currencyId: "usd", timeZone: "UTC", lotMethod: "fifo", multiplier: 1 },
  ...{
    eventSeq: "7",
    version: 1,
    venueAt: "2026-01-02T10:00:00Z",
    wallAt: "2026-01-02T10:00:00Z",
    today: "2026-01-02",
  },
  ...{ todayFrom: "2026-01-02T00:00:00Z", balances: [USD, { ...USD, assetId: "i1", symbol: "ACME", posted: "5" }] },
  ...{ instruments: [INSTRUMENT, { ...INSTRUMENT, id: "i2" }], assignments: [] },
};

it("the hour and the order in which the books are told make no difference", () => {
  const { instruments, balances } = BOOKS;
  const now = { ...BOOKS, venueAt: "2026-01-02T10:00:09Z", wallAt: "2026-01-02T10:00:09Z" };
  expect(isSameBooks(BOOKS, now)).toBe(true);
  expect(isSameBooks(BOOKS, { ...now, instruments: instruments.toReversed(), balances: balances.toReversed() })).toBe(
    true,
  );
  const { symbol, ...rest } = INSTRUMENT;
  expect(
    isSameBooks(BOOKS, {
      ...BOOKS,
      instruments: [
        { ...rest, symbol },
        { ...INSTRUMENT, id: "i2" },
      ],
    }),
  ).toBe(true);
});

it.each<[string, Partial<BooksOpened>]>([
  ["something was booked", { eventSeq: "8" }],
  ["the day is another one", { today: "2026-01-03" }],
  ["lots go by another method", { lotMethod: "lifo" }],
  ["the account was closed", { status: "closed" }],
  [
    "cash is held",
    {
      balances: [
        { ...USD, held: "1" },
        { ...USD, assetId: "i1", symbol: "ACME", posted: "5" },
      ],
    },
  ],
  [
    "a floor gave way",
    {
      balances: [
        { ...USD, floor: null },
        { ...USD, assetId: "i1", symbol: "ACME", posted: "5" },
      ],
    },
  ],
  [
    "an order is open",
    {
      instruments: [
        { ...INSTRUMENT, openOrders: 1 },
        { ...INSTRUMENT, id: "i2" },
      ],
    },
  ],
  ["an instrument is not there", { instruments: [INSTRUMENT] }],
  ["a lot was chosen", { assignments: [{ closingId: "c", openingId: "o", quantity: "1" }] }],
])("they are others when %s", (_what, changed) => {
  expect(isSameBooks(BOOKS, { ...BOOKS, ...changed })).toBe(false);
});
