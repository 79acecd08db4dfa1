"use server";
// One's own password and sessions, from the settings page: the verbs behind /api/v1/me/password and /api/v1/sessions.
import { headers } from "next/headers";
import { z } from "zod";
import { Id } from "#lib/contracts/common.ts";
import { ChangePasswordBody } from "#lib/contracts/me.ts";
import { type ActionResult, action } from "#lib/server/action.ts";
import { addressOf } from "#lib/server/identify.ts";
import { endOtherSessions, endSession, type SessionsEnded } from "#lib/services/sessions/end-sessions.ts";
import { changePassword } from "#lib/services/users/passwords.ts";

const change = action<typeof ChangePasswordBody, void, undefined>(ChangePasswordBody, async ({ ctx, input }) =>
  changePassword({ ctx, input: { ...input, address: addressOf(await headers()) } }),
);

export async function changePasswordAction(raw: unknown): Promise<ActionResult<undefined>> {
  return change(raw);
}

const EndSessionBody = z.strictObject({ sessionId: Id.nullable() });

const end = action<typeof EndSessionBody, SessionsEnded, SessionsEnded>(
  EndSessionBody,
  ({ ctx, input: { sessionId } }) =>
    sessionId === null ? endOtherSessions({ ctx }) : endSession({ ctx, input: { sessionId } }),
);

export async function endSessionAction(raw: unknown): Promise<ActionResult<SessionsEnded>> {
  return end(raw);
}
