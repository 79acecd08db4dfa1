/** Settings: defaults, refusals, and the example file that is written from them. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { envExample } from "./env-example.ts";
import { type Environment, parseSettings, problemTable, SettingsError } from "./settings.ts";

const secrets = {
  NEXTAUTH_SECRET: "k7Jq0Zx9vN2mT4yB8wE6rU1oP3sD5fGh",
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.from("k7Jq0Zx9vN2mT4yB8wE6rU1oP3sD5fGh").toString("base64"),
  BALLAST_HASH_KEY: "Zx9vN2mT4yB8wE6rU1oP3sD5fGhk7Jq0",
  BALLAST_METRICS_TOKEN: "vN2mT4yB8wE6rU1oP3sD5fGhk7Jq0Zx9",
};
const complete: Environment = { ...secrets, DATABASE_URL: "postgresql://app:x@127.0.0.1:5432/ballast" };

function refusedVariables(environment: Environment): string[] {
  const parsed = parseSettings(environment);
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.variable);
}

describe("settings", () => {
  it("fill in what is not given", () => {
    const parsed = parseSettings({ ...complete, LOG_LEVEL: "" });
    expect(parsed).toMatchObject({
      ok: true,
      settings: {
        PORT: 3000,
        HOST: "127.0.0.1",
        LOG_LEVEL: "info",
        LIMIT_USER_READS: 600,
        url: "http://localhost:3000",
      },
    });
  });

  it("name every missing secret at once", () => {
    expect(refusedVariables({ DATABASE_URL: complete["DATABASE_URL"] }).sort()).toEqual(Object.keys(secrets).sort());
  });

  it.each([
    ["NEXTAUTH_SECRET", "short"],
    ["NEXTAUTH_SECRET", "a".repeat(64)],
    ["NEXTAUTH_SECRET", "please-change-me-0123456789-abcdefgh"],
    ["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY", "k7Jq0Zx9vN2mT4yB8wE6rU1oP3sD5fGh?"],
    ["PORT", "3e3"],
    ["PORT", "70000"],
    ["BALLAST_DEMO", "yes"],
    ["BALLAST_URL", "desk.example.com"],
    ["DATABASE_URL", "mysql://x"],
    ["LIMIT_SIGN_INS", "-1"],
    ["TRUSTED_PROXIES", "10.0.0.0/8, proxy.internal"],
    ["TRUSTED_PROXIES", "10.0.0.0/33"],
  ])("refuse %s=%s", (variable, value) => {
    expect(refusedVariables({ ...complete, [variable]: value })).toContain(variable);
  });

  it("refuse an address beyond this machine without https", () => {
    expect(refusedVariables({ ...complete, HOST: "0.0.0.0" })).toEqual(["BALLAST_URL"]);
    expect(refusedVariables({ ...complete, HOST: "0.0.0.0", BALLAST_URL: "http://desk.example.com" })).toEqual([
      "BALLAST_URL",
    ]);
    expect(refusedVariables({ ...complete, HOST: "0.0.0.0", BALLAST_URL: "https://desk.example.com" })).toEqual([]);
  });

  it("keep the demo on this machine", () => {
    const exposed = { ...complete, HOST: "0.0.0.0", BALLAST_URL: "https://desk.example.com", BALLAST_DEMO: "on" };
    expect(refusedVariables(exposed)).toEqual(["HOST"]);
  });

  it("accept proxies as addresses and networks", () => {
    expect(refusedVariables({ ...complete, TRUSTED_PROXIES: "10.0.0.0/8, 192.0.2.7,::1, fd00::/8" })).toEqual([]);
  });

  it("refuse Upstash without its token", () => {
    const url = { UPSTASH_REDIS_REST_URL: "https://name.upstash.io" };
    expect(refusedVariables({ ...complete, ...url })).toEqual(["UPSTASH_REDIS_REST_TOKEN"]);
    expect(refusedVariables({ ...complete, ...url, UPSTASH_REDIS_REST_TOKEN: "AX4" })).toEqual([]);
  });

  it("never print the value of a refused secret", () => {
    const parsed = parseSettings({ ...complete, NEXTAUTH_SECRET: "hunter2" });
    if (parsed.ok) throw new Error("a weak secret was accepted");
    expect(problemTable(parsed.problems)).not.toContain("hunter2");
    expect(new SettingsError(parsed.problems).message).toContain("openssl rand -base64 32");
  });

  it("are what .env.example says", () => {
    expect(readFileSync(new URL("../../../.env.example", import.meta.url), "utf8")).toBe(envExample());
  });
});
