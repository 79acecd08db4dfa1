"use server";
// Changing a role from our own form.
import type { UserJson } from "#lib/contracts/user.ts";
import { type ActionResult, action } from "#lib/server/action.ts";
import type { UserRecord } from "#lib/services/users/user-record.ts";
import { setRoleForm } from "./set-role-form.ts";

const { schema, run, options } = setRoleForm;
const change = action<typeof schema, UserRecord, UserJson>(schema, run, options);

export async function setRoleAction(raw: unknown): Promise<ActionResult<UserJson>> {
  return change(raw);
}
