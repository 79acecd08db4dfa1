// next-auth's own routes: session, csrf, sign-in and sign-out for clients that speak its protocol.
import { authHandler } from "#lib/server/next-auth.ts";

export const GET = authHandler;
export const POST = authHandler;
