// What the address of the imports page says.
import { expect, test } from "vitest";
import { allowedPlace, importsHref, readImportsPlace, scopeOf } from "./imports-address.ts";

const ID = "01a200ab-87e1-7098-a1c8-eaa8a149859d";

test("an open import with its filter and its place survives the way through the address", () => {
  const href = `/imports?tab=prices&whose=desk&import=${ID}&rows=refused&cursor=abc&row=12`;
  expect(importsHref(readImportsPlace(Object.fromEntries(new URL(href, "http://desk").searchParams)))).toBe(href);
});

test("what makes no sense is left out", () => {
  expect(importsHref(readImportsPlace({ tab: "orders", import: "x", rows: "odd", row: "1 or 1=1" }))).toBe("/imports");
});

test("prices are the account's own unless the desk's are asked for", () => {
  expect(scopeOf({ tab: "prices" }, ID)).toEqual({ kind: "prices", accountId: ID });
  expect(scopeOf({ tab: "prices", whose: "desk" }, ID)).toEqual({ kind: "prices" });
});

test("who has no account imports the desk's prices, and who may not import those does not see them", () => {
  const place = readImportsPlace({ tab: "prices", whose: "desk" });
  expect(allowedPlace(place, ID, false)).toMatchObject({ tab: "prices", whose: undefined });
  expect(allowedPlace(readImportsPlace({}), null, true)).toMatchObject({ tab: "prices", whose: "desk" });
});
