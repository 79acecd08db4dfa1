/** Views show what their schema names, with exact amounts as text. */
import { expect, test } from "vitest";
import { z } from "zod";
import { dec } from "#lib/domain/shared/decimal.ts";
import { viewOf } from "./view.ts";

const Line = z.strictObject({ price: z.string(), at: z.string().nullable(), note: z.string().optional() });
const View = z.strictObject({
  lines: z.array(Line),
  total: z.string().nullable(),
  count: z.number(),
  detail: z.unknown(),
});

test("amounts, instants and big counts become text, also deep inside", () => {
  const view = viewOf(View)({
    lines: [{ price: dec("0.100000000000000001"), at: new Date("2026-01-02T03:04:05.006Z") }],
    total: 12345678901234567890n,
    count: 3,
    detail: { amount: dec("12345678901234567890.000000000000000001") },
  });
  expect(view).toEqual({
    lines: [{ price: "0.100000000000000001", at: "2026-01-02T03:04:05.006Z" }],
    total: "12345678901234567890",
    count: 3,
    detail: { amount: "12345678901234567890.000000000000000001" },
  });
});

test("columns that the schema does not name are left behind", () => {
  const row = { price: "1", at: null, secret: "canary" };
  const view = viewOf(Line)(row);
  expect(view).toEqual({ price: "1", at: null });
  expect(Line.safeParse(view).success).toBe(true);
});

test("null stays null and what is missing stays missing", () => {
  expect(viewOf(View)({ lines: [], total: null, count: 0, detail: null })).toEqual({
    lines: [],
    total: null,
    count: 0,
    detail: null,
  });
});
