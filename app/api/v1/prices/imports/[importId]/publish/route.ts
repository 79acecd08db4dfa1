/** Publishing an import of prices that is staged. */
import { priceImport } from "#lib/server/import-routes.ts";

export const POST = priceImport.publish;
