// What Next.js tells us of errors in pages and actions that our own wrappers did not catch: into the log, as the API's are.
import type { Instrumentation } from "next";

export const onRequestError: Instrumentation.onRequestError = async (error, { method, headers }, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logPageError } = await import("#lib/server/log-page-error.ts");
  await logPageError(error, { method, headers, route: context.routePath, kind: context.routeType });
};
