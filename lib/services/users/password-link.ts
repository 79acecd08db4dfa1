/** One-time links to set a password: good for a day, stored as a hash, used up by the first who opens the door with it. */
import { createHash, randomBytes } from "node:crypto";
import type { Tx } from "#lib/db/client.ts";
import type { Context } from "../context.ts";

export interface PasswordLink {
  /** A path of the desk; whoever has it may set the password, so it is shown once. */
  readonly path: string;
  readonly expiresAt: Date;
}

const DAY_MS = 24 * 3_600_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** An older link of the same user stops working. */
export async function issueLink(tx: Tx, ctx: Context, userId: string): Promise<PasswordLink> {
  const token = randomBytes(32).toString("base64url");
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + DAY_MS);
  await tx.passwordToken.deleteMany({ where: { userId, usedAt: null } });
  await tx.passwordToken.create({
    data: { id: ctx.newId(), userId, tokenHash: hashToken(token), createdAt, expiresAt },
  });
  return { path: `/set-password?token=${token}`, expiresAt };
}

/** The user whose link this is; null when it is unknown, used or too old. The second of two at once gets null. */
export async function useLink(tx: Tx, token: string, now: Date): Promise<string | null> {
  if (!TOKEN.test(token)) return null;
  const used = await tx.passwordToken.updateManyAndReturn({
    where: { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
    select: { userId: true },
  });
  return used[0]?.userId ?? null;
}

function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}
