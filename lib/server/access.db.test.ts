/** Sessions, roles and keys over the real routes: what ends them ends them with the next request. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DELETE as revoke } from "#app/api/v1/api-keys/[keyId]/route.ts";
import { POST as createKey, GET as listKeys } from "#app/api/v1/api-keys/route.ts";
import { PUT as changePassword } from "#app/api/v1/me/password/route.ts";
import { PUT as prefer } from "#app/api/v1/me/preferences/route.ts";
import { GET as me } from "#app/api/v1/me/route.ts";
import { DELETE as endOne } from "#app/api/v1/sessions/[sessionId]/route.ts";
import { DELETE as endOthers, GET as listSessions } from "#app/api/v1/sessions/route.ts";
import { PUT as setRole } from "#app/api/v1/users/[userId]/role/route.ts";
import { DELETE as endTheirs } from "#app/api/v1/users/[userId]/sessions/route.ts";
import { PUT as setStatus } from "#app/api/v1/users/[userId]/status/route.ts";
import { POST as createUser, GET as listUsers } from "#app/api/v1/users/route.ts";
import { signOut } from "#lib/services/sessions/end-sessions.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { at, type CallOptions, call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { contextFor } from "./context.ts";
import { identify } from "./identify.ts";

let testDatabase: TestDatabase;
let desk: WebDesk;
let admin: WebUser;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  desk = await openWebDesk(testDatabase.appUrl);
  admin = await desk.user("admin");
});
afterAll(async () => {
  await desk.close();
  await testDatabase.drop();
});

const asMe = (options: CallOptions) => me(call("/api/v1/me", options));
const write = (method: string, path: string, cookie: string, body?: unknown) =>
  call(path, { method, cookie, ...(body === undefined ? {} : { body }) });
const role = (userId: string, body: unknown, cookie = admin.cookie) =>
  setRole(write("PUT", `/api/v1/users/${userId}/role`, cookie, body), at({ userId }));
const status = (userId: string, body: unknown, cookie = admin.cookie) =>
  setStatus(write("PUT", `/api/v1/users/${userId}/status`, cookie, body), at({ userId }));
const key = async (cookie: string, body: Record<string, unknown>) => {
  const response = await createKey(write("POST", "/api/v1/api-keys", cookie, { name: "a key", ...body }));
  return { status: response.status, ...(await response.json()) };
};

describe("a session", () => {
  it("says who one is", async () => {
    const trader = await desk.user("trader");
    expect(await (await asMe(trader)).json()).toMatchObject({
      user: { id: trader.id, email: trader.email, role: "trader" },
      by: "session",
    });
  });

  it("is over with the next request after signing out", async () => {
    const trader = await desk.user("trader");
    const { principal } = await identify(call("/", trader).headers, randomUUID(), desk.services);
    if (principal === null) throw new Error("the session should be open");
    await signOut({ ctx: contextFor(principal, { requestId: randomUUID() }, desk.services) });
    const response = await asMe(trader);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "unauthenticated" });
  });

  it("cannot be made up or changed", async () => {
    const { cookie } = await desk.user("trader");
    for (const bad of [`${cookie.slice(0, -4)}AAAA`, cookie.replace(/=.*/, "=x.y.z"), cookie.replace(/=.*/, "=")]) {
      expect((await asMe({ cookie: bad })).status).toBe(401);
    }
  });

  it("idles out after twelve hours without a request, and is over after seven days in any case", async () => {
    const idle = await desk.user("trader");
    const busy = await desk.user("trader");
    const hour = 3_600_000;
    const statuses = [];
    for (let hours = 0; hours < 168; hours += 11) {
      statuses.push((await asMe(busy)).status);
      desk.advance(11 * hour);
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await asMe(busy)).status).toBe(401);
    expect((await asMe(idle)).status).toBe(401);
    Object.assign(admin, await desk.signInAgain(admin.email));
  });

  it("is stamped at most once a minute", async () => {
    const trader = await desk.user("trader");
    const seen = async () =>
      (
        await desk.services.database.session.findUniqueOrThrow({ where: { id: trader.sessionId } })
      ).lastSeenAt.getTime();
    const first = await seen();
    desk.advance(30_000);
    await asMe(trader);
    expect(await seen()).toBe(first);
    desk.advance(31_000);
    await asMe(trader);
    expect(await seen()).toBeGreaterThan(first);
  });

  it("can be listed and ended, one's own only, one by one or all others", async () => {
    const trader = await desk.user("trader");
    const other = await desk.signInAgain(trader.email);
    const third = await desk.signInAgain(trader.email);
    const stranger = await desk.user("trader");
    const { items } = await (await listSessions(call("/api/v1/sessions", trader))).json();
    expect(items).toHaveLength(3);
    expect(items.filter(({ current }: { current: boolean }) => current)).toMatchObject([{ id: trader.sessionId }]);
    const end = (cookie: string, sessionId: string) =>
      endOne(write("DELETE", `/api/v1/sessions/${sessionId}`, cookie), at({ sessionId }));
    expect((await end(stranger.cookie, other.sessionId)).status).toBe(404);
    expect(await (await end(trader.cookie, other.sessionId)).json()).toEqual({ ended: 1 });
    expect((await asMe(other)).status).toBe(401);
    expect(await (await endOthers(write("DELETE", "/api/v1/sessions", trader.cookie))).json()).toEqual({ ended: 1 });
    expect((await asMe(third)).status).toBe(401);
    expect((await asMe(trader)).status).toBe(200);
    expect((await asMe(stranger)).status).toBe(200);
  });

  it("of a user is ended by an admin", async () => {
    const trader = await desk.user("trader");
    const path = `/api/v1/users/${trader.id}/sessions`;
    expect((await endTheirs(write("DELETE", path, trader.cookie), at({ userId: trader.id }))).status).toBe(403);
    expect((await endTheirs(write("DELETE", path, admin.cookie), at({ userId: trader.id }))).status).toBe(200);
    expect((await asMe(trader)).status).toBe(401);
  });

  it("ends when the password is changed elsewhere", async () => {
    const trader = await desk.user("trader");
    const other = await desk.signInAgain(trader.email);
    const change = (currentPassword: string, newPassword: string) =>
      changePassword(write("PUT", "/api/v1/me/password", trader.cookie, { currentPassword, newPassword }));
    expect((await (await change("wrong password", "another long password")).json()).errors).toMatchObject([
      { pointer: "/currentPassword" },
    ]);
    expect((await (await change("correct horse battery", "short")).json()).errors).toMatchObject([
      { pointer: "/newPassword" },
    ]);
    expect((await change("correct horse battery", "another long password")).status).toBe(204);
    expect((await asMe(other)).status).toBe(401);
    expect((await asMe(trader)).status).toBe(200);
  });
});

describe("a role", () => {
  it("counts with the next request after it was changed", async () => {
    const trader = await desk.user("trader");
    const users = () => listUsers(call("/api/v1/users", trader));
    expect((await users()).status).toBe(403);
    expect((await role(trader.id, { role: "admin", version: 1, reason: "covers for us" })).status).toBe(200);
    expect((await users()).status).toBe(200);
    expect((await role(trader.id, { role: "viewer", version: 2, reason: "is back" })).status).toBe(200);
    expect((await users()).status).toBe(403);
  });

  it("changes only from the version that was seen, and the loser sees what is there", async () => {
    const trader = await desk.user("trader");
    const both = await Promise.all([
      role(trader.id, { role: "viewer", version: 1, reason: "one" }),
      role(trader.id, { role: "admin", version: 1, reason: "two" }),
    ]);
    expect(both.map((response) => response.status).toSorted()).toEqual([200, 409]);
    const lost = await both.find((response) => response.status === 409)?.json();
    expect(lost).toMatchObject({ code: "stale_version", current: { version: 2 } });
  });

  it("of the last active admin cannot be taken away, nor can they be disabled, not even by two at once", async () => {
    const second = await desk.user("admin");
    await desk.services.database.user.updateMany({
      where: { role: "admin", id: { notIn: [admin.id, second.id] } },
      data: { status: "disabled" },
    });
    const results = await Promise.all([
      role(admin.id, { role: "trader", version: 1, reason: "leaving" }, second.cookie),
      status(second.id, { status: "disabled", version: 1, reason: "leaving" }),
    ]);
    expect(results.map((response) => response.status).toSorted()).not.toEqual([200, 200]);
    const left = await desk.services.database.user.count({ where: { role: "admin", status: "active" } });
    expect(left).toBe(1);
    await desk.services.database.user.updateMany({ where: { id: admin.id }, data: { role: "admin", version: 1 } });
  });

  it("is recorded with its reason, and without a name or an e-mail", async () => {
    const trader = await desk.user("trader");
    await role(trader.id, { role: "viewer", version: 1, reason: "moved on" });
    const row = await desk.services.database.auditEvent.findFirstOrThrow({
      where: { entityId: trader.id, action: "user.set_role" },
    });
    expect(row).toMatchObject({ actorId: admin.id, source: "ui", reason: "moved on" });
    expect(row.before).toContain('"role":"trader"');
    const all = await desk.services.database.auditEvent.findMany();
    const text = JSON.stringify(all, (_, value) => (typeof value === "bigint" ? String(value) : value));
    expect(text).not.toContain("example.test");
    expect(text).not.toContain("127.0.0.1");
    expect(text).not.toContain("A trader");
  });
});

describe("a user", () => {
  it("who is disabled is out at once, with their keys", async () => {
    const trader = await desk.user("trader");
    const made = await key(trader.cookie, { scopes: ["read"] });
    expect((await asMe({ key: made.secret })).status).toBe(200);
    expect((await status(trader.id, { status: "disabled", version: 1, reason: "left" })).status).toBe(200);
    expect((await asMe(trader)).status).toBe(401);
    expect((await asMe({ key: made.secret })).status).toBe(401);
    expect((await status(trader.id, { status: "active", version: 2, reason: "is back" })).status).toBe(200);
    expect((await asMe(trader)).status).toBe(401);
    expect((await asMe({ key: made.secret })).status).toBe(200);
  });

  it("is made with a link, once per e-mail, and their data is not kept for retries", async () => {
    const body = { email: "New@Example.test", name: "New One", role: "viewer" };
    const made = await createUser(write("POST", "/api/v1/users", admin.cookie, body));
    expect(made.status).toBe(201);
    expect((await made.json()).setPassword.path).toMatch(/^\/set-password\?token=[\w-]{43}$/);
    const again = await createUser(
      write("POST", "/api/v1/users", admin.cookie, { ...body, email: "new@example.test" }),
    );
    expect(again.status).toBe(409);
    const keyed = call("/api/v1/users", {
      method: "POST",
      cookie: admin.cookie,
      body,
      headers: { "idempotency-key": randomUUID() },
    });
    expect((await (await createUser(keyed)).json()).code).toBe("idempotency_key_invalid");
  });

  it("keeps how the desk looks", async () => {
    const trader = await desk.user("trader");
    const put = (body: unknown) => prefer(write("PUT", "/api/v1/me/preferences", trader.cookie, body));
    expect((await put({ zone: "Mars/Base" })).status).toBe(400);
    expect((await put({ theme: "dark", hideBalances: true })).status).toBe(200);
    expect(await (await put({ theme: "light" })).json()).toEqual({ theme: "light", hideBalances: true });
    expect((await (await asMe(trader)).json()).preferences).toEqual({ theme: "light", hideBalances: true });
  });
});

describe("an API key", () => {
  it("is shown once, works in both headers, and stands in no list with its secret", async () => {
    const trader = await desk.user("trader");
    const made = await key(trader.cookie, { scopes: ["read", "trade"] });
    expect(made.status).toBe(201);
    expect(made.secret).toMatch(/^blst_[0-9A-Za-z]{8}_[0-9A-Za-z]{38}$/);
    expect(await (await asMe({ key: made.secret })).json()).toMatchObject({ by: "api_key", user: { id: trader.id } });
    expect((await asMe({ headers: { "x-api-key": made.secret } })).status).toBe(200);
    const listed = await (await listKeys(call("/api/v1/api-keys", trader))).text();
    expect(listed).toContain(made.key.prefix);
    expect(listed).not.toContain(made.secret.slice(14, 40));
    const rows = await desk.services.database.apiKey.findMany({ where: { userId: trader.id } });
    expect(JSON.stringify(rows)).not.toContain(made.secret.slice(14, 40));
  });

  it("is held to its scopes, and to its owner's role of the moment", async () => {
    const reader = await key(admin.cookie, { scopes: ["read"] });
    const users = (secret: string) => listUsers(call("/api/v1/users", { key: secret }));
    expect((await users(reader.secret)).status).toBe(200);
    const make = createKey(
      call("/api/v1/api-keys", { method: "POST", key: reader.secret, body: { name: "more", scopes: ["admin"] } }),
    );
    expect((await make).status).toBe(403);
    const second = await desk.user("admin");
    const full = await key(second.cookie, { scopes: ["admin"] });
    expect((await users(full.secret)).status).toBe(200);
    await role(second.id, { role: "trader", version: 1, reason: "less" });
    expect((await users(full.secret)).status).toBe(403);
  });

  it("cannot go beyond its owner's role, be premium or somebody else's without the permission", async () => {
    const trader = await desk.user("trader");
    expect((await key(trader.cookie, { scopes: ["admin"] })).errors).toMatchObject([{ pointer: "/scopes" }]);
    expect((await key(trader.cookie, { scopes: ["read"], tier: "premium" })).status).toBe(403);
    expect((await key(trader.cookie, { scopes: ["read"], userId: admin.id })).status).toBe(403);
    expect((await key(admin.cookie, { scopes: ["read"], userId: trader.id, tier: "premium" })).status).toBe(201);
    expect((await listKeys(call("/api/v1/api-keys?all=true", trader))).status).toBe(403);
  });

  it("does no more once it is revoked or has expired; others cannot revoke it", async () => {
    const trader = await desk.user("trader");
    const stranger = await desk.user("trader");
    const made = await key(trader.cookie, { scopes: ["read"] });
    const short = await key(trader.cookie, { scopes: ["read"], expiresInDays: 1 });
    const drop = (cookie: string) =>
      revoke(write("DELETE", `/api/v1/api-keys/${made.key.id}`, cookie), at({ keyId: made.key.id }));
    expect((await drop(stranger.cookie)).status).toBe(404);
    expect((await (await drop(trader.cookie)).json()).status).toBe("revoked");
    expect((await drop(trader.cookie)).status).toBe(200);
    expect((await (await asMe({ key: made.secret })).json()).detail).toContain("revoked");
    expect((await asMe({ key: short.secret })).status).toBe(200);
    desk.advance(25 * 3_600_000);
    expect((await (await asMe({ key: short.secret })).json()).detail).toContain("expired");
    Object.assign(admin, await desk.signInAgain(admin.email));
    const audits = await desk.services.database.auditEvent.count({
      where: { entityId: made.key.id, action: "api_key.revoke" },
    });
    expect(audits).toBe(1);
  });

  it("has a quota of its own, a larger one when premium", async () => {
    const plain = await key(admin.cookie, { scopes: ["read"] });
    const premium = await key(admin.cookie, { scopes: ["read"], tier: "premium" });
    desk.changeSettings({ LIMIT_KEY_REQUESTS: 2, LIMIT_PREMIUM_KEY_REQUESTS: 4 });
    const statuses = async (secret: string) => {
      const seen = [];
      for (let n = 0; n < 5; n += 1) seen.push((await asMe({ key: secret })).status);
      return seen;
    };
    expect(await statuses(plain.secret)).toEqual([200, 200, 429, 429, 429]);
    expect(await statuses(premium.secret)).toEqual([200, 200, 200, 200, 429]);
    desk.changeSettings({ LIMIT_KEY_REQUESTS: 100_000, LIMIT_PREMIUM_KEY_REQUESTS: 100_000 });
  });
});
