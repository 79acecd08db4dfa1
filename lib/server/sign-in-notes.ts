/** What the sign-in page may tell to strangers: the demo's people on a demo desk, and whether there is anybody at all. */
import { settings } from "#lib/adapters/settings/settings.ts";
import { DEMO_PEOPLE, type DemoPerson } from "#lib/domain/access/demo-people.ts";
import { services } from "./services.ts";

export interface SignInNotes {
  readonly people: readonly DemoPerson[];
  readonly noUsers: boolean;
}

export async function signInNotes(): Promise<SignInNotes> {
  const { database } = await services();
  const anybody = await database.user.findFirst({ select: { id: true } });
  if (anybody === null) return { people: [], noUsers: true };
  if (settings().BALLAST_DEMO !== "on") return { people: [], noUsers: false };
  const present = await database.user.findMany({
    where: { email: { in: DEMO_PEOPLE.map(({ email }) => email) }, status: "active" },
    select: { email: true },
  });
  const emails = new Set(present.map(({ email }) => email));
  return { people: DEMO_PEOPLE.filter(({ email }) => emails.has(email)), noUsers: false };
}
