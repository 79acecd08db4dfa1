/** How many requests a minute whom: the quotas, and the headers that tell the caller where it stands. */
import { isIPv6 } from "node:net";
import type { LimitPolicy, LimitVerdict } from "#lib/ports/rate-limiter.ts";
import { ServiceError } from "#lib/services/errors.ts";
import type { Principal } from "#lib/services/principal.ts";
import type { WebSettings } from "./services.ts";

export type LimitKind = "read" | "write" | "none";

export interface Quota {
  readonly policy: LimitPolicy;
  readonly subject: string;
}

const WINDOW_SECONDS = 60;

export function quotaFor(
  principal: Principal | null,
  kind: "read" | "write",
  address: string,
  settings: WebSettings,
): Quota {
  if (principal === null) {
    const limit = kind === "read" ? settings.LIMIT_ANONYMOUS_READS : settings.LIMIT_ANONYMOUS_WRITES;
    return quota(`anonymous-${kind}s`, limit, networkOf(address));
  }
  if (principal.kind === "session") {
    const limit = kind === "read" ? settings.LIMIT_USER_READS : settings.LIMIT_USER_WRITES;
    return quota(`user-${kind}s`, limit, principal.user.id);
  }
  return principal.tier === "premium"
    ? quota("premium-key", settings.LIMIT_PREMIUM_KEY_REQUESTS, principal.keyId)
    : quota("key", settings.LIMIT_KEY_REQUESTS, principal.keyId);
}

function quota(name: string, limit: number, subject: string): Quota {
  return { policy: { name, limit, windowSeconds: WINDOW_SECONDS }, subject };
}

/** A home has a whole /64 of IPv6 addresses: counted one by one, the limit would not be one. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  const groups = tail === undefined ? front : [...front, ...zeros, ...back];
  const network = groups.slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""));
  return `${network.join(":")}::/64`;
}

export function limitHeaders({ policy }: Quota, verdict: LimitVerdict): Record<string, string> {
  return {
    "ratelimit-policy": `"${policy.name}";q=${policy.limit};w=${policy.windowSeconds}`,
    ratelimit: `"${policy.name}";r=${verdict.remaining};t=${verdict.resetSeconds}`,
  };
}

export function limited({ policy }: Quota, verdict: LimitVerdict): ServiceError {
  const wait = verdict.resetSeconds;
  return new ServiceError(
    "rate_limited",
    `More than ${policy.limit} requests in a minute. Nothing was done; try again in ${wait} ${wait === 1 ? "second" : "seconds"}.`,
    { retryAfterSeconds: wait, extra: { policy: policy.name, limit: policy.limit } },
  );
}
