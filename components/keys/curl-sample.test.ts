// The sample must be a call that works once the key is filled in.
import { describe, expect, it } from "vitest";
import { curlSample } from "./curl-sample.ts";

const base = { origin: "http://localhost:3000", prefix: "blst_k3J8s0Qa", accountId: "acc-1" };

describe("the sample call", () => {
  it("places an order with a key of its own, and names the secret only by its beginning", () => {
    const text = curlSample({ ...base, trades: true });
    expect(text).toContain("Idempotency-Key: $(node -p 'crypto.randomUUID()')");
    expect(text).toContain("http://localhost:3000/api/v1/orders");
    const [, body = ""] = /-d '(.*)'/.exec(text) ?? [];
    expect(JSON.parse(body)).toMatchObject({ accountId: "acc-1", quantity: "1" });
    expect(text).toContain("export BALLAST_KEY=blst_k3J8s0Qa_…");
  });

  it("only reads with a key that may only read", () => {
    const text = curlSample({ ...base, accountId: null, trades: false });
    expect(text).not.toContain("-d ");
    expect(text).toContain("accountId=YOUR-ACCOUNT-ID");
  });
});
