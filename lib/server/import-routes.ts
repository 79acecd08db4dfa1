/** What imports of activities and of prices have in common at the API; they differ in whose they are, and in a few words. */
import type { z } from "zod";
import {
  ImportPage,
  ImportParams,
  ImportRowPage,
  ImportRowsQuery,
  ImportView,
  PriceImportParams,
  PublishImportBody,
  toImportPage,
  toImportView,
  UndoImportBody,
} from "#lib/contracts/import.ts";
import type { Permission } from "#lib/domain/access/permissions.ts";
import { discardImport } from "#lib/services/imports/discard-import.ts";
import { getImport } from "#lib/services/imports/get-import.ts";
import type { ImportPlace } from "#lib/services/imports/import-access.ts";
import { listImportRows } from "#lib/services/imports/list-import-rows.ts";
import { publishImport } from "#lib/services/imports/publish-import.ts";
import { undoImport } from "#lib/services/imports/undo-import.ts";
import { IMPORT_BYTES_MAX } from "./read-input.ts";
import { route } from "./route.ts";

interface ImportRoutes<P extends z.ZodType> {
  readonly params: P;
  readonly placeOf: (params: z.output<P>) => ImportPlace;
  readonly permission: Permission | readonly Permission[];
  /** As in "Publish …". */
  readonly one: string;
  readonly undoing: string;
}

/** Of a file that is sent in. */
export const RECEIVING = {
  tags: ["Imports"],
  bodyBytesMax: IMPORT_BYTES_MAX,
  takesCsv: true,
  answer: ImportView,
  view: toImportView,
  status: 202,
  idempotency: "required",
} as const;

export const LISTING = {
  tags: ["Imports"],
  permission: "portfolio:read",
  answer: ImportPage,
  view: toImportPage,
} as const;

const PUBLISHING = "All of it in one transaction, or nothing. Refused rows stand in the way unless skipRefused.";

function importRoutes<P extends z.ZodType>({ params, placeOf, permission, one, undoing }: ImportRoutes<P>) {
  const looking = { tags: ["Imports"], permission: "portfolio:read", params } as const;
  const changing = { tags: ["Imports"], permission, params, answer: ImportView, view: toImportView } as const;
  return {
    get: route({ ...looking, summary: `Get ${one}`, answer: ImportView, view: toImportView }, ({ ctx, params: at }) =>
      getImport({ ctx, input: placeOf(at) }),
    ),
    discard: route({ ...changing, summary: `Discard ${one} that was not published` }, ({ ctx, params: at }) =>
      discardImport({ ctx, input: placeOf(at) }),
    ),
    publish: route(
      { ...changing, summary: `Publish ${one}`, description: PUBLISHING, body: PublishImportBody, status: 202 },
      ({ ctx, params: at, body }) => publishImport({ ctx, input: { ...placeOf(at), ...body } }),
    ),
    undo: route(
      { ...changing, summary: `Undo ${one}`, description: undoing, body: UndoImportBody, status: 202 },
      ({ ctx, params: at, body }) => undoImport({ ctx, input: { ...placeOf(at), ...body } }),
    ),
    rows: route(
      {
        ...looking,
        summary: `List the rows of ${one} with their verdicts`,
        query: ImportRowsQuery,
        answer: ImportRowPage,
      },
      ({ ctx, params: at, query }) => listImportRows({ ctx, input: { ...query, ...placeOf(at) } }),
    ),
  };
}

export const activityImport = importRoutes({
  params: ImportParams,
  placeOf: ({ id, importId }) => ({ importId, kind: "activities", accountId: id }),
  permission: "activities:record",
  one: "an import",
  undoing:
    "Every activity of it is reversed, and the books read as if it had never been. Its rows may be imported again.",
});

export const priceImport = importRoutes({
  params: PriceImportParams,
  placeOf: ({ importId }) => ({ importId, kind: "prices" }),
  permission: ["activities:record", "market:import"],
  one: "an import of prices",
  undoing:
    "Its closes are taken out, and those that they took the place of are put back; a close that was imported over since stays.",
});
