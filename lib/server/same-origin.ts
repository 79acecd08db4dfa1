/** Refuses writes that another site made the browser send: cookies travel by themselves, so they prove nothing about who asked. */
import { ServiceError } from "#lib/services/errors.ts";

export function requireSameOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  if (site === null && origin === null) throw crossSite("has neither Origin nor Sec-Fetch-Site");
  if (site !== null && site !== "same-origin")
    throw crossSite(`comes from another site (Sec-Fetch-Site: ${site.slice(0, 40)})`);
  if (origin !== null && hostOf(origin) !== ownHost(request)) throw crossSite("comes from another origin");
}

/** Our server has checked Host before; the scheme may differ behind a proxy. */
function ownHost(request: Request): string {
  return (request.headers.get("host") ?? new URL(request.url).host).toLowerCase();
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host.toLowerCase();
  } catch {
    return null;
  }
}

function crossSite(why: string): ServiceError {
  return new ServiceError(
    "forbidden",
    `A write with the session cookie must come from this desk's own pages; this one ${why}. Programs use an API key.`,
  );
}
