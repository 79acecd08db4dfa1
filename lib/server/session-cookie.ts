/** Puts the session into the browser's cookie and takes it out again. Only in server actions and route handlers. */
import { cookies } from "next/headers";
import { sealSessionToken, sessionCookieName, sessionCookieOptions } from "#lib/adapters/auth/session-token.ts";
import type { WebSettings } from "./services.ts";

export async function setSessionCookie(sessionId: string, settings: WebSettings): Promise<void> {
  const maxAge = settings.SESSION_MAX_HOURS * 3600;
  const token = await sealSessionToken(sessionId, settings.NEXTAUTH_SECRET, maxAge);
  (await cookies()).set(sessionCookieName(settings.url), token, sessionCookieOptions(settings.url, maxAge));
}

export async function clearSessionCookie(settings: WebSettings): Promise<void> {
  (await cookies()).set(sessionCookieName(settings.url), "", sessionCookieOptions(settings.url, 0));
}
