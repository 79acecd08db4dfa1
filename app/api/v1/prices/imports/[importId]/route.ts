/** One import of prices. */
import { priceImport } from "#lib/server/import-routes.ts";

export const GET = priceImport.get;
export const DELETE = priceImport.discard;
