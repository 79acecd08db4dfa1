/** The rows of an import of prices with their verdicts. */
import { priceImport } from "#lib/server/import-routes.ts";

export const GET = priceImport.rows;
