/** What happens to every request before Next.js sees it: Host and size are checked, the caller's address is set. */
import type { IncomingMessage } from "node:http";
import { CLIENT_ADDRESS_HEADER, identifyPeer, type parseProxies } from "./client-address.ts";
import type { hostCheck } from "./host-check.ts";

export interface GuardRules {
  readonly proxies: ReturnType<typeof parseProxies>;
  readonly isOurHost: ReturnType<typeof hostCheck>;
  readonly maxBodyBytes: number;
  /** Where files are imported. */
  readonly maxImportBytes: number;
}

export interface Refusal {
  readonly status: 400 | 411 | 413 | 421;
  readonly code: string;
  readonly title: string;
}

const IMPORTS = /^\/api\/v1\/(accounts\/[0-9A-Fa-f-]+|prices)\/imports(\?|$)/;
// Ours, and those by which Next.js and proxies talk to each other: a client has no business sending them.
const INTERNAL =
  /^(x-ballast-|x-middleware-|x-invoke-|x-nextjs-|x-matched-path$|x-nonce$|x-forwarded-|x-real-ip$|x-request-id$|forwarded$)/;
// These are sent by Next.js's own client code.
const FROM_NEXT_CLIENT = new Set(["x-nextjs-data", "x-nextjs-request-id", "x-nextjs-html-request-id"]);

/** Cleans the request's headers in place; a refusal when it must not go further. */
export function guardRequest(request: IncomingMessage, rules: GuardRules): Refusal | null {
  const { headers } = request;
  const forwarded = {
    forwardedFor: flat(headers["x-forwarded-for"]),
    forwardedProto: flat(headers["x-forwarded-proto"]),
  };
  const peer = identifyPeer(request.socket.remoteAddress, forwarded, rules.proxies);
  for (const name of Object.keys(headers)) {
    if (INTERNAL.test(name) && !FROM_NEXT_CLIENT.has(name)) delete headers[name];
  }
  if (!rules.isOurHost(headers.host))
    return { status: 421, code: "unknown_host", title: "This server has another name" };
  headers[CLIENT_ADDRESS_HEADER] = peer.address;
  headers["x-forwarded-for"] = peer.address;
  headers["x-forwarded-proto"] = peer.protocol;
  headers["x-forwarded-host"] = headers.host;
  const isImport = request.method === "POST" && IMPORTS.test(request.url ?? "");
  return bodyRefusal(request, isImport ? Math.max(rules.maxBodyBytes, rules.maxImportBytes) : rules.maxBodyBytes);
}

function bodyRefusal({ headers }: IncomingMessage, maxBodyBytes: number): Refusal | null {
  const announced = headers["content-length"];
  // Without a length the size would be known only after reading it all.
  if (headers["transfer-encoding"] !== undefined && announced === undefined) {
    return { status: 411, code: "length_required", title: "The request needs a Content-Length" };
  }
  if (announced !== undefined && !isAtMost(announced, maxBodyBytes)) {
    return { status: 413, code: "body_too_large", title: `The request is larger than ${maxBodyBytes} bytes` };
  }
  return null;
}

/** Compares digits with a number without reading them: Node has checked that it is a whole number, of any length. */
function isAtMost(announced: string, most: number): boolean {
  return BigInt(announced) <= BigInt(most);
}

function flat(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(", ") : value;
}
