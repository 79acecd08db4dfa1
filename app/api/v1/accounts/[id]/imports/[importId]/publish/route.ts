/** Publishing an import of activities that is staged. */
import { activityImport } from "#lib/server/import-routes.ts";

export const POST = activityImport.publish;
