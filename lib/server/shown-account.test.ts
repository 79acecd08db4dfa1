// The account on the desk is the person's choice, and stays the same until they choose.
import { expect, test } from "vitest";
import { shownAccount } from "./shown-account.ts";

const own = { id: "own", role: "owner" } as const;
const shared = { id: "shared", role: "viewer" } as const;
const opened = { id: "opened", role: "owner" } as const;

test("the chosen account is shown", () => {
  expect(shownAccount([opened, own], "opened")).toBe(opened);
});

test("without a choice a person stays on their first account, whatever is opened or shared later or was there before", () => {
  expect(shownAccount([own], undefined)).toBe(own);
  expect(shownAccount([opened, own], undefined)).toBe(own);
  expect(shownAccount([own, shared], undefined)).toBe(own);
  expect(shownAccount([opened, own], "of somebody else")).toBe(own);
});

test("who only looks on sees what they were shown first, and nothing where there is nothing", () => {
  expect(shownAccount([{ ...shared, id: "later" }, shared], undefined)).toBe(shared);
  expect(shownAccount([], "own")).toBeNull();
});
