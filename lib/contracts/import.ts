/** Imports of activities and prices on the wire. */
import { z } from "zod";
import { ACTIVITY_FIELDS, PRICE_FIELDS } from "#lib/domain/imports/import-row.ts";
import { DecimalText, Id, Instant, pageOf, pageQuery } from "./common.ts";
import { Day, Reason } from "./fields.ts";
import { viewOf } from "./view.ts";

const Cell = z.union([z.string(), z.array(z.string()).max(4), z.null()]);

const file = {
  fileName: z.string().trim().min(1).max(200).default("import").meta({ description: "For you to know it by." }),
  format: z
    .enum(["csv", "json"])
    .optional()
    .meta({ description: "Of content; json where it begins with a bracket, unless told." }),
  content: z.string().max(8_000_000).optional().meta({ description: "The file as it is. Give this, or rows." }),
  rows: z
    .array(z.record(z.string().max(100), Cell))
    .max(100_000)
    .optional()
    .meta({ description: "The rows as objects; amounts as text, so that no digit is lost." }),
  dryRun: z
    .boolean()
    .default(false)
    .meta({ description: "Only read and judge it. Nothing is imported until it is published." }),
  skipRefused: z
    .boolean()
    .default(false)
    .meta({ description: "Publish it although rows are refused, without them. Otherwise such a file waits." }),
};

const oneOfBoth = (body: { readonly content?: string | undefined; readonly rows?: unknown }) =>
  (body.content === undefined) !== (body.rows === undefined);
const ONE_OF_BOTH = { path: ["content"], message: "give either content or rows" };

export const ImportBody = z
  .strictObject(file)
  .refine(oneOfBoth, ONE_OF_BOTH)
  .meta({
    id: "ImportRequest",
    description: `A file of activities, with the columns ${ACTIVITY_FIELDS.join(", ")}. Which of them a row needs depends on its type; see docs/imports.md.`,
  });
export type ImportBody = z.output<typeof ImportBody>;

export const PriceImportBody = z
  .strictObject({
    ...file,
    accountId: Id.optional().meta({
      description: "Whose they become; without it everybody's, which takes an administrator.",
    }),
    basis: z.enum(["asTraded", "splitAdjusted"]).meta({
      description:
        "As traded on each day, or adjusted for the splits since. It must agree with the splits that are known.",
    }),
  })
  .refine(oneOfBoth, ONE_OF_BOTH)
  .meta({
    id: "PriceImportRequest",
    description: `A file of closing prices, with the columns ${PRICE_FIELDS.join(", ")}. A rate is a pair such as EURUSD.`,
  });
export type PriceImportBody = z.output<typeof PriceImportBody>;

/** The words of the API for how closes are stored. */
export const BASIS_WORDS = { asTraded: "as_traded", splitAdjusted: "split_adjusted" } as const;

const Problem = z.strictObject({
  field: z.string().nullable().meta({ description: "Null where the whole row or file is meant." }),
  detail: z.string().meta({ description: "What is wrong and what to write instead." }),
});

export const ImportView = z
  .strictObject({
    id: Id,
    kind: z.enum(["activities", "prices"]),
    accountId: Id.nullable().meta({ description: "Null for prices that everybody sees." }),
    fileName: z.string(),
    format: z.enum(["csv", "json"]),
    basis: z.enum(["as_traded", "split_adjusted"]).nullable(),
    status: z
      .enum(["received", "staged", "unreadable", "publishing", "published", "undoing", "undone", "discarded"])
      .meta({ description: "received, publishing and undoing pass by themselves within seconds." }),
    rows: z.int(),
    accepted: z.int(),
    duplicates: z.int().meta({ description: "In the books already, or twice in the file; left out." }),
    refused: z.int(),
    warnings: z.int().meta({ description: "Rows with a warning." }),
    fromDay: Day.nullable(),
    toDay: Day.nullable(),
    columns: z.array(z.strictObject({ field: z.string(), header: z.string() })),
    ignored: z.array(z.string()).meta({ description: "Columns that nothing was read from." }),
    newSymbols: z.array(z.string()).meta({ description: "Unknown so far: made when it is published." }),
    problems: z
      .array(Problem)
      .meta({ description: "Of the file as a whole; while there are any it cannot be published." }),
    failure: z.string().nullable().meta({ description: "Why publishing or undoing it did nothing." }),
    skipRefused: z.boolean(),
    publishable: z.boolean(),
    createdAt: Instant,
    publishedAt: Instant.nullable(),
    undoneAt: Instant.nullable(),
  })
  .meta({ id: "Import" });
export type ImportView = z.output<typeof ImportView>;
export const toImportView = viewOf(ImportView);
export const ImportPage = pageOf(ImportView);
export type ImportPage = z.output<typeof ImportPage>;
export const toImportPage = viewOf(ImportPage);

const Value = z
  .looseObject({ symbol: z.string().nullable(), day: Day, close: DecimalText.optional(), type: z.string().optional() })
  .meta({ description: "What was understood: the fields of an activity, or symbol, day and close." });

export const ImportRowView = z
  .strictObject({
    row: z.int(),
    line: z.int().meta({ description: "Where it begins in the file, counted from 1." }),
    verdict: z.enum(["accepted", "duplicate", "refused"]),
    value: Value.nullable(),
    cells: z
      .record(z.string(), z.string())
      .nullable()
      .meta({ description: "What stands there, of a row that is refused." }),
    problems: z.array(Problem),
    warnings: z.array(
      z.strictObject({
        code: z.enum(["opens_short", "new_symbol", "no_price", "same_content", "rounded"]),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: "ImportRow" });
export type ImportRowView = z.output<typeof ImportRowView>;
export const ImportRowPage = pageOf(ImportRowView);
export type ImportRowPage = z.output<typeof ImportRowPage>;

export const ImportAccountParams = z.strictObject({ id: Id });
export const ImportParams = z.strictObject({ id: Id, importId: Id });
export const PriceImportParams = z.strictObject({ importId: Id });
export const ImportsQuery = z.strictObject(pageQuery);
export const PriceImportsQuery = z.strictObject({
  ...pageQuery,
  accountId: Id.optional().meta({ description: "Whose; without it everybody's, for administrators." }),
});
export const ImportRowsQuery = z.strictObject({
  ...pageQuery,
  show: z.enum(["accepted", "duplicate", "refused", "warnings"]).optional().meta({ description: "Only these rows." }),
});
export const PublishImportBody = z
  .strictObject({ skipRefused: z.boolean().default(false).meta({ description: "Leave refused rows out." }) })
  .meta({ id: "PublishImportRequest" });
export const UndoImportBody = z.strictObject({ reason: Reason }).meta({ id: "UndoImportRequest" });

export const ExportQuery = z.strictObject({ format: z.enum(["csv", "json"]).default("csv") });
