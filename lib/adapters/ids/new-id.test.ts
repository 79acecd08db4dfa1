/** Ids are valid, unique and in order, however many are made in a millisecond and whatever the clock does. */
import { validate, version } from "uuid";
import { afterEach, expect, it, vi } from "vitest";
import { newId } from "./new-id.ts";

afterEach(() => vi.restoreAllMocks());

it("come in order without a repetition, many in one millisecond", () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
});

it("keep their order when the clock is set back", () => {
  const before = newId();
  vi.spyOn(Date, "now").mockReturnValue(Date.now() - 60_000);
  expect([before, newId(), newId()].sort()[0]).toBe(before);
});

it("say when they were made", () => {
  const now = Date.now() + 5_000;
  vi.spyOn(Date, "now").mockReturnValue(now);
  expect(Number.parseInt(newId().replaceAll("-", "").slice(0, 12), 16)).toBe(now);
});
