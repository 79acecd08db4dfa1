/** One import of activities. */
import { activityImport } from "#lib/server/import-routes.ts";

export const GET = activityImport.get;
export const DELETE = activityImport.discard;
