/** An error that a page met while it was drawn. The reader sees its request id; the log has the rest under that id. */
import { REQUEST_ID_HEADER } from "./request-id.ts";
import { services } from "./services.ts";

export interface PageErrorPlace {
  readonly method: string;
  readonly route: string;
  /** render, action, route or proxy. */
  readonly kind: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export async function logPageError(error: unknown, place: PageErrorPlace): Promise<void> {
  const built = await services().catch(() => null);
  const fields = pageErrorFields(error, place);
  if (built === null) process.stderr.write(`${JSON.stringify({ ...fields, err: String(error) })}\n`);
  else built.log.error(fields, "a page failed");
}

/** An error that was thrown outside of our pages has a digest of Next.js, which the reader then sees instead. */
export function pageErrorFields(error: unknown, { headers, ...place }: PageErrorPlace) {
  const requestId = headers[REQUEST_ID_HEADER];
  const digest = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  return {
    err: error,
    ...place,
    ...(requestId === undefined ? {} : { requestId }),
    ...(digest === undefined || digest === requestId ? {} : { digest }),
  };
}
