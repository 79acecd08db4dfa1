// The policy that every page is sent with.
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "./proxy.ts";

function policyOf(url: string): Record<string, string> {
  const text = proxy(new NextRequest(url)).headers.get("Content-Security-Policy") ?? "";
  return Object.fromEntries(
    text.split("; ").map((directive) => [directive.split(" ")[0], directive.replace(/^\S+ /, "")]),
  );
}

describe("the security headers of a page", () => {
  it("allow scripts by a nonce that no two answers share, and never inline or evaluated ones", () => {
    const [first, second] = [policyOf("http://localhost/trade"), policyOf("http://localhost/trade")];
    expect(first["script-src"]).toMatch(/^'self' 'nonce-[A-Za-z0-9+/]{24}' 'strict-dynamic'$/);
    expect(first["script-src"]).not.toBe(second["script-src"]);
  });

  it("allow inline styles as attributes only", () => {
    const policy = policyOf("http://localhost/trade");
    expect(policy["style-src-attr"]).toBe("'unsafe-inline'");
    expect(policy["style-src-elem"]).not.toContain("unsafe-inline");
  });

  it("forbid framing, plugins, foreign forms and sniffing", () => {
    const { headers } = proxy(new NextRequest("http://localhost/"));
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(policyOf("http://localhost/")).toMatchObject({
      "frame-ancestors": "'none'",
      "object-src": "'none'",
      "base-uri": "'none'",
      "form-action": "'self'",
    });
  });

  it("promise HTTPS for the future only over HTTPS", () => {
    expect(proxy(new NextRequest("http://localhost/")).headers.get("Strict-Transport-Security")).toBeNull();
    expect(proxy(new NextRequest("https://desk.example/")).headers.get("Strict-Transport-Security")).toContain(
      "max-age",
    );
  });
});

describe("the request id of a page", () => {
  it("is new with every request, whatever the client sent, and the same for the page and its reader", () => {
    const forged = "0199aaaa-0000-7000-8000-000000000000";
    const ask = () => proxy(new NextRequest("http://localhost/risk", { headers: { "x-request-id": forged } })).headers;
    const [first, second] = [ask(), ask()];
    expect(first.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.get("x-request-id")).not.toBe(forged);
    expect(first.get("x-request-id")).not.toBe(second.get("x-request-id"));
    // Next.js passes it on to the page under this name.
    expect(first.get("x-middleware-request-x-request-id")).toBe(first.get("x-request-id"));
  });
});
