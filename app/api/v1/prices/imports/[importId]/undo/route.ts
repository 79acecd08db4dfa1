/** Taking a published import of prices back. */
import { priceImport } from "#lib/server/import-routes.ts";

export const POST = priceImport.undo;
