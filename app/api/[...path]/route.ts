// Whatever else is asked for under /api: a problem document, as programs expect, not a page.
import { publicRoute } from "#lib/server/public-route.ts";
import { ServiceError } from "#lib/services/errors.ts";

const missing = publicRoute({ summary: "An address that does not exist", tags: ["None"], limit: "read" }, () => {
  throw new ServiceError(
    "not_found",
    "There is nothing at this address; GET /api/v1/openapi.json lists what there is.",
  );
});

export const GET = missing;
export const POST = missing;
export const PUT = missing;
export const PATCH = missing;
export const DELETE = missing;
