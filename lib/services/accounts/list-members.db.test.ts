/** Members of an account are shown to its members and to administrators, and to nobody else. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountId } from "#lib/domain/shared/ids.ts";
import { openDesk, type TestDesk, type TestUser } from "#lib/testing/context.ts";
import { createTestDatabase, type TestDatabase } from "#lib/testing/database.ts";
import { addUser, seedTestMarket } from "#lib/testing/fixtures.ts";
import { listMembers } from "./list-members.ts";
import { openAccount } from "./open-account.ts";
import { setMember } from "./set-member.ts";

let database: TestDatabase;
let desk: TestDesk;
let owner: TestUser;
let viewer: TestUser;
let stranger: TestUser;
let admin: TestUser;
let accountId: AccountId;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await openDesk(database.appUrl, { connectionsMax: 4 });
  await seedTestMarket(desk.database);
  owner = await addUser(desk.database, "trader");
  viewer = await addUser(desk.database, "viewer");
  stranger = await addUser(desk.database, "trader");
  admin = await addUser(desk.database, "admin");
  ({ id: accountId } = await openAccount({ ctx: desk.contextFor({ user: owner }), input: { name: "Shared" } }));
  const ctx = desk.contextFor({ user: owner });
  await setMember({ ctx, input: { accountId, userId: viewer.id, role: "viewer" } });
});
afterAll(async () => {
  await desk.close();
  await database.drop();
});

const seenBy = (user: TestUser) => listMembers({ ctx: desk.contextFor({ user }), input: { accountId } });

describe("the members of an account", () => {
  it("are listed with their place on it, the owner first, to every member and to admins", async () => {
    const expected = [
      { userId: owner.id, role: "owner" },
      { userId: viewer.id, role: "viewer" },
    ];
    for (const user of [owner, viewer, admin]) {
      const members = await seenBy(user);
      expect(members.map(({ userId, role }) => ({ userId, role }))).toEqual(expected);
    }
  });

  it("do not exist for a stranger", async () => {
    await expect(seenBy(stranger)).rejects.toMatchObject({ code: "not_found" });
  });
});
