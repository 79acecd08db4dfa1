/** Where to go after signing in: a place of this desk that came in a form, so it is anybody's text. */

/** A path of this desk, or the start page: never another site, which "//host" and backslashes would be. */
export function safeNext(next: unknown): string {
  return typeof next === "string" && /^\/(?![/\\])[^\\\s]{0,500}$/.test(next) ? next : "/";
}
