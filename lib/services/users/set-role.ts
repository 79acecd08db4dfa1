/** Gives a user another role; their sessions and keys have it, or lose it, with their next request. */
import type { Role } from "#lib/domain/access/permissions.ts";
import type { AccessVerb } from "../access-context.ts";
import { requirePermission } from "../authorize.ts";
import { changeUser } from "./change-user.ts";
import type { UserRecord } from "./user-record.ts";

export interface SetRoleInput {
  readonly userId: string;
  readonly role: Role;
  readonly version: number;
  readonly reason: string;
}

export async function setRole({ ctx, input }: AccessVerb<SetRoleInput>): Promise<UserRecord> {
  requirePermission(ctx, "users:edit");
  const { role, ...rest } = input;
  return ctx.transact((tx) => changeUser(tx, ctx, { ...rest, action: "user.set_role", set: { role } }));
}
