/** The activities of an account as a file. */
import { ExportQuery, ImportAccountParams } from "#lib/contracts/import.ts";
import { route } from "#lib/server/route.ts";
import { textStream } from "#lib/server/text-stream.ts";
import { exportActivities } from "#lib/services/imports/export-activities.ts";

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json" } as const;

export const GET = route(
  {
    summary: "Export activities and executions",
    description: "A file that imports again to the same books: what happened, in its order, executions as trades.",
    tags: ["Imports"],
    permission: "portfolio:read",
    params: ImportAccountParams,
    query: ExportQuery,
    files: ["text/csv", "application/json"],
  },
  async ({ ctx, params, query: { format } }) => {
    const parts = await exportActivities({ ctx, input: { accountId: params.id, format } });
    return new Response(textStream(parts), {
      headers: {
        "content-type": TYPES[format],
        "content-disposition": `attachment; filename="activities-${params.id}.${format}"`,
      },
    });
  },
);
