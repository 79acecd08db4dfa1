/** Signing in: the same words and the same time for an unknown e-mail and a wrong password, and a wait after five failures. */
import type { AccessContext, AccessVerb } from "../access-context.ts";
import { recordAudit } from "../audit.ts";
import { ServiceError } from "../errors.ts";
import { startSession } from "../sessions/start-session.ts";
import { asUser } from "./as-user.ts";
import { type Attempt, countingAttempt, forgetAttempt } from "./attempts.ts";

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent: string | null;
}

export interface SignedIn {
  readonly sessionId: string;
  readonly userId: string;
  readonly expiresAt: Date;
}

export async function signIn({ ctx, input }: AccessVerb<SignInInput>): Promise<SignedIn> {
  const email = plainText(input.email).trim().toLowerCase();
  const user = await ctx.database.user.findUnique({
    where: { email },
    select: { id: true, status: true, passwordHash: true },
  });
  // Counted as a failure before the password is looked at: many guesses at once are counted one by one all the same.
  return countingAttempt(
    ctx,
    { to: "sign_in", email, address: input.address, userId: user?.id ?? null },
    async (attempt) => {
      const stored = user?.status === "active" ? user.passwordHash : null;
      const right = await ctx.passwords.verify(input.password, stored);
      if (user === null || stored === null || !right) throw refused();
      return openFor(ctx, { input, attempt, userId: user.id, stored });
    },
  );
}

/** A form may bring what PostgreSQL cannot even compare; no e-mail has it, so leaving it out finds nobody. */
function plainText(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}/gu, "");
}

function refused(): ServiceError {
  return new ServiceError("unauthenticated", "That e-mail and password do not fit together.");
}

interface Proven {
  readonly input: SignInInput;
  readonly attempt: Attempt;
  readonly userId: string;
  readonly stored: string;
}

async function openFor(ctx: AccessContext, { input, attempt, userId, stored }: Proven): Promise<SignedIn> {
  const outdated = ctx.passwords.isOutdated(stored);
  const rehashed = outdated ? await ctx.passwords.hash(input.password) : null;
  return ctx.transact(async (tx) => {
    await forgetAttempt(tx, attempt);
    // Disabled or changed since it was read: then this password opens nothing.
    const current = await tx.user.updateManyAndReturn({
      where: { id: userId, status: "active", passwordHash: stored },
      data: { lastSeenAt: ctx.clock.now(), ...(rehashed === null ? {} : { passwordHash: rehashed }) },
      select: { id: true },
    });
    if (current.length === 0) throw refused();
    const acting = asUser(ctx, userId);
    const session = await startSession(tx, acting, { userId, address: input.address, userAgent: input.userAgent });
    if (rehashed !== null) {
      const entry = { action: "user.rehash_password", entityType: "user", entityId: userId };
      await recordAudit(tx, acting, { ...entry, before: null, after: { changed: ["password_hash"] } });
    }
    return { ...session, userId };
  });
}
