/** What the contracts share: ids, instants, decimals on the wire, and pages of a list. */

import { z } from "zod";
import { parseCount } from "#lib/domain/shared/count.ts";

/** Read in either case and lower case from here on, as PostgreSQL writes it: ids are compared as text. */
export const Id = z.guid("must be an id such as 01890a5d-ac96-774b-bcce-b302099a8057").toLowerCase().meta({ id: "Id" });

export const Instant = z.iso.datetime({ precision: 3 }).meta({ id: "Instant", example: "2026-11-20T15:30:00.000Z" });

/** Any amount, price or quantity in an answer: never a JSON number, never an exponent. */
export const DecimalText = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ id: "Decimal", example: "1250.75" });

/** An amount in a request: what NUMERIC(38,18) holds without rounding. */
export const DecimalInput = z
  .string('must be a decimal in quotes, such as "12.50"')
  .regex(
    /^\d{1,20}(\.\d{1,18})?$/,
    'must be a plain decimal with at most 20 digits before and 18 after the point, such as "12.50"',
  )
  .meta({ id: "DecimalInput", example: "12.50" });

const WHOLE = /^\d{1,4}$/;

/** The two parameters of every list; spread them into a strict query object. */
export const pageQuery = {
  limit: z
    .string()
    .regex(WHOLE, "must be a whole number from 1 to 200")
    .transform((text) => parseCount(text, { min: 0, max: 9_999 }))
    .refine((size) => size >= 1 && size <= 200, "must be a whole number from 1 to 200")
    .optional()
    .meta({ description: "Items on one page, 50 unless told.", example: "50" }),
  cursor: z
    .string()
    .min(1)
    .max(500)
    .regex(/^[A-Za-z0-9_-]+$/, "must be the nextCursor of an earlier answer")
    .optional()
    .meta({ description: "nextCursor of the page before." }),
};

export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: "Null on the last page." }),
  });
}
