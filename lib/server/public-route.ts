/** Makes a route handler that needs no credentials: health probes, the API's document. It gets no context, so it can call no verb. */
import type { Answer, RouteAbout, RouteHandler } from "./declaration.ts";
import { addressOf } from "./identify.ts";
import { limited, limitHeaders, quotaFor } from "./limits.ts";
import { type Call, respond } from "./respond.ts";
import { type Services, services } from "./services.ts";

export interface PublicInput {
  readonly request: Request;
  readonly params: Call["params"];
  readonly requestId: string;
  /** A promise to ask for: a liveness probe must answer when nothing else can be built. */
  readonly services: () => Promise<Services>;
}

/** Counted per address only when `limit` says as what. */
export function publicRoute(
  about: RouteAbout,
  run: (input: PublicInput) => Promise<Answer | Response> | Answer | Response,
): RouteHandler {
  const { limit = "none" } = about;
  const handler = (request: Request, segment?: Parameters<RouteHandler>[1]) =>
    respond(request, segment, about, async (call) => {
      if (limit !== "none") {
        const built = await services();
        const quota = quotaFor(null, limit, addressOf(request.headers), built.settings);
        const verdict = await built.limiter.consume(quota.policy, quota.subject);
        for (const [name, value] of Object.entries(limitHeaders(quota, verdict))) call.headers.set(name, value);
        if (!verdict.allowed) throw limited(quota, verdict);
      }
      return run({ request, params: call.params, requestId: call.place.requestId, services });
    });
  return Object.assign(handler, { about: { ...about, public: true } });
}
