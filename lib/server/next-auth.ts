/** next-auth's routes over our verbs: whoever signs in there has the same session as through our own form. */
import { type AuthHandler, createAuthHandler } from "#lib/adapters/auth/next-auth.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { authenticateSession } from "#lib/services/sessions/authenticate-session.ts";
import { signOut } from "#lib/services/sessions/end-sessions.ts";
import { signIn } from "#lib/services/sign-in/sign-in.ts";
import { anonymousContext, contextFor } from "./context.ts";
import { addressOf } from "./identify.ts";
import { limited, quotaFor } from "./limits.ts";
import { problemFrom, problemResponse } from "./problem.ts";
import { newRequestId } from "./request-id.ts";
import { type Services, services } from "./services.ts";

const made = new WeakMap<Services, AuthHandler>();

export async function authHandler(request: Request, segment: { readonly params: Promise<unknown> }): Promise<Response> {
  const place = { requestId: newRequestId(), instance: new URL(request.url).pathname };
  try {
    const built = await services();
    const quota = quotaFor(
      null,
      request.method === "GET" ? "read" : "write",
      addressOf(request.headers),
      built.settings,
    );
    const verdict = await built.limiter.consume(quota.policy, quota.subject);
    if (!verdict.allowed) return problemResponse(problemFrom(limited(quota, verdict), place));
    const handler = made.get(built) ?? build(built);
    made.set(built, handler);
    return await handler(request, segment);
  } catch (error) {
    const answer = problemFrom(error, place);
    if (answer.unexpected) (await services()).log.error({ err: error, requestId: place.requestId }, "next-auth failed");
    return problemResponse(answer);
  }
}

function build(built: Services): AuthHandler {
  const anonymous = () => anonymousContext({ requestId: newRequestId() }, built);
  const principalOf = (sessionId: string) =>
    nullWhenRefused(() => authenticateSession({ ctx: anonymous(), input: { sessionId, touch: false } }));
  return createAuthHandler({
    url: built.settings.url,
    secret: built.settings.NEXTAUTH_SECRET,
    maxAgeSeconds: built.settings.SESSION_MAX_HOURS * 3600,
    async signIn({ email, password, headers }) {
      const input = {
        email: email.slice(0, 254),
        password: password.slice(0, 200),
        address: addressOf(headers),
        userAgent: headers.get("user-agent"),
      };
      const session = await nullWhenRefused(() => signIn({ ctx: anonymous(), input }));
      return session?.sessionId ?? null;
    },
    async readUser(sessionId) {
      const principal = await principalOf(sessionId);
      if (principal === null) return null;
      const { id, name, role } = principal.user;
      return { id, name, role };
    },
    async signOut(sessionId) {
      const principal = await principalOf(sessionId);
      if (principal !== null) await signOut({ ctx: contextFor(principal, { requestId: newRequestId() }, built) });
    },
  });
}

async function nullWhenRefused<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceError) return null;
    throw error;
  }
}
