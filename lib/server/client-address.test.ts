/** A forged X-Forwarded-For changes nothing; a trusted proxy's does. */
import { describe, expect, it } from "vitest";
import { identifyPeer, parseProxies } from "./client-address.ts";

const proxies = parseProxies("10.0.0.0/8, ::1");
const peer = (socket: string, forwardedFor?: string, forwardedProto?: string) =>
  identifyPeer(socket, { forwardedFor, forwardedProto }, proxies);

describe("the client's address", () => {
  it("is the socket's when the peer is nobody we trust, whatever it claims", () => {
    expect(peer("203.0.113.9", "198.51.100.1", "https")).toEqual({ address: "203.0.113.9", protocol: "http" });
  });

  it("is the last untrusted hop behind our proxies", () => {
    expect(peer("10.1.2.3", "198.51.100.1, 203.0.113.9, 10.9.9.9", "https")).toEqual({
      address: "203.0.113.9",
      protocol: "https",
    });
  });

  it("stays the proxy's own when the chain is garbage", () => {
    expect(peer("10.1.2.3", "not-an-address").address).toBe("10.1.2.3");
    expect(peer("::1").address).toBe("::1");
  });

  it("is spelled one way", () => {
    expect(peer("::ffff:203.0.113.9").address).toBe("203.0.113.9");
  });

  it("needs proxies that are addresses", () => {
    expect(() => parseProxies("proxy.internal")).toThrow("proxy.internal");
  });
});
