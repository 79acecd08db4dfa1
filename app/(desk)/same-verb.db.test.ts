/** Limits, flags and roles can be changed by a page's action and by a route handler: same effect, same refusal, same audit but for the source. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { PUT as putFlag } from "#app/api/v1/flags/[key]/route.ts";
import { PUT as putLimit } from "#app/api/v1/risk-limits/route.ts";
import { PUT as putRole } from "#app/api/v1/users/[userId]/role/route.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type UserId } from "#lib/domain/shared/ids.ts";
import { type ActionOptions, carryOut } from "#lib/server/action.ts";
import { problemFrom } from "#lib/server/problem.ts";
import type { AccessContext } from "#lib/services/access-context.ts";
import { openAccount } from "#lib/services/accounts/open-account.ts";
import { createApiKey } from "#lib/services/api-keys/create-api-key.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { seedTestMarket } from "#lib/testing/fixtures.ts";
import { at, call, openWebDesk, type WebDesk, type WebUser } from "#lib/testing/web-desk.ts";
import { setFlagForm } from "./flags/set-flag-form.ts";
import { setLimitForm } from "./risk/set-limit-form.ts";
import { setRoleForm } from "./users/set-role-form.ts";

let testDatabase: TestDatabase;
let desk: WebDesk;
let people: Record<"admin" | "viewer", WebUser & { readonly key: string }>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  desk = await openWebDesk(testDatabase.appUrl);
  await seedTestMarket(desk.services.database);
  const withKey = async (role: "admin" | "viewer") => {
    const user = await desk.user(role);
    const scope = role === "admin" ? "admin" : "read";
    const input = { userId: user.id, name: "a key", scopes: [scope] } as const;
    return { ...user, key: (await createApiKey({ ctx: desk.system, input })).secret };
  };
  people = { admin: await withKey("admin"), viewer: await withKey("viewer") };
});
afterAll(async () => {
  await desk.close();
  await testDatabase.drop();
});

type Who = keyof typeof people;
type Answer = { readonly ok: boolean; readonly body: Record<string, unknown> };
type Body = { readonly [field: string]: unknown };
/** One way to make the change: on this thing, by this person. */
type Way = (subject: string, body: Body, who: Who) => Promise<Answer>;

interface Form<S extends z.ZodType, R> {
  readonly schema: S;
  readonly run: (sent: { readonly ctx: AccessContext; readonly input: z.output<S> }) => Promise<R>;
  readonly options: ActionOptions<S, R>;
}

function byAction<S extends z.ZodType, R>(form: Form<S, R>, subjectField: string): Way {
  return async (subject, body, who) => {
    const place = { requestId: randomUUID(), instance: "action" };
    const head = new Headers({ cookie: people[who].cookie });
    try {
      const answer = await carryOut({ ...form, raw: { ...body, [subjectField]: subject }, call: {}, head, place });
      return answer.ok ? { ok: true, body: answer.value as Body } : { ok: false, body: answer.problem };
    } catch (error) {
      return { ok: false, body: problemFrom(error, place).problem };
    }
  };
}

type Put = (request: Request, segment?: ReturnType<typeof at>) => Promise<Response>;

function byRoute(put: Put, with_: "cookie" | "key", { path, params, subjectInBody }: RoutePlace): Way {
  return async (subject, body, who) => {
    const credentials = with_ === "cookie" ? { cookie: people[who].cookie } : { key: people[who].key };
    const sent = subjectInBody === undefined ? body : { ...body, [subjectInBody]: subject };
    const response = await put(call(path(subject), { method: "PUT", body: sent, ...credentials }), at(params(subject)));
    return { ok: response.ok, body: (await response.json()) as Body };
  };
}

interface RoutePlace {
  readonly path: (subject: string) => string;
  readonly params: (subject: string) => Readonly<Record<string, string>>;
  readonly subjectInBody?: string;
}

interface Case {
  readonly name: string;
  readonly ways: readonly [action: Way, cookie: Way, key: Way];
  /** A new thing, in the same state each time. */
  readonly make: () => Promise<string>;
  readonly change: Body;
  /** Refused by the verb itself, not by the shape of the body. */
  readonly unsound: Body;
  readonly auditAction: string;
  readonly effect: (subject: string) => Promise<unknown>;
  /** The thing whose audit it is. */
  readonly entityOf: (subject: string) => Promise<string>;
}

function waysOf<S extends z.ZodType, R>(form: Form<S, R>, field: string, put: Put, place: RoutePlace): Case["ways"] {
  return [byAction(form, field), byRoute(put, "cookie", place), byRoute(put, "key", place)];
}

let made = 0;
const limitOf = (accountId: string) =>
  desk.services.database.riskLimit.findFirstOrThrow({ where: { scopeId: accountId, rule: "max_open_orders" } });

const CASES: readonly Case[] = [
  {
    name: "a limit",
    ways: waysOf(setLimitForm, "accountId", putLimit, {
      path: () => "/api/v1/risk-limits",
      params: () => ({}),
      subjectInBody: "accountId",
    }),
    make: async () => {
      const ownerId = asId<UserId>(people.admin.id);
      return (await openAccount({ ctx: desk.system, input: { name: "Test", cash: dec("1000"), ownerId } })).id;
    },
    change: { rule: "max_open_orders", value: "7", version: 1, reason: "quieter desk" },
    unsound: { rule: "max_open_orders", value: "7.5", version: 1, reason: "half an order" },
    auditAction: "risk_limit.set",
    effect: async (accountId) => {
      const { value, version, reason } = await limitOf(accountId);
      return { value: value.toFixed(), version, reason };
    },
    entityOf: async (accountId) => (await limitOf(accountId)).id,
  },
  {
    name: "a flag",
    ways: waysOf(setFlagForm, "key", putFlag, { path: (key) => `/api/v1/flags/${key}`, params: (key) => ({ key }) }),
    make: async () => {
      made += 1;
      const key = `test.flag_${"abcdefghijklmnopqrstuvwxyz"[made] ?? "z"}`;
      const common = { description: "a test", enabled: true, defaultValue: false, salt: "salt" };
      await desk.services.database.flag.create({
        data: { key, ...common, updatedBy: people.admin.id, updatedAt: new Date() },
      });
      return key;
    },
    change: { enabled: false, rolloutBps: 2_500, version: 1, reason: "not ready" },
    unsound: { enabled: false, rolloutBps: 10_001, version: 1, reason: "more than everybody" },
    auditAction: "flag.set",
    effect: async (key) => {
      const { enabled, rolloutBps, version, reason } = await desk.services.database.flag.findUniqueOrThrow({
        where: { key },
      });
      return { enabled, rolloutBps, version, reason };
    },
    entityOf: async (key) => key,
  },
  {
    name: "a role",
    ways: waysOf(setRoleForm, "userId", putRole, {
      path: (userId) => `/api/v1/users/${userId}/role`,
      params: (userId) => ({ userId }),
    }),
    make: async () => (await desk.user("viewer")).id,
    change: { role: "trader", version: 1, reason: "joins the desk" },
    unsound: { role: "owner", version: 1, reason: "no such role" },
    auditAction: "user.set_role",
    effect: async (id) => {
      const { role, version } = await desk.services.database.user.findUniqueOrThrow({ where: { id } });
      return { role, version };
    },
    entityOf: async (id) => id,
  },
];

/** What is left of an answer when the thing itself, the moment and the address are taken out. */
function comparable(body: Body): unknown {
  const own = new Set([
    "id",
    "key",
    "accountId",
    "email",
    "createdAt",
    "updatedAt",
    "requestId",
    "instance",
    "lastSeenAt",
  ]);
  const text = JSON.stringify(body, (name, value: unknown) => (own.has(name) ? undefined : value));
  return JSON.parse(text);
}

describe.each(CASES)("$name, by action, by route and by key", (each) => {
  const audits = async (subject: string) =>
    desk.services.database.auditEvent.findMany({
      where: { action: each.auditAction, entityId: await each.entityOf(subject) },
    });

  it("has the same effect and the same answer", async () => {
    const seen: unknown[] = [];
    for (const way of each.ways) {
      const subject = await each.make();
      const before = await each.effect(subject);
      const answer = await way(subject, each.change, "admin");
      expect(answer.ok).toBe(true);
      const after = await each.effect(subject);
      expect(after).not.toEqual(before);
      seen.push({ after, answer: comparable(answer.body) });
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });

  it("leaves the same audit but for the source", async () => {
    const rows: { readonly source: string; readonly actorKind: string; readonly rest: unknown }[] = [];
    for (const way of each.ways) {
      const subject = await each.make();
      await way(subject, each.change, "admin");
      const [row, ...more] = await audits(subject);
      expect(more).toEqual([]);
      const { source, actorKind, before, after, reason, entityType } = row ?? expect.unreachable("no audit row");
      const id = new RegExp(subject, "g");
      rows.push({
        source,
        actorKind,
        rest: { before: before?.replace(id, "it"), after: after?.replace(id, "it"), reason, entityType },
      });
    }
    expect(rows.map(({ source }) => source)).toEqual(["ui", "ui", "api"]);
    expect(rows.map(({ actorKind }) => actorKind)).toEqual(["user", "user", "api_key"]);
    expect(rows[1]?.rest).toEqual(rows[0]?.rest);
    expect(rows[2]?.rest).toEqual(rows[0]?.rest);
  });

  it("is refused alike when somebody was faster, when it makes no sense and when the role does not hold it", async () => {
    const refusals: unknown[] = [];
    for (const way of each.ways) {
      const subject = await each.make();
      await way(subject, each.change, "admin");
      const after = await each.effect(subject);
      const stale = await way(subject, each.change, "admin");
      const unsound = await way(subject, each.unsound, "admin");
      const forbidden = await way(subject, { ...each.change, version: 2 }, "viewer");
      expect([stale.ok, unsound.ok, forbidden.ok]).toEqual([false, false, false]);
      expect([stale.body["code"], unsound.body["code"], forbidden.body["code"]]).toEqual([
        "stale_version",
        "invalid",
        "forbidden",
      ]);
      expect(await each.effect(subject)).toEqual(after);
      expect(await audits(subject)).toHaveLength(1);
      refusals.push([comparable(stale.body), comparable(unsound.body), forbidden.body["permission"]]);
    }
    expect(refusals[1]).toEqual(refusals[0]);
    expect(refusals[2]).toEqual(refusals[0]);
  });
});
