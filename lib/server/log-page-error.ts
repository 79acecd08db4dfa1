/** An error that a page met while it was drawn. The reader sees its digest; the log has the rest. */
import { services } from "./services.ts";

export interface PageErrorPlace {
  readonly method: string;
  readonly route: string;
  /** render, action, route or proxy. */
  readonly kind: string;
}

export async function logPageError(error: unknown, place: PageErrorPlace): Promise<void> {
  const built = await services().catch(() => null);
  const digest =
    typeof error === "object" && error !== null && "digest" in error && typeof error.digest === "string"
      ? { digest: error.digest }
      : {};
  built?.log.error({ err: error, ...place, ...digest }, "a page failed");
}
