/** The crawl over what only a running server has: every page, every server action and every route beside the API's own. */
import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { allActions, callAction } from "#e2e/fixtures/actions.ts";
import type { Desk, Person } from "#e2e/fixtures/desk.ts";
import { test } from "#e2e/fixtures/journey.ts";
import { addressOf, allPages, routeFiles } from "#e2e/fixtures/pages.ts";
import { type Permission, ROLE_PERMISSIONS } from "#lib/domain/access/permissions.ts";

const CANARY = "Canary Yellow";
const QUANTITY = "7.654321";

interface Owner extends Person {
  readonly orderId: string;
}

/** Somebody whose account, order, halt and key all carry the canary. */
async function ownerOf(desk: Desk): Promise<Owner> {
  const person = await desk.person("trader", { cash: "10000", name: `${CANARY} ${randomUUID().slice(0, 4)}` });
  const { accountId, api } = person;
  const order = { accountId, symbol: "META", side: "buy", type: "limit", quantity: QUANTITY, limitPrice: "1.23" };
  const { id } = await api.send<{ id: string }>("POST", "/api/v1/orders", order);
  await api.send("POST", "/api/v1/halts", { accountId, reason: CANARY });
  return { ...person, orderId: id };
}

/** What a page asks of whoever opens it; a page that is not here is for everybody who is signed in. */
const NEEDS: Readonly<Record<string, Permission>> = {
  "/flags": "flags:read",
  "/audit": "audit:read",
  "/health": "health:read",
  "/jobs": "jobs:read",
  "/users": "users:read",
};

test("no page of the desk shows anything without a session", async ({ desk }) => {
  const owner = await ownerOf(desk);
  const pages = allPages().filter(({ group }) => group === "desk");
  expect(pages.length).toBeGreaterThan(15);
  for (const { pattern } of pages) {
    const path = addressOf(pattern, { "/orders/[id] id": owner.orderId });
    const answer = await fetch(`${desk.url}${path}`, { redirect: "manual" });
    expect([pattern, answer.status], pattern).toEqual([pattern, 307]);
    expect(answer.headers.get("location"), pattern).toMatch(/^\/sign-in(\?|$)/);
    expect(await answer.text(), pattern).not.toContain(CANARY);
    // A key opens no page: pages know sessions only.
    const keyed = await fetch(`${desk.url}${path}`, { redirect: "manual", headers: { "x-api-key": "blst_x_y" } });
    expect(keyed.status).toBe(307);
  }
});

for (const role of ["trader", "viewer"] as const) {
  test(`no page of the desk shows another ${role} what is not theirs`, async ({ desk }) => {
    const owner = await ownerOf(desk);
    const other = await desk.person(role, { cash: "10" });
    const cookie = `${other.cookie.name}=${other.cookie.value}; ballast_account=${owner.accountId}`;
    for (const { pattern } of allPages().filter(({ group }) => group === "desk")) {
      const path = addressOf(pattern, { "/orders/[id] id": owner.orderId });
      const answer = await fetch(`${desk.url}${path}?accountId=${owner.accountId}`, {
        redirect: "manual",
        headers: { cookie },
      });
      expect(answer.status, pattern).toBeLessThan(500);
      const html = await answer.text();
      expect(html, pattern).not.toContain(CANARY);
      expect(html, pattern).not.toContain(QUANTITY);
      const needed = NEEDS[pattern];
      if (needed !== undefined && !ROLE_PERMISSIONS[role].has(needed))
        expect(html, pattern).toMatch(/Only \w+ can open this page/);
      if (pattern === "/orders/[id]") expect(html).toMatch(/There is (nothing here|no such order)/);
    }
  });
}

/** One valid call of every action, as another person would make it, and what they hear. */
function samplesOf(
  owner: Owner,
): Readonly<Record<string, { readonly body: unknown; readonly heard: readonly number[] }>> {
  const { accountId, id: userId } = owner;
  const reason = "A sample";
  const order = { accountId, symbol: "META", side: "buy", type: "limit", quantity: "1", limitPrice: "1" };
  return {
    openAccountAction: { body: { name: "For somebody else", ownerId: userId }, heard: [403] },
    depositAction: { body: { accountId, amount: "1.00" }, heard: [403, 404] },
    setFlagAction: { body: { key: "ui.live_stream", enabled: false, version: 1, reason }, heard: [403] },
    setLimitAction: { body: { accountId, rule: "max_open_orders", value: "1", version: 1, reason }, heard: [403] },
    endSessionAction: { body: { sessionId: userId }, heard: [404] },
    changePasswordAction: { body: { currentPassword: "wrong", newPassword: "another long one" }, heard: [400] },
    submitOrderAction: { body: order, heard: [403, 404] },
    setRoleAction: { body: { userId, role: "admin", version: 1, reason }, heard: [403] },
  };
}

/** They are the way in: what they ask for is the password itself. */
const DOORS = ["signInAction", "signInHereAction", "signOutAction", "setPasswordAction", "setFirstPassword"];

test("every server action is refused without a session, to others, and from another site", async ({ desk }) => {
  const owner = await ownerOf(desk);
  const samples = samplesOf(owner);
  const actions = allActions();
  expect(actions.map(({ name }) => name).sort()).toEqual([...DOORS, ...Object.keys(samples)].sort());
  const others = [await desk.person("trader"), await desk.person("viewer")];
  for (const action of actions.filter(({ name }) => !DOORS.includes(name))) {
    // Changing a password asks for the present one, and a wrong one counts.
    await desk.forgetFailedSignIns();
    const { body, heard } = samples[action.name] ?? { body: {}, heard: [] };
    const args = [body, { idempotencyKey: randomUUID() }];
    const anonymous = await callAction(desk.url, action, { caller: null, args });
    expect(statusIn(anonymous.text), `${action.name}: ${anonymous.text}`).toBe(401);
    for (const caller of others) {
      const { text } = await callAction(desk.url, action, { caller, args });
      expect(heard, `${action.name} as ${caller.role}: ${text}`).toContain(statusIn(text));
      expect(text).not.toContain(CANARY);
    }
    const foreign = await callAction(desk.url, action, { caller: owner, args, origin: "https://elsewhere.example" });
    expect(foreign.status, action.name).toBeGreaterThanOrEqual(400);
    expect(foreign.text).not.toContain('"ok":true');
  }
  expect(await desk.database.order.count({ where: { accountId: owner.accountId } })).toBe(1);
});

function statusIn(text: string): number | null {
  const [, status] = /"ok":false,"problem":\{.*?"status":(\d{3})/s.exec(text) ?? [];
  return status === undefined ? null : Number.parseInt(status, 10);
}

/** What a stranger hears at the routes that are not the API's own. */
const BESIDE: Readonly<Record<string, readonly [path: string, status: number]>> = {
  "app/(desk)/accounts/use/route.ts": ["/accounts/use?id=x", 307],
  "app/api/[...path]/route.ts": ["/api/nothing/here", 404],
  "app/api/auth/[...nextauth]/route.ts": ["/api/auth/session", 200],
  "app/api/health/live/route.ts": ["/api/health/live", 200],
  "app/api/health/ready/route.ts": ["/api/health/ready", 200],
  "app/api/health/route.ts": ["/api/health", 401],
  "app/api/metrics/route.ts": ["/api/metrics", 401],
};

test("every route beside the API's own tells a stranger nothing", async ({ desk }) => {
  const owner = await ownerOf(desk);
  expect(
    routeFiles()
      .filter((file) => !file.startsWith("app/api/v1/"))
      .sort(),
  ).toEqual(Object.keys(BESIDE).sort());
  for (const [file, [path, status]] of Object.entries(BESIDE)) {
    const answer = await fetch(`${desk.url}${path}`, { redirect: "manual" });
    expect([file, answer.status]).toEqual([file, status]);
    expect(await answer.text()).not.toContain(CANARY);
  }
  for (const path of ["/api/health", "/api/metrics"]) {
    const { status } = await owner.api.ask("GET", path);
    expect([401, 403], path).toContain(status);
  }
});

test("a forged X-Forwarded-For changes neither what is counted nor what is written down", async ({ desk }) => {
  const remaining = async (forged: string) => {
    const headers = {
      "x-forwarded-for": forged,
      "x-real-ip": forged,
      forwarded: `for=${forged}`,
      "x-ballast-client-address": forged,
    };
    const answer = await fetch(`${desk.url}/api/v1/openapi.json`, { headers });
    return Number.parseInt(
      answer.headers.get("ratelimit-remaining") ?? /r=(\d+)/.exec(answer.headers.get("ratelimit") ?? "")?.[1] ?? "",
      10,
    );
  };
  const counts = [await remaining("198.51.100.1"), await remaining("198.51.100.2"), await remaining("198.51.100.3")];
  expect(counts[1]).toBeLessThan(counts[0] ?? 0);
  expect(counts[2]).toBeLessThan(counts[1] ?? 0);

  const person = await desk.person("trader");
  const { secret } = await person.api.send<{ secret: string }>("POST", "/api/v1/api-keys", {
    name: "K",
    scopes: ["read"],
  });
  const forged = "198.51.100.77";
  const headers = { authorization: `Bearer ${secret}`, "x-forwarded-for": forged, "x-ballast-client-address": forged };
  expect((await fetch(`${desk.url}/api/v1/me`, { headers })).status).toBe(200);
  const { items } = await person.api.get<{ items: { lastUsedAddress: string | null }[] }>("/api/v1/api-keys");
  expect(items).toMatchObject([{ lastUsedAddress: "127.0.0.1" }]);
  const rows = await desk.database.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from security_event where address like '198.51.100.%'`;
  expect(rows).toEqual([{ n: 0 }]);
});
