/** Disables a user, which ends their sessions and stops their keys at once, or enables one again. */
import type { AccessVerb } from "../access-context.ts";
import { requirePermission } from "../authorize.ts";
import { endWhere } from "../sessions/end-sessions.ts";
import { changeUser } from "./change-user.ts";
import type { UserRecord } from "./user-record.ts";

export interface SetStatusInput {
  readonly userId: string;
  readonly status: UserRecord["status"];
  readonly version: number;
  readonly reason: string;
}

export async function setStatus({ ctx, input }: AccessVerb<SetStatusInput>): Promise<UserRecord> {
  requirePermission(ctx, "users:edit");
  const { status, ...rest } = input;
  return ctx.transact(async (tx) => {
    const action = status === "disabled" ? "user.disable" : "user.enable";
    const user = await changeUser(tx, ctx, { ...rest, action, set: { status } });
    if (status === "disabled") await endWhere(tx, ctx, { userId: user.id }, "disabled");
    return user;
  });
}
