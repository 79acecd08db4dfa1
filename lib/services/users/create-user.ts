/** Makes a user. Without a password there is a one-time link instead, with which they choose their own. */
import { isUniqueViolation } from "#lib/db/database-fault.ts";
import type { Role } from "#lib/domain/access/permissions.ts";
import type { AccessVerb } from "../access-context.ts";
import { recordAudit } from "../audit.ts";
import { requirePermission } from "../authorize.ts";
import { ServiceError } from "../errors.ts";
import { issueLink, type PasswordLink } from "./password-link.ts";
import { requireGoodPassword } from "./password-rules.ts";
import { toUserRecord, type UserRecord, userSnapshot } from "./user-record.ts";

export interface CreateUserInput {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password?: string | undefined;
}

export interface UserCreated {
  readonly user: UserRecord;
  /** Null when a password was given. */
  readonly setPassword: PasswordLink | null;
}

export async function createUser({ ctx, input }: AccessVerb<CreateUserInput>): Promise<UserCreated> {
  requirePermission(ctx, "users:edit");
  const email = input.email.trim().toLowerCase();
  if (input.password !== undefined) requireGoodPassword(input.password, email);
  const passwordHash = input.password === undefined ? null : await ctx.passwords.hash(input.password);
  const createdAt = ctx.clock.now();
  try {
    return await ctx.transact(async (tx) => {
      const data = {
        id: ctx.newId(),
        email,
        name: input.name.trim(),
        role: input.role,
        passwordHash,
        createdAt,
        updatedAt: createdAt,
      };
      const user = toUserRecord(await tx.user.create({ data }));
      await recordAudit(tx, ctx, {
        action: "user.create",
        entityType: "user",
        entityId: user.id,
        before: null,
        after: userSnapshot(user),
      });
      return { user, setPassword: passwordHash === null ? await issueLink(tx, ctx, user.id) : null };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ServiceError("conflict", "There is a user with this e-mail already.", {
      errors: [{ pointer: "/email", detail: "belongs to a user already" }],
    });
  }
}
