/** The session cookie: next-auth's sealed token, holding the id of a session row and nothing else. */
import { decode, encode } from "next-auth/jwt";

const NAME = "next-auth.session-token";

/** As next-auth names it; the prefix makes browsers insist on https. */
export function sessionCookieName(url: string): string {
  return isSecure(url) ? `__Secure-${NAME}` : NAME;
}

export function isSecure(url: string): boolean {
  return url.startsWith("https://");
}

export interface SessionCookieOptions {
  readonly httpOnly: true;
  readonly sameSite: "lax";
  readonly path: "/";
  readonly secure: boolean;
  readonly maxAge: number;
}

export function sessionCookieOptions(url: string, maxAgeSeconds: number): SessionCookieOptions {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure(url), maxAge: maxAgeSeconds };
}

export function sealSessionToken(sessionId: string, secret: string, maxAgeSeconds: number): Promise<string> {
  return encode({ token: { sid: sessionId }, secret, maxAge: maxAgeSeconds });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The session's id; null when the token is not ours, was changed or has expired. */
export async function openSessionToken(token: string, secret: string): Promise<string | null> {
  try {
    const payload = await decode({ token, secret });
    const sid = payload?.["sid"];
    return typeof sid === "string" && UUID.test(sid) ? sid : null;
  } catch {
    // A token that cannot be opened is a token that says nothing; why does not matter.
    return null;
  }
}
