/** The people of the demo and their accounts: found when a start before this one has made them. */
import { dec } from "#lib/domain/shared/decimal.ts";
import { asId, type UserId } from "#lib/domain/shared/ids.ts";
import { openAccount } from "#lib/services/accounts/open-account.ts";
import { setMember } from "#lib/services/accounts/set-member.ts";
import { asSystem } from "#lib/services/as-system.ts";
import { createUser } from "#lib/services/users/create-user.ts";
import type { ToolDesk, ToolUser } from "#lib/worker/tool-desk.ts";
import { type Trader, traderOf } from "./demo-stage.ts";
import { DEMO_USERS } from "./demo-users.ts";

export interface Cast {
  readonly admin: ToolUser;
  readonly theo: Trader;
  readonly mira: Trader;
}

export async function makePeople(desk: ToolDesk): Promise<ReadonlyMap<string, ToolUser>> {
  const users = new Map<string, ToolUser>();
  for (const person of DEMO_USERS) {
    const { email } = person;
    const known = await desk.database.user.findUnique({ where: { email }, select: { id: true } });
    const { id } = known ?? (await createUser({ ctx: asSystem(desk.contextFor()), input: person })).user;
    users.set(email, { id, role: person.role });
  }
  return users;
}

export async function gatherCast(desk: ToolDesk): Promise<Cast> {
  const users = await makePeople(desk);
  const named = (email: string): ToolUser => {
    const user = users.get(email);
    if (user === undefined) throw new Error(`${email} is not among the demo's users.`);
    return user;
  };
  const theo = await accountOf(desk, named("trader@ballast.demo"), "Long-term", "100000");
  const mira = await accountOf(desk, named("trader2@ballast.demo"), "Momentum", "60000");
  const viewer = asId<UserId>(named("viewer@ballast.demo").id);
  // Who has that place already keeps it, and nothing is recorded.
  const input = { accountId: theo.accountId, userId: viewer, role: "viewer" as const };
  await setMember({ ctx: desk.contextFor(theo), input });
  return { admin: named("admin@ballast.demo"), theo, mira };
}

async function accountOf(desk: ToolDesk, owner: ToolUser, name: string, cash: string): Promise<Trader> {
  const where = { name, accountMembers: { some: { userId: owner.id, role: "owner" } } };
  const known = await desk.database.account.findFirst({ where, select: { id: true } });
  const { id } = known ?? (await openAccount({ ctx: desk.contextFor(owner), input: { name, cash: dec(cash) } }));
  return traderOf(owner, id);
}
