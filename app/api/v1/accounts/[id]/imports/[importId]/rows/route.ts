/** The rows of an import of activities with their verdicts. */
import { activityImport } from "#lib/server/import-routes.ts";

export const GET = activityImport.rows;
