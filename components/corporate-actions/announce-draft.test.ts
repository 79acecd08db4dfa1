// A corporate action as typed and as sent.
import { expect, test } from "vitest";
import { emptyAnnouncement, readAnnouncement, refusedFields } from "./announce-draft.ts";

const draft = { ...emptyAnnouncement("2026-11-23"), symbol: "acme" };

test("a dividend sends its amount and nothing of a split", () => {
  const read = readAnnouncement({ ...draft, amount: "0,24" });
  expect(read).toEqual({
    ok: true,
    body: { kind: "cash_dividend", symbol: "ACME", exDay: "2026-11-23", amount: "0.24" },
  });
});

test("a split sends whole units, and cash in lieu only where it was given", () => {
  const split = { ...draft, kind: "split", ratioNew: "3", ratioOld: "2" } as const;
  expect(readAnnouncement(split)).toMatchObject({ body: { ratioNew: "3", ratioOld: "2" } });
  expect(readAnnouncement({ ...split, cashInLieu: "12.5" })).toMatchObject({ body: { cashInLieu: "12.5" } });
  expect(readAnnouncement({ ...split, ratioNew: "2" })).toMatchObject({ ok: false });
});

test("a new name must be another one", () => {
  const read = readAnnouncement({ ...draft, kind: "symbol_change", newSymbol: "Acme" });
  expect(read).toMatchObject({ ok: false, problems: { newSymbol: "It must differ from the old one." } });
});

test("what the server refuses is said at its fields; what is about something else is not", () => {
  const [past, needed] = [
    { pointer: "/exDay", detail: "is past: the venue's day is 2026-11-22" },
    { pointer: "/cashInLieu", detail: "is needed: fractions of this instrument are not held" },
  ];
  expect(refusedFields([past, needed])).toEqual({
    exDay: "It is past: the venue's day is 2026-11-22.",
    cashInLieu: "It is needed: fractions of this instrument are not held.",
  });
  expect(refusedFields([{ pointer: "/symbol", detail: "is no instrument; see GET /api/v1/instruments" }])).toEqual({
    symbol: "It is no instrument.",
  });
  expect(refusedFields([past, { pointer: "/reason", detail: "is too long" }])).toBeNull();
  expect(refusedFields([])).toBeNull();
});
