// The people of the demo. Their passwords are public, so they exist only where the desk answers on loopback.
import type { Role } from "./permissions.ts";

export interface DemoPerson {
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly name: string;
}

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { email: "admin@ballast.demo", password: "admin-demo-desk", role: "admin", name: "Ada Marsh" },
  { email: "trader@ballast.demo", password: "trader-demo-desk", role: "trader", name: "Theo Lind" },
  { email: "trader2@ballast.demo", password: "trader2-demo-desk", role: "trader", name: "Mira Osei" },
  { email: "viewer@ballast.demo", password: "viewer-demo-desk", role: "viewer", name: "Vera Holm" },
];
