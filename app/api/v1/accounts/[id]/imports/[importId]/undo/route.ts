/** Taking a published import of activities back. */
import { activityImport } from "#lib/server/import-routes.ts";

export const POST = activityImport.undo;
