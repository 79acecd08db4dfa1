/** Cursors come back as they were given out, and nothing else is taken for one. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, decodeUuidCursor, encodeCursor, pageOf, pageSize } from "./cursor.ts";
import { ServiceError } from "./errors.ts";

test("a cursor comes back as it was given out", () => {
  const time = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(time, fc.uuid(), (at, id) => {
      expect(decodeCursor(encodeCursor({ at, id }))).toEqual({ at, id });
    }),
  );
});

test("any other text is refused as invalid and never thrown as something else", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        decodeUuidCursor(text);
      } catch (error) {
        expect(error).toBeInstanceOf(ServiceError);
        return;
      }
      expect(encodeCursor(decodeCursor(text) ?? { at: new Date(0), id: "" })).not.toBe("");
    }),
  );
  expect(() => decodeCursor("")).toThrow(ServiceError);
});

test("a cursor of another list is refused where ids are UUIDs", () => {
  const foreign = encodeCursor({ at: new Date("2026-01-01T00:00:00.000Z"), id: "AAPL" });
  expect(decodeCursor(foreign)?.id).toBe("AAPL");
  expect(() => decodeUuidCursor(foreign)).toThrow(ServiceError);
});

test("the page size stays between one and two hundred", () => {
  expect([undefined, 0, 7, 10_000].map(pageSize)).toEqual([50, 1, 7, 200]);
});

test("a next cursor exists only when a further row was read", () => {
  const at = new Date("2026-01-01T00:00:00.000Z");
  const rows = [{ id: "c" }, { id: "b" }, { id: "a" }];
  const key = ({ id }: { id: string }) => ({ at, id });
  expect(pageOf(rows, 3, key)).toEqual({ items: rows, nextCursor: null });
  expect(pageOf(rows, 2, key)).toEqual({ items: rows.slice(0, 2), nextCursor: encodeCursor({ at, id: "b" }) });
});
