/** Who is calling: the socket's address, or what a trusted proxy says in X-Forwarded-For. */

import { BlockList, isIP } from "node:net";
import { parseCount } from "#lib/domain/shared/count.ts";

export interface Peer {
  readonly address: string;
  readonly protocol: "http" | "https";
}

/** The header that our own code reads; whatever a client sends under this name is dropped. */
export const CLIENT_ADDRESS_HEADER = "x-ballast-client-address";

/** "10.0.0.0/8, ::1" as a list that addresses can be checked against. Throws on what is neither address nor network. */
export function parseProxies(list: string): BlockList {
  const proxies = new BlockList();
  for (const entry of list.split(",").map((part) => part.trim())) {
    if (entry === "") continue;
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (isIP(address) === 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) {
      throw new Error(`TRUSTED_PROXIES: "${entry}" is neither an address nor a network.`);
    }
    if (prefix === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, parseCount(prefix, { min: 0, max: 128 }), family);
  }
  return proxies;
}

/** Reads the chain from the right: the first address that is not one of our proxies is the client. */
export function identifyPeer(
  socketAddress: string | undefined,
  headers: { readonly forwardedFor: string | undefined; readonly forwardedProto: string | undefined },
  proxies: BlockList,
): Peer {
  let address = plain(socketAddress ?? "");
  if (!isTrusted(address, proxies)) return { address: address || "unknown", protocol: "http" };
  const chain = (headers.forwardedFor ?? "").split(",").map((part) => plain(part.trim()));
  for (const hop of chain.reverse()) {
    if (isIP(hop) === 0) break;
    address = hop;
    if (!isTrusted(hop, proxies)) break;
  }
  return { address, protocol: headers.forwardedProto?.split(",").at(-1)?.trim() === "https" ? "https" : "http" };
}

function isTrusted(address: string, proxies: BlockList): boolean {
  const version = isIP(address);
  return version !== 0 && proxies.check(address, version === 6 ? "ipv6" : "ipv4");
}

/** One spelling for an address: an IPv4 caller on an IPv6 socket is not somebody else. */
function plain(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, "");
}
