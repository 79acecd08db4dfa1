/** Finds out who is calling: an API key in a header, or the session whose id is sealed in the cookie. Asked of the database every time. */
import { openSessionToken, sessionCookieName } from "#lib/adapters/auth/session-token.ts";
import { authenticateKey } from "#lib/services/api-keys/authenticate-key.ts";
import { ServiceError } from "#lib/services/errors.ts";
import type { Principal } from "#lib/services/principal.ts";
import { authenticateSession } from "#lib/services/sessions/authenticate-session.ts";
import { CLIENT_ADDRESS_HEADER } from "./client-address.ts";
import { anonymousContext } from "./context.ts";
import type { Services } from "./services.ts";

export interface ReadableHeaders {
  get(name: string): string | null;
}

export interface Identity {
  /** Null without credentials, and when those that came are refused. */
  readonly principal: Principal | null;
  readonly refusal: ServiceError | null;
  readonly address: string;
}

export interface IdentifyOptions {
  /** False for the stream's own checks: an open page alone does not keep a session from idling out. */
  readonly touch?: boolean;
}

export async function identify(
  headers: ReadableHeaders,
  requestId: string,
  services: Services,
  { touch = true }: IdentifyOptions = {},
): Promise<Identity> {
  const address = addressOf(headers);
  try {
    return { principal: await findPrincipal(headers, { requestId, address, touch }, services), refusal: null, address };
  } catch (error) {
    if (error instanceof ServiceError && error.code === "unauthenticated")
      return { principal: null, refusal: error, address };
    throw error;
  }
}

/** Set by our server from the socket; what a client sends under this name never arrives here. */
export function addressOf(headers: ReadableHeaders): string {
  return headers.get(CLIENT_ADDRESS_HEADER) ?? "unknown";
}

export function signInFirst(): ServiceError {
  return new ServiceError("unauthenticated", "Sign in, or send an API key as Authorization: Bearer or X-API-Key.");
}

interface Call {
  readonly requestId: string;
  readonly address: string;
  readonly touch: boolean;
}

async function findPrincipal(headers: ReadableHeaders, call: Call, services: Services): Promise<Principal | null> {
  const ctx = anonymousContext(call, services);
  const keyText = readKey(headers);
  if (keyText !== null) return authenticateKey({ ctx, input: { keyText, address: call.address } });
  const token = readCookie(headers.get("cookie"), sessionCookieName(services.settings.url));
  if (token === null) return null;
  const sessionId = await openSessionToken(token, services.settings.NEXTAUTH_SECRET);
  if (sessionId === null) throw new ServiceError("unauthenticated", "Your session has ended. Sign in again.");
  return authenticateSession({ ctx, input: { sessionId, touch: call.touch } });
}

function readKey(headers: ReadableHeaders): string | null {
  const authorization = headers.get("authorization");
  if (authorization === null) return headers.get("x-api-key");
  const bearer = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (bearer === undefined)
    throw new ServiceError("unauthenticated", "The header Authorization must be: Bearer, a space, and an API key.");
  return bearer;
}

export function readCookie(header: string | null, name: string): string | null {
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
