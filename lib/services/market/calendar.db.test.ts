/** The venue's calendar as admins change it, on a real database: who may, what is refused, and what is written down. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { getCalendar } from "./get-calendar.ts";
import { removeOverride, type SetOverrideInput, setOverride } from "./set-override.ts";
import { setSessionMode } from "./set-session-mode.ts";
import { setVenueClock } from "./set-venue-clock.ts";

let test: TestDatabase;
let desk: TestDesk;
let admin: TestUser;
let trader: TestUser;

beforeAll(async () => {
  test = await createTestDatabase();
  desk = await openDesk(test.appUrl);
  await seedTestMarket(desk.database);
  [admin, trader] = [await addUser(desk.database, "admin"), await addUser(desk.database, "trader")];
  await setVenueClock({ ctx: desk.contextFor(), input: { at: new Date("2026-11-25T15:00:00Z") } });
});
afterAll(async () => {
  await desk.close();
  await test.drop();
});

const reason = "Announced by the exchange";
const put = (input: Partial<SetOverrideInput> & Pick<SetOverrideInput, "day" | "kind">, user = admin) =>
  setOverride({ ctx: desk.contextFor({ user }), input: { reason, version: 0, ...input } });
const read = (from: string, to = from) => getCalendar({ ctx: desk.contextFor({ user: trader }), input: { from, to } });

describe("the mode of the sessions", () => {
  it("is switched by an admin who saw the latest version, and is written down", async () => {
    const input = { mode: "nyse", version: 1, reason } as const;
    await expect(setSessionMode({ ctx: desk.contextFor({ user: trader }), input })).rejects.toThrow("venue:edit");
    const ctx = desk.contextFor({ user: admin });
    expect(await setSessionMode({ ctx, input })).toEqual({ mode: "nyse", version: 2 });
    await expect(setSessionMode({ ctx, input })).rejects.toMatchObject({
      code: "stale_version",
      extra: { current: { mode: "nyse", version: 2 } },
    });
    expect(await desk.database.auditEvent.count({ where: { action: "session_mode.set", reason } })).toBe(1);
  });

  it("shows holidays, half days and what the market does now", async () => {
    const { mode, phase, days, nextCloseAt } = await read("2026-11-26", "2026-11-27");
    expect({ mode, phase, nextCloseAt }).toEqual({
      mode: "nyse",
      phase: "core",
      nextCloseAt: new Date("2026-11-25T21:00:00Z"),
    });
    expect(days).toMatchObject([
      { day: "2026-11-26", kind: "closed", reason: "Thanksgiving Day", openAt: null, override: null },
      { day: "2026-11-27", kind: "half", closeAt: new Date("2026-11-27T18:00:00Z") },
    ]);
    await expect(read("2026-11-27", "2026-11-26")).rejects.toMatchObject({ errors: [{ pointer: "to" }] });
    await expect(read("2026-11-27", "2028-11-27")).rejects.toMatchObject({ errors: [{ pointer: "to" }] });
  });
});

describe("an override", () => {
  it("stands above the rules until it is taken back", async () => {
    expect(await put({ day: "2026-12-01", kind: "closed" })).toMatchObject({
      kind: "closed",
      reason,
      override: { kind: "closed", version: 1 },
    });
    const ctx = desk.contextFor({ user: admin });
    const plain = await removeOverride({ ctx, input: { day: "2026-12-01", version: 1, reason } });
    expect(plain).toMatchObject({ kind: "full", override: null });
    const audit = await desk.database.auditEvent.findMany({
      where: { entityId: "2026-12-01" },
      orderBy: { id: "asc" },
    });
    expect(audit.map(({ action }) => action)).toEqual(["session_override.set", "session_override.remove"]);
  });

  it("gives a day hours of its own", async () => {
    const day = await put({ day: "2026-12-02", kind: "custom", openAt: "10:00", closeAt: "15:30" });
    expect(day).toMatchObject({ openAt: new Date("2026-12-02T15:00:00Z"), closeAt: new Date("2026-12-02T20:30:00Z") });
  });

  it("is refused to whoever saw an older one, and says what there is now", async () => {
    await put({ day: "2026-12-03", kind: "half_day" });
    await expect(put({ day: "2026-12-03", kind: "closed" })).rejects.toMatchObject({
      code: "stale_version",
      extra: { current: { kind: "half_day", version: 1 } },
    });
    expect(await put({ day: "2026-12-03", kind: "closed", version: 1 })).toMatchObject({ override: { version: 2 } });
  });

  it.each([
    [{ kind: "custom", openAt: "10:00" }, "/closeAt"],
    [{ kind: "custom", openAt: "15:00", closeAt: "10:00" }, "/closeAt"],
    [{ kind: "closed", closeAt: "12:00" }, "/closeAt"],
    [{ kind: "half_day", openAt: "10:00" }, "/openAt"],
  ] as const)("%j is refused at its field", async (given, pointer) => {
    await expect(put({ day: "2026-12-04", ...given })).rejects.toMatchObject({
      code: "invalid",
      errors: [{ pointer }],
    });
  });

  it("leaves past days alone, and is an admin's to change", async () => {
    await expect(put({ day: "2026-11-24", kind: "closed" })).rejects.toThrow("Past days cannot be changed");
    await expect(put({ day: "2026-12-04", kind: "closed" }, trader)).rejects.toThrow("venue:edit");
    const ctx = desk.contextFor({ user: admin });
    await expect(removeOverride({ ctx, input: { day: "2026-12-04", version: 0, reason } })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
