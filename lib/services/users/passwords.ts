/** Setting passwords: one's own by knowing the old one, a first or forgotten one by a one-time link that an admin hands out. */
import type { Tx } from "#lib/db/client.ts";
import type { AccessContext, AccessVerb } from "../access-context.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import { notFound, ServiceError } from "../errors.ts";
import { endWhere } from "../sessions/end-sessions.ts";
import { ownSessionId } from "../sessions/session-rules.ts";
import { asUser } from "../sign-in/as-user.ts";
import { countingAttempt, forgetAttempt } from "../sign-in/attempts.ts";
import { issueLink, type PasswordLink, useLink } from "./password-link.ts";
import { requireGoodPassword } from "./password-rules.ts";
import { requireSelf } from "./require-self.ts";

export interface ChangePasswordInput {
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly address: string;
}

/** All other sessions of the user end: whoever knew the old password is out. */
export async function changePassword({ ctx, input }: AccessVerb<ChangePasswordInput>): Promise<void> {
  const userId = requireSelf(ctx);
  const user = await ctx.database.user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, passwordHash: true },
  });
  requireGoodPassword(input.newPassword, user.email, "/newPassword");
  await countingAttempt(ctx, { to: "change_password", userId, address: input.address }, async (attempt) => {
    if (!(await ctx.passwords.verify(input.currentPassword, user.passwordHash))) {
      const detail = "is not your password";
      throw new ServiceError("invalid", `The current password ${detail}.`, {
        errors: [{ pointer: "/currentPassword", detail }],
      });
    }
    const passwordHash = await ctx.passwords.hash(input.newPassword);
    await ctx.transact(async (tx) => {
      await forgetAttempt(tx, attempt);
      await store(tx, ctx, userId, passwordHash, "user.change_password");
    });
  });
}

/** The answer is the same for every link that does not work. */
export async function setPassword({
  ctx,
  input,
}: AccessVerb<{ readonly token: string; readonly password: string }>): Promise<void> {
  requireGoodPassword(input.password, "");
  const passwordHash = await ctx.passwords.hash(input.password);
  await ctx.transact(async (tx) => {
    const userId = await useLink(tx, input.token, ctx.clock.now());
    const user =
      userId === null
        ? null
        : await tx.user.findFirst({ where: { id: userId, status: "active" }, select: { id: true, email: true } });
    if (user === null)
      throw new ServiceError(
        "not_found",
        "This link has been used, or it is older than 24 hours. Ask an admin for a new one.",
      );
    requireGoodPassword(input.password, user.email);
    await store(tx, asUser(ctx, user.id), user.id, passwordHash, "user.set_password");
  });
}

/** For somebody who has forgotten theirs; the old password works until the link is used. */
export async function issuePasswordLink({
  ctx,
  input,
}: AccessVerb<{ readonly userId: string }>): Promise<PasswordLink> {
  requirePermission(ctx, "users:edit");
  return ctx.transact(async (tx) => {
    const user = await tx.user.findFirst({ where: { id: input.userId, status: "active" }, select: { id: true } });
    if (user === null) throw notFound("user");
    const link = await issueLink(tx, ctx, user.id);
    const entry = { action: "user.issue_password_link", entityType: "user", entityId: user.id };
    await recordAudit(tx, ctx, { ...entry, before: null, after: { expiresAt: link.expiresAt } });
    return link;
  });
}

async function store(tx: Tx, ctx: AccessContext, userId: string, passwordHash: string, action: string): Promise<void> {
  await tx.user.update({ where: { id: userId }, data: { passwordHash, updatedAt: ctx.clock.now() } });
  const own = ownSessionId(ctx);
  await endWhere(tx, ctx, { userId, ...(own === null || own === "" ? {} : { id: { not: own } }) }, "password_changed");
  await recordAudit(tx, ctx, {
    action,
    entityType: "user",
    entityId: userId,
    before: null,
    after: { changed: ["password"] },
  });
}
