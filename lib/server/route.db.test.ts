/** What the wrapper of every route promises, seen from outside: requests in, answers out, a real database behind. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { AccessContext } from "#lib/services/access-context.ts";
import { createApiKey } from "#lib/services/api-keys/create-api-key.ts";
import { recordAudit } from "#lib/services/audit.ts";
import { requirePermission } from "#lib/services/authorize.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { once } from "#lib/services/idempotency.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { at, call, ORIGIN, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { carryOut } from "./action.ts";
import { publicRoute } from "./public-route.ts";
import { route } from "./route.ts";

let testDatabase: TestDatabase;
let desk: WebDesk;
let trader: WebUser;
let key: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  desk = await openWebDesk(testDatabase.appUrl);
  trader = await desk.user("trader");
  const made = await createApiKey({ ctx: desk.system, input: { userId: trader.id, name: "a key", scopes: ["trade"] } });
  key = made.secret;
});
afterAll(async () => {
  await desk.close();
  await testDatabase.drop();
});

const NoteBody = z.strictObject({ text: z.string().min(2), amount: z.string().regex(/^\d+$/).optional() });
const made: string[] = [];

/** A verb of the plainest kind: one write, one audit row, in one transaction. */
async function note({
  ctx,
  input,
}: {
  ctx: AccessContext;
  input: { text: string };
}): Promise<{ id: string; text: string }> {
  requirePermission(ctx, "orders:submit");
  return once(ctx, async (tx) => {
    const id = ctx.newId();
    await recordAudit(tx, ctx, {
      action: "note.make",
      entityType: "note",
      entityId: id,
      before: null,
      after: { length: input.text.length },
    });
    made.push(id);
    return { id, text: input.text };
  });
}

const NoteView = z.strictObject({ id: z.string(), text: z.string() });
const POST = route(
  { summary: "Make a note", tags: ["Notes"], body: NoteBody, status: 201, idempotency: "required", answer: NoteView },
  ({ ctx, body }) => note({ ctx, input: body }),
);
const GET = route(
  {
    summary: "Look",
    tags: ["Notes"],
    params: z.strictObject({ id: z.string() }),
    query: z.strictObject({ q: z.string().optional() }),
  },
  ({ params, query, ctx }) => ({ ...params, ...query, source: ctx.source }),
);
const failing = (error: unknown) =>
  route({ summary: "Fail", tags: ["Notes"] }, () => {
    throw error;
  });

const post = (options: { body?: unknown; idempotency?: string | null; headers?: Record<string, string> } = {}) => {
  const { body = { text: "hello" }, idempotency = randomUUID(), headers = {} } = options;
  return POST(
    call("/api/v1/notes", {
      method: "POST",
      key,
      body,
      headers: { ...headers, ...(idempotency === null ? {} : { "idempotency-key": idempotency }) },
    }),
  );
};
const problem = async (response: Response) => ({
  status: response.status,
  type: response.headers.get("content-type"),
  ...(await response.json()),
});

describe("answers", () => {
  it("carry the request id, and nothing may keep or frame them", async () => {
    const response = await post();
    expect(response.status).toBe(201);
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("of an unexpected kind say nothing about the inside", async () => {
    const body = await problem(await failing(new Error("password=hunter2 at /srv/x.ts"))(call("/api/v1/x", { key })));
    expect(body).toMatchObject({ status: 500, type: "/docs/errors/internal", code: "internal", instance: "/api/v1/x" });
    expect(JSON.stringify(body)).not.toMatch(/hunter2|\.ts|stack/);
  });

  it("say busy when no transaction could begin, and when to come back", async () => {
    const error = Object.assign(new Error("Unable to start a transaction in the given time."), { code: "P2028" });
    const response = await failing(error)(call("/api/v1/x", { key }));
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await problem(response)).toMatchObject({ status: 503, code: "busy" });
  });

  it("say unavailable when the database is gone", async () => {
    const error = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    expect(await problem(await failing(error)(call("/api/v1/x", { key })))).toMatchObject({
      status: 503,
      code: "unavailable",
    });
  });

  it("carry what an error adds, but nothing of it replaces the document's own members", async () => {
    const error = new ServiceError("conflict", "In the way.", { extra: { orderId: "7", status: 200, code: "fine" } });
    expect(await problem(await failing(error)(call("/api/v1/x", { key })))).toMatchObject({
      status: 409,
      code: "conflict",
      orderId: "7",
    });
  });

  it("that the document does not describe fail outside production", async () => {
    const wrong = route({ summary: "Lie", tags: ["Notes"], answer: NoteView }, () => ({ id: 7 }));
    expect((await wrong(call("/api/v1/x", { key }))).status).toBe(500);
  });
});

describe("input", () => {
  it("with an unknown field is refused by name", async () => {
    const body = await problem(await post({ body: { text: "hello", "a/b": 1 } }));
    expect(body).toMatchObject({ status: 400, code: "invalid" });
    expect(body.errors).toEqual([{ pointer: "/a~1b", detail: "is not a field of this request; remove it" }]);
  });

  it("with a missing field says which and what it should be", async () => {
    expect((await problem(await post({ body: {} }))).errors).toEqual([
      { pointer: "/text", detail: "is missing; give a string" },
    ]);
  });

  it.each(["{", "", "[1,", "\u0000"])("that is not JSON (%j) is a 400", async (text) => {
    expect(await problem(await post({ body: text }))).toMatchObject({ status: 400, code: "invalid" });
  });

  it("nested a thousand times deep is a 400 and harms nobody", async () => {
    const deep = `{"text":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    expect(await problem(await post({ body: deep }))).toMatchObject({ status: 400, code: "invalid" });
  });

  it.each(["a\u0000b", "half \ud800"])(
    "with what PostgreSQL cannot keep (%j) is a 400 that names the field",
    async (text) => {
      expect((await problem(await post({ body: { text } }))).errors[0].pointer).toBe("/text");
    },
  );

  it("of another type is a 415", async () => {
    const response = await post({ headers: { "content-type": "text/plain" } });
    expect(await problem(response)).toMatchObject({ status: 415, code: "unsupported_media_type" });
  });

  it("over 64 KiB is a 413, also when it lies about its length", async () => {
    const body = { text: "x".repeat(70_000) };
    expect(await problem(await post({ body }))).toMatchObject({ status: 413, code: "payload_too_large" });
    expect((await post({ body, headers: { "content-length": "10" } })).status).toBe(413);
  });

  it("in the query is checked by name, and a repeated name is no text", async () => {
    const ask = (search: string) => GET(call(`/api/v1/notes/7${search}`, { key }), at({ id: "7" }));
    expect(await (await ask("?q=a")).json()).toEqual({ id: "7", q: "a", source: "api" });
    expect((await problem(await ask("?r=a"))).errors).toEqual([
      { pointer: "r", detail: "is not a parameter of this request; remove it" },
    ]);
    expect((await ask("?q=a&q=b")).status).toBe(400);
  });

  it("schemas that would let unknown fields pass cannot be declared", () => {
    expect(() => route({ summary: "Loose", tags: ["Notes"], body: z.object({}) }, () => 1)).toThrow(/strict/);
  });
});

describe("an Idempotency-Key", () => {
  it("is needed where the route says so", async () => {
    expect(await problem(await post({ idempotency: null }))).toMatchObject({
      status: 400,
      code: "idempotency_key_missing",
    });
  });

  it.each(["short", "with a space in the middle", "ü".repeat(20), "x".repeat(256)])(
    "like %j is refused",
    async (bad) => {
      const response = await post({
        idempotency: encodeURIComponent(bad) === bad || bad.includes(" ") ? bad : Buffer.from(bad).toString("latin1"),
      });
      expect(await problem(response)).toMatchObject({ status: 400, code: "idempotency_key_invalid" });
    },
  );

  it("makes a retry hear the first answer, and do nothing", async () => {
    const idempotency = randomUUID();
    const first = await post({ idempotency });
    const before = made.length;
    const second = await post({ idempotency: `"${idempotency}"` });
    expect(second.status).toBe(first.status);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(await second.json()).toEqual(await first.json());
    expect(made).toHaveLength(before);
  });

  it("does not fit another body, and does not mind the order of fields", async () => {
    const idempotency = randomUUID();
    await post({ idempotency, body: { text: "one", amount: "1" } });
    expect((await post({ idempotency, body: { amount: "1", text: "one" } })).headers.get("idempotent-replayed")).toBe(
      "true",
    );
    expect(await problem(await post({ idempotency, body: { text: "two" } }))).toMatchObject({
      status: 422,
      code: "idempotency_key_reused",
    });
  });

  it("of a request that is still being worked on is a 409 after two seconds", async () => {
    const idempotency = randomUUID();
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const slow = route({ summary: "Slow", tags: ["Notes"], body: NoteBody }, ({ ctx, body }) =>
      once(ctx, async () => {
        begun.resolve();
        await gate.promise;
        return body;
      }),
    );
    const request = () =>
      call("/api/v1/slow", {
        method: "POST",
        key,
        body: { text: "hello" },
        headers: { "idempotency-key": idempotency },
      });
    const first = slow(request());
    await begun.promise;
    const second = await slow(request());
    expect(second.headers.get("retry-after")).toBe("1");
    expect(await problem(second)).toMatchObject({ status: 409, code: "idempotency_key_in_use" });
    gate.resolve();
    expect((await first).status).toBe(200);
  });

  it("is not spent by a refusal", async () => {
    const idempotency = randomUUID();
    expect((await post({ idempotency, body: { text: 1 } })).status).toBe(400);
    expect((await post({ idempotency })).status).toBe(201);
  });
});

describe("who is calling", () => {
  it("must be known", async () => {
    const response = await GET(call("/api/v1/notes/7"), at({ id: "7" }));
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
    expect(await problem(response)).toMatchObject({ status: 401, code: "unauthenticated" });
  });

  it("is not asked for in the address", async () => {
    expect((await GET(call(`/api/v1/notes/7?key=${key}`), at({ id: "7" }))).status).toBe(401);
  });

  it("may be a session, whose writes must come from our own pages", async () => {
    const write = (headers: Record<string, string>) =>
      POST(
        call("/api/v1/notes", {
          method: "POST",
          body: { text: "hello" },
          headers: { cookie: trader.cookie, "idempotency-key": randomUUID(), ...headers },
        }),
      );
    expect((await write({ "sec-fetch-site": "same-origin" })).status).toBe(201);
    expect((await write({ origin: ORIGIN })).status).toBe(201);
    for (const headers of [
      {},
      { origin: "http://evil.test" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ]) {
      expect(await problem(await write(headers as Record<string, string>))).toMatchObject({
        status: 403,
        code: "forbidden",
      });
    }
  });

  it("is the same for a page's action as for its request: same effect, same refusal, other source only", async () => {
    const options = {
      twin: { method: "POST", path: () => "/api/v1/notes", pattern: "/api/v1/notes" },
      status: 201,
    };
    const idempotencyKey = randomUUID();
    const act = (raw: unknown) =>
      carryOut({
        schema: NoteBody,
        run: note,
        options,
        raw,
        call: { idempotencyKey },
        head: new Headers({ cookie: trader.cookie }),
        place: { requestId: randomUUID(), instance: "/api/v1/notes" },
      });
    const first = await act({ text: "both ways" });
    expect(first).toMatchObject({ ok: true, replayed: false, value: { text: "both ways" } });
    const again = await post({ body: { text: "both ways" }, idempotency: idempotencyKey });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await again.json()).toEqual(first.ok ? first.value : null);
    await expect(act({ text: 1 })).rejects.toMatchObject({ code: "invalid", errors: [{ pointer: "/text" }] });
    await post({ body: { text: "one way" } });
    const rows = await desk.services.database.auditEvent.findMany({
      where: { action: "note.make" },
      orderBy: { id: "desc" },
      take: 2,
    });
    expect(rows.map(({ source }) => source)).toEqual(["api", "ui"]);
    expect(rows.map(({ actorKind }) => actorKind)).toEqual(["api_key", "user"]);
  });
});

describe("limits", () => {
  it("tell where one stands, and refuse with the time to come back", async () => {
    const visitor = await desk.user("viewer");
    desk.changeSettings({ LIMIT_USER_READS: 2 });
    const look = () => GET(call("/api/v1/notes/7", { cookie: visitor.cookie }), at({ id: "7" }));
    const first = await look();
    expect(first.headers.get("ratelimit-policy")).toBe('"user-reads";q=2;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"user-reads";r=1;t=\d+$/);
    await look();
    const refused = await look();
    expect(Number.parseInt(refused.headers.get("retry-after") ?? "", 10)).toBeGreaterThan(0);
    expect(await problem(refused)).toMatchObject({ status: 429, code: "rate_limited" });
    desk.changeSettings({ LIMIT_USER_READS: 100_000 });
  });

  it("count those without credentials by the address that our server saw, whatever they claim", async () => {
    desk.changeSettings({ LIMIT_ANONYMOUS_READS: 3 });
    const look = (forged: string) =>
      GET(
        call("/api/v1/notes/7", { headers: { "x-ballast-client-address": "203.0.113.9", "x-forwarded-for": forged } }),
        at({ id: "7" }),
      );
    const statuses = [];
    for (const forged of ["1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4"]) statuses.push((await look(forged)).status);
    expect(statuses).toEqual([401, 401, 401, 429]);
    desk.changeSettings({ LIMIT_ANONYMOUS_READS: 100_000 });
  });

  it("let exactly so many of many at once through", async () => {
    const visitor = await desk.user("viewer");
    desk.changeSettings({ LIMIT_USER_READS: 20 });
    const all = await Promise.all(
      Array.from({ length: 60 }, () => GET(call("/api/v1/notes/7", { cookie: visitor.cookie }), at({ id: "7" }))),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(20);
    desk.changeSettings({ LIMIT_USER_READS: 100_000 });
  });

  it("do not count what says so", async () => {
    const open = publicRoute({ summary: "Probe", tags: ["Health"] }, () => ({ status: 200, body: { ok: true } }));
    const response = await open(call("/api/health/live"));
    expect(response.headers.get("ratelimit")).toBeNull();
    expect(await response.json()).toEqual({ ok: true });
  });
});
