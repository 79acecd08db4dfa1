/** Signing in: one sentence for every failure, a wait after five, and nobody locked out by strangers. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPasswordHasher } from "#lib/adapters/crypto/password.ts";
import { anonymousContext } from "#lib/server/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { openWebDesk, PASSWORD, type WebDesk } from "#lib/testing/web-desk.ts";
import type { AccessContext } from "../access-context.ts";
import { createUser } from "../users/create-user.ts";
import { changePassword, issuePasswordLink, setPassword } from "../users/passwords.ts";
import { setStatus } from "../users/set-status.ts";
import { asUser } from "./as-user.ts";
import { signIn } from "./sign-in.ts";

let testDatabase: TestDatabase;
let desk: WebDesk;
let email: string;
let userId: string;
let place: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  desk = await openWebDesk(testDatabase.appUrl);
});
afterAll(async () => {
  await desk.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  email = `${randomUUID()}@example.test`;
  place = `198.51.100.${serial++}`;
  const { user } = await createUser({
    ctx: desk.system,
    input: { email, name: "Somebody", role: "trader", password: PASSWORD },
  });
  userId = user.id;
});
let serial = 1;

const anonymous = (): AccessContext => anonymousContext({ requestId: randomUUID() }, desk.services);
const attempt = (password: string, { who = email, address = place } = {}) =>
  signIn({ ctx: anonymous(), input: { email: who, password, address, userAgent: null } }).then(
    () => "in",
    (error: { code: string; message: string; retryAfterSeconds: number | null }) => error,
  );

describe("signing in", () => {
  it("works whatever the case of the e-mail, and opens a session that is recorded", async () => {
    expect(await attempt(PASSWORD, { who: ` ${email.toUpperCase()} ` })).toBe("in");
    const session = await desk.services.database.session.findFirstOrThrow({ where: { userId } });
    const audit = await desk.services.database.auditEvent.findFirstOrThrow({ where: { entityId: session.id } });
    expect(audit).toMatchObject({ action: "session.start", actorId: userId });
  });

  it("fails with the same words for an unknown user, a wrong password, a disabled user and one without a password", async () => {
    const wrong = await attempt("not the password");
    const unknown = await attempt(PASSWORD, { who: "nobody@example.test" });
    const odd = await attempt(PASSWORD, { who: "no\u0000body\ud800" });
    await setStatus({ ctx: desk.system, input: { userId, status: "disabled", version: 1, reason: "test" } });
    const disabled = await attempt(PASSWORD);
    expect(wrong).toMatchObject({ code: "unauthenticated", message: "That e-mail and password do not fit together." });
    for (const other of [unknown, odd, disabled])
      expect(other).toMatchObject({
        code: "unauthenticated",
        message: "That e-mail and password do not fit together.",
      });
  });

  it("does the same work for an unknown user as for a wrong password", async () => {
    const passwords = createPasswordHasher({ memory: 16_384, passes: 3, parallelism: 1 });
    const stored = await passwords.hash(PASSWORD);
    const time = async (hash: string | null) => {
      const began = process.hrtime.bigint();
      for (let n = 0; n < 5; n += 1) expect(await passwords.verify("not the password", hash)).toBe(false);
      return Number((process.hrtime.bigint() - began) / 1_000_000n);
    };
    await time(null);
    const [known, unknown] = [await time(stored), await time(null)];
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it("says at the sixth try when to come back, even with the right password, and lets one in after that", async () => {
    const seen = [];
    for (let n = 0; n < 5; n += 1) seen.push(await attempt("not the password"));
    expect(seen.map((failure) => (failure as { code: string }).code)).toEqual(Array(5).fill("unauthenticated"));
    const sixth = await attempt(PASSWORD);
    expect(sixth).toMatchObject({
      code: "rate_limited",
      message: "Too many failed sign-ins. Try again in 15 minutes.",
    });
    desk.advance(14 * 60_000);
    expect(await attempt(PASSWORD)).toMatchObject({ message: expect.stringMatching(/1 minute\.|seconds\./) });
    desk.advance(2 * 60_000);
    expect(await attempt(PASSWORD)).toBe("in");
  });

  it("counts guesses that come at once one by one", async () => {
    const guesses = await Promise.all(Array.from({ length: 20 }, () => attempt("not the password")));
    expect(guesses.filter((guess) => (guess as { code: string }).code === "unauthenticated")).toHaveLength(5);
  });

  it("of ten people behind one address at the same moment lets all of them in", async () => {
    const emails = Array.from({ length: 10 }, () => `${randomUUID()}@example.test`);
    for (const who of emails)
      await createUser({
        ctx: desk.system,
        input: { email: who, name: "One of ten", role: "viewer", password: PASSWORD },
      });
    expect(await Promise.all(emails.map((who) => attempt(PASSWORD, { who })))).toEqual(Array(10).fill("in"));
  });

  it("counts an address over all accounts it tries", async () => {
    for (let n = 0; n < 5; n += 1) await attempt(PASSWORD, { who: `${n}@example.test` });
    expect(await attempt(PASSWORD)).toMatchObject({ code: "rate_limited" });
    expect(await attempt(PASSWORD, { address: "203.0.113.77" })).toBe("in");
  });

  it("stays open to its owner where they have signed in before, while strangers guess elsewhere", async () => {
    expect(await attempt(PASSWORD)).toBe("in");
    for (let n = 0; n < 5; n += 1) await attempt("a guess", { address: `203.0.113.${n}` });
    expect(await attempt(PASSWORD, { address: "203.0.113.200" })).toMatchObject({ code: "rate_limited" });
    expect(await attempt(PASSWORD)).toBe("in");
  });

  it("leaves failures in the security events, by a hash and not by the e-mail", async () => {
    await attempt("not the password");
    const row = await desk.services.database.securityEvent.findFirstOrThrow({ where: { address: place } });
    expect(row).toMatchObject({ kind: "sign_in_failed", userId });
    expect(row.subject).toMatch(/^[0-9a-f]{64}$/);
  });

  it("makes an old hash anew", async () => {
    const weak = createPasswordHasher({ memory: 32, passes: 1, parallelism: 1 });
    await desk.services.database.user.update({
      where: { id: userId },
      data: { passwordHash: await weak.hash(PASSWORD) },
    });
    expect(await attempt(PASSWORD)).toBe("in");
    const { passwordHash } = await desk.services.database.user.findUniqueOrThrow({ where: { id: userId } });
    expect(passwordHash).toContain("m=64,t=1,p=1");
    expect(await attempt(PASSWORD)).toBe("in");
  });
});

describe("changing one's password", () => {
  const change = (currentPassword: string, newPassword = "a brand new password") =>
    changePassword({
      ctx: asUser(anonymous(), userId),
      input: { currentPassword, newPassword, address: place },
    }).then(
      () => "changed",
      (error: { code: string; message: string }) => error,
    );

  it("with a wrong current password shuts nobody out who signs in from the same address", async () => {
    for (let n = 0; n < 5; n += 1) expect(await change("not the password")).toMatchObject({ code: "invalid" });
    expect(await attempt(PASSWORD)).toBe("in");
    const kinds = await desk.services.database.securityEvent.groupBy({ by: ["kind"], where: { userId }, _count: true });
    expect(kinds).toEqual([{ kind: "password_refused", _count: 5 }]);
  });

  it("is limited all the same: five wrong ones, then a wait, from whatever address", async () => {
    const guesses = await Promise.all(Array.from({ length: 8 }, () => change("not the password")));
    expect(guesses.filter((guess) => (guess as { code: string }).code === "invalid")).toHaveLength(5);
    expect(await change(PASSWORD)).toMatchObject({
      code: "rate_limited",
      message: "Too many wrong passwords. Try again in 15 minutes.",
    });
    desk.advance(15 * 60_000 + 1);
    expect(await change(PASSWORD)).toBe("changed");
    expect(await attempt("a brand new password")).toBe("in");
  });

  it("is open to who has guessed wrong at the sign-in", async () => {
    for (let n = 0; n < 5; n += 1) await attempt("not the password");
    expect(await change(PASSWORD)).toBe("changed");
  });
});

describe("a one-time link", () => {
  const tokenOf = async () =>
    (await issuePasswordLink({ ctx: desk.system, input: { userId } })).path.split("token=")[1] ?? "";
  const use = (token: string, password = "a brand new password") =>
    setPassword({ ctx: anonymous(), input: { token, password } });

  it("sets a password once, and ends the sessions that knew the old one", async () => {
    await attempt(PASSWORD);
    const token = await tokenOf();
    const results = await Promise.allSettled([use(token), use(token)]);
    expect(results.map((result) => result.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await attempt("a brand new password")).toBe("in");
    expect(await attempt(PASSWORD)).toMatchObject({ code: "unauthenticated" });
    expect(await desk.services.database.session.count({ where: { userId, endReason: "password_changed" } })).toBe(1);
  });

  it("is no good after a day, after a newer one, or made up", async () => {
    const old = await tokenOf();
    desk.advance(24 * 3_600_000 + 1);
    await expect(use(old)).rejects.toMatchObject({ code: "not_found" });
    const first = await tokenOf();
    await tokenOf();
    await expect(use(first)).rejects.toMatchObject({ code: "not_found" });
    await expect(use("made-up")).rejects.toMatchObject({ code: "not_found" });
  });

  it("takes long passwords only, and is not used up by a short one", async () => {
    const token = await tokenOf();
    await expect(use(token, "short")).rejects.toMatchObject({ code: "invalid", errors: [{ pointer: "/password" }] });
    await expect(use(token, "aaaaaaaaaaaaaaaaaa")).rejects.toMatchObject({ code: "invalid" });
    await use(token);
  });
});
