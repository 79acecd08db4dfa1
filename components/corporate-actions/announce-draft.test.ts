// A corporate action as typed and as sent.
import { expect, test } from "vitest";
import { emptyAnnouncement, readAnnouncement } from "./announce-draft.ts";

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
