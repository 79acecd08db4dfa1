// When an order would work, as the ticket says it.
import { expect, test } from "vitest";
import { windowWords } from "./window-words.ts";

const venueAt = "2026-11-21T15:00:00.000Z";
const base = { venueAt, timeInForce: "day", assetClass: "us_equity" } as const;

test("an order that waits names the moment it waits for, in New York", () => {
  const window = {
    phase: "closed",
    worksFrom: "2026-11-23T14:30:00.000Z",
    expiresAt: "2026-11-23T21:00:00.000Z",
  } as const;
  expect(windowWords({ ...base, window })).toBe(
    "The market is closed: this order waits for Monday 09:30 New York, then works until Monday 16:00 New York.",
  );
});

test("an order that works now says until when", () => {
  const open = { phase: "core", worksFrom: null } as const;
  const expiresAt = "2026-11-21T21:00:00.000Z";
  expect(windowWords({ ...base, window: { ...open, expiresAt } })).toBe("Works now, until today 16:00 New York.");
  expect(windowWords({ ...base, timeInForce: "gtc", window: { ...open, expiresAt: null } })).toBe(
    "Works now, until you cancel it.",
  );
});

test("outside the core hours an order is not said to meet a closed market", () => {
  const window = { phase: "pre", worksFrom: "2026-11-21T16:00:00.000Z", expiresAt: null } as const;
  expect(windowWords({ ...base, timeInForce: "gtc", window })).toBe(
    "Outside its hours: this order waits for today 11:00 New York, then works until you cancel it.",
  );
});

test("auctions and orders for this moment say so, and a far day has its date", () => {
  const window = { phase: "closed", worksFrom: "2026-12-01T21:00:00.000Z", expiresAt: null } as const;
  expect(windowWords({ ...base, timeInForce: "cls", window })).toBe(
    "Trades at the close, Tuesday 1 Dec 16:00 New York.",
  );
  expect(windowWords({ ...base, timeInForce: "fok", window })).toBe("Trades at once or not at all.");
});
