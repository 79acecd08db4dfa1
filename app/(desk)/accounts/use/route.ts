/** Chooses the account that the desk shows, and goes to its portfolio. Only links of this desk and typed addresses choose. */
import { ACCOUNT_COOKIE, pageContext } from "#lib/server/page-context.ts";

const YEAR = 31_536_000;

export async function GET(request: Request): Promise<Response> {
  const { accounts } = await pageContext();
  const id = new URL(request.url).searchParams.get("id");
  const site = request.headers.get("sec-fetch-site");
  const ownLink = site === null || site === "same-origin" || site === "none";
  const headers = new Headers({ location: "/portfolio", "cache-control": "no-store" });
  // Somebody else's page must not move a trader to another account.
  if (ownLink && accounts.some((account) => account.id === id)) {
    const secure = request.headers.get("x-forwarded-proto") === "https" ? "; Secure" : "";
    headers.set("set-cookie", `${ACCOUNT_COOKIE}=${id}; Path=/; Max-Age=${YEAR}; HttpOnly; SameSite=Lax${secure}`);
  }
  return new Response(null, { status: 303, headers });
}
