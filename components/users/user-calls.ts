// What is done with users by plain calls; their role goes by an action.
import type { z } from "zod";
import { type Outcome, send } from "#lib/client/acting.ts";
import { paths } from "#lib/client/paths.ts";
import type { PasswordLinkView, UserCreatedView, UserJson } from "#lib/contracts/user.ts";
import type { Role } from "#lib/domain/access/permissions.ts";

interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export function createUser(body: NewUser): Promise<Outcome<z.output<typeof UserCreatedView>>> {
  return send(paths.users({}), { method: "POST", body });
}

interface StatusChange {
  readonly status: UserJson["status"];
  readonly version: number;
  readonly reason: string;
}

export function setStatus(userId: string, body: StatusChange): Promise<Outcome<UserJson>> {
  return send(paths.user(userId, "status"), { method: "PUT", body });
}

export function endSessions(userId: string): Promise<Outcome<{ readonly ended: number }>> {
  return send(paths.user(userId, "sessions"), { method: "DELETE" });
}

export function issueLink(userId: string): Promise<Outcome<z.output<typeof PasswordLinkView>>> {
  return send(paths.user(userId, "password-link"), { method: "POST", body: {} });
}
