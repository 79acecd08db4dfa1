/** Which Host headers this server answers to: anything else may be another site's name pointed at us (DNS rebinding). */

export interface HostRules {
  readonly host: string;
  readonly url: string;
  readonly more: string;
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** A check of a Host header by its name; the port may differ, as it does behind a forwarded one. */
export function hostCheck({ host, url, more }: HostRules): (header: string | undefined) => boolean {
  const names = new Set([...LOOPBACK, new URL(url).hostname, host, `[${host}]`]);
  for (const name of more.split(",")) if (name.trim() !== "") names.add(name.trim().toLowerCase());
  return (header) => header !== undefined && names.has(header.toLowerCase().replace(/:\d{1,5}$/, ""));
}
