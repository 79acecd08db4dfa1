/** The people that the demo's seed makes. */
import { DEMO_PEOPLE, type DemoPerson } from "#lib/domain/access/demo-people.ts";

export type DemoUser = DemoPerson;

export const DEMO_USERS: readonly DemoUser[] = DEMO_PEOPLE;
