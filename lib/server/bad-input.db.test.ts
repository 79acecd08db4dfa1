/** Whatever is sent to the routes of users, keys and sessions, the answer is one of the documented ones: never a 5xx, always a named field. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DELETE as revoke } from "#app/api/v1/api-keys/[keyId]/route.ts";
import { POST as createKey, GET as listKeys } from "#app/api/v1/api-keys/route.ts";
import { PUT as changePassword } from "#app/api/v1/me/password/route.ts";
import { PUT as prefer } from "#app/api/v1/me/preferences/route.ts";
import { PUT as setRole } from "#app/api/v1/users/[userId]/role/route.ts";
import { PUT as setStatus } from "#app/api/v1/users/[userId]/status/route.ts";
import { POST as createUser, GET as listUsers } from "#app/api/v1/users/route.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { at, call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import type { RouteHandler } from "./declaration.ts";

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

const oddText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", " ", "\u0000", "\ud800", "x".repeat(300), "admin", "a@b.test"),
);
const oddValue = fc.oneof(
  oddText,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(0, -1, 1.5, 1e300, 2_147_483_648, null, true, ["read"], ["read", "read"]),
);
const FIELDS = [
  "email",
  "name",
  "role",
  "password",
  "version",
  "reason",
  "status",
  "scopes",
  "tier",
  "userId",
  "expiresInDays",
  "theme",
  "zone",
  "currentPassword",
  "newPassword",
  "__proto__",
];
const oddBody = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(fc.constantFrom(...FIELDS), oddValue, { maxKeys: 6 }),
);

async function documented(response: Response): Promise<void> {
  expect(response.status).toBeLessThan(500);
  if (response.status !== 400) return;
  const { code, errors } = await response.json();
  expect(code).toBe("invalid");
  expect(errors.length).toBeGreaterThan(0);
}

type Written = readonly [name: string, method: string, handler: RouteHandler, params: Record<string, string>];
const WRITES: readonly Written[] = [
  ["POST users", "POST", createUser, {}],
  ["PUT role", "PUT", setRole, { userId: "01890a5d-ac96-774b-bcce-b302099a8057" }],
  ["PUT status", "PUT", setStatus, { userId: "01890a5d-ac96-774b-bcce-b302099a8057" }],
  ["POST api-keys", "POST", createKey, {}],
  ["PUT preferences", "PUT", prefer, {}],
  ["PUT password", "PUT", changePassword, {}],
];

describe("odd input", () => {
  it.each(WRITES)("in the body of %s is answered as documented", async (_, method, handler, params) => {
    const property = fc.asyncProperty(oddBody, async (body) => {
      await documented(
        await handler(
          call("/api/v1/x", { method, cookie: admin.cookie, body: JSON.stringify(body) ?? "" }),
          at(params),
        ),
      );
    });
    await fc.assert(property, { numRuns: 80 });
  });

  it("in the path is answered as documented", async () => {
    const property = fc.asyncProperty(oddText, async (keyId) => {
      await documented(
        await revoke(call("/api/v1/api-keys/x", { method: "DELETE", cookie: admin.cookie }), at({ keyId })),
      );
    });
    await fc.assert(property, { numRuns: 80 });
  });

  it("in the query is answered as documented", async () => {
    const name = fc.constantFrom("limit", "cursor", "all", "other");
    const property = fc.asyncProperty(
      fc.array(fc.tuple(name, oddText), { maxLength: 4 }),
      fc.constantFrom(listUsers, listKeys),
      async (pairs, handler) => {
        const search = new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, value]));
        await documented(await handler(call(`/api/v1/x?${search}`, { cookie: admin.cookie })));
      },
    );
    await fc.assert(property, { numRuns: 120 });
  });

  it.each([
    "bm8",
    Buffer.from("2026-01-01T00:00:00.000Z not-a-uuid").toString("base64url"),
    Buffer.from("9999-99-99 x").toString("base64url"),
  ])("such as the cursor %s is a 400", async (cursor) => {
    expect((await listUsers(call(`/api/v1/users?cursor=${cursor}`, { cookie: admin.cookie }))).status).toBe(400);
  });
});
