/** Sends unexpected errors to Sentry when a DSN is given; without one nothing of Sentry is even loaded. */
import { provideErrorReporter } from "./error-reports.ts";
import { scrub } from "./redact.ts";

export interface SentryOptions {
  readonly dsn: string | undefined;
  /** Which process speaks: web or worker. */
  readonly name: string;
  readonly version: string;
  readonly production: boolean;
}

const LAST_WORDS_MS = 2_000;

/** The function waits for what is still on its way; call it before the process ends. */
export async function openSentry({ dsn, name, version, production }: SentryOptions): Promise<() => Promise<void>> {
  if (dsn === undefined) return () => Promise.resolve();
  const sentry = await loadSentry();
  sentry.init({
    dsn,
    release: `ballast@${version}`,
    environment: production ? "production" : "development",
    initialScope: { tags: { process: name } },
    // Only what we hand over is sent: no request, no user, no console, and nothing is hooked into the order path.
    defaultIntegrations: false,
    integrations: [sentry.linkedErrorsIntegration()],
    beforeSend({ request: _, user: __, breadcrumbs: ___, ...event }) {
      return JSON.parse(scrub(JSON.stringify(event))) as typeof event;
    },
  });
  provideErrorReporter((error, about) => void sentry.captureException(error, { tags: about }));
  return async () => {
    provideErrorReporter(undefined);
    await sentry.flush(LAST_WORDS_MS);
  };
}

type Sentry = typeof import("@sentry/nextjs");

/** A CommonJS module on Node: all of its names are on the default export only. */
async function loadSentry(): Promise<Sentry> {
  const imported = (await import("@sentry/nextjs")) as Sentry & { readonly default?: Sentry };
  return imported.default ?? imported;
}
