/** What the server takes from a request before anybody reads it. */
import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { parseProxies } from "./client-address.ts";
import { guardRequest } from "./guard-request.ts";
import { hostCheck } from "./host-check.ts";

const rules = {
  proxies: parseProxies(""),
  isOurHost: hostCheck({ host: "127.0.0.1", url: "http://localhost:3000", more: "" }),
  maxBodyBytes: 1000,
  maxImportBytes: 5000,
};

function request(headers: Record<string, string>): IncomingMessage {
  return {
    headers: { host: "localhost:3000", ...headers },
    socket: { remoteAddress: "127.0.0.1" },
  } as unknown as IncomingMessage;
}

it("drops what a client claims about itself and sets the socket's address", () => {
  const forged = request({
    "x-ballast-client-address": "198.51.100.1",
    "x-ballast-user": "admin",
    "x-forwarded-for": "198.51.100.1",
    "x-forwarded-proto": "https",
    "x-middleware-subrequest": "proxy",
    "x-real-ip": "198.51.100.1",
    "x-request-id": "0199aaaa-0000-7000-8000-000000000000",
    forwarded: "for=198.51.100.1",
  });
  expect(guardRequest(forged, rules)).toBeNull();
  expect(forged.headers).toEqual({
    host: "localhost:3000",
    "x-ballast-client-address": "127.0.0.1",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-host": "localhost:3000",
    "x-forwarded-proto": "http",
  });
});

it.each([
  [{ host: "evil.example" }, 421],
  [{ "content-length": "1001" }, 413],
  [{ "content-length": "9".repeat(40) }, 413],
  [{ "transfer-encoding": "chunked" }, 411],
  [{ "content-length": "1000" }, null],
])("answers %o with %s", (headers, status) => {
  expect(guardRequest(request(headers as unknown as Record<string, string>), rules)?.status ?? null).toBe(status);
});
