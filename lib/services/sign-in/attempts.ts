/**
 * Counts wrong passwords. Failed sign-ins count per account and per address, and whoever has signed in from an address before keeps a count
 * of their own there. A wrong current password of somebody who is signed in counts for them alone: it shuts out nobody behind their address.
 */
import { lockSubject } from "#lib/db/access.sql.ts";
import type { Tx } from "#lib/db/client.ts";
import type { AccessContext } from "../access-context.ts";
import { ServiceError } from "../errors.ts";

const ACCOUNT_WINDOW_MS = 15 * 60_000;
const ADDRESS_WINDOW_MS = 60_000;
const KNOWN_ADDRESS_MS = 90 * 24 * 3_600_000;

export interface Attempt {
  readonly id: string;
}

export type AttemptBy =
  | { readonly to: "sign_in"; readonly email: string; readonly address: string; readonly userId: string | null }
  | { readonly to: "change_password"; readonly userId: string; readonly address: string };

const KINDS = {
  sign_in: { failed: "sign_in_failed", limited: "sign_in_limited" },
  change_password: { failed: "password_refused", limited: "password_limited" },
} as const;

// Attempts of this process whose password is being looked at: they count, but may yet turn out right.
const underway = new Set<string>();
const LOOKS_MAX = 12;
const LOOK_PAUSE_MS = 250;

/** Refuses when there were too many failures; else runs `check` with the attempt written down as failed until `forgetAttempt` says better. */
export async function countingAttempt<T>(
  ctx: AccessContext,
  by: AttemptBy,
  check: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const attempt = await noteAttempt(ctx, by);
  underway.add(attempt.id);
  try {
    return await check(attempt);
  } finally {
    underway.delete(attempt.id);
  }
}

/** Several people behind one address may sign in at the same moment: who is blocked only by attempts that are underway waits for them. */
async function noteAttempt(ctx: AccessContext, by: AttemptBy): Promise<Attempt> {
  const subject = ctx.keyedHash.hex(by.to === "sign_in" ? `sign-in:${by.email}` : `change-password:${by.userId}`);
  for (let look = 1; ; look += 1) {
    const noted = await ctx.transact((tx) => noteUnlessBlocked(tx, ctx, subject, by, look === LOOKS_MAX));
    if ("id" in noted) return noted;
    if (!noted.mayClear || look === LOOKS_MAX) throw tooMany(by, noted.until, ctx.clock.now());
    await new Promise((resolve) => setTimeout(resolve, LOOK_PAUSE_MS));
  }
}

async function noteUnlessBlocked(
  tx: Tx,
  ctx: AccessContext,
  subject: string,
  by: AttemptBy,
  last: boolean,
): Promise<Attempt | Block> {
  await lockSubject(tx, `sign-in:${subject}`);
  if (by.to === "sign_in") await lockSubject(tx, `sign-in-address:${by.address}`);
  const block = await findBlock(tx, ctx, subject, by);
  const row = { id: ctx.newId(), userId: by.userId, subject, address: by.address, createdAt: ctx.clock.now() };
  if (block === null) {
    await tx.securityEvent.create({ data: { ...row, kind: KINDS[by.to].failed } });
    return { id: row.id };
  }
  // A refused attempt is written down too, but does not make the wait longer.
  if (last || !block.mayClear) await tx.securityEvent.create({ data: { ...row, kind: KINDS[by.to].limited } });
  return block;
}

/** It was the right password after all. */
export async function forgetAttempt(tx: Tx, { id }: Attempt): Promise<void> {
  await tx.securityEvent.deleteMany({ where: { id } });
}

interface Block {
  readonly until: Date;
  /** One of the attempts that count is still being looked at. */
  readonly mayClear: boolean;
}

async function findBlock(tx: Tx, ctx: AccessContext, subject: string, by: AttemptBy): Promise<Block | null> {
  const now = ctx.clock.now().getTime();
  const max = ctx.accessRules.signInFailuresMax;
  const kind = KINDS[by.to].failed;
  if (by.to === "change_password") return fullWindow(tx, { kind, subject }, { now, windowMs: ACCOUNT_WINDOW_MS, max });
  const known = await isKnownAddress(tx, by, new Date(now - KNOWN_ADDRESS_MS));
  // Strangers who guess at an account must not shut its owner out.
  const account = { kind, subject, ...(known ? { address: by.address } : {}) };
  const blocks = [
    await fullWindow(tx, account, { now, windowMs: ACCOUNT_WINDOW_MS, max }),
    await fullWindow(tx, { kind, address: by.address }, { now, windowMs: ADDRESS_WINDOW_MS, max }),
  ].filter((block) => block !== null);
  const [longest] = blocks.toSorted((a, b) => b.until.getTime() - a.until.getTime());
  return longest === undefined ? null : { until: longest.until, mayClear: blocks.every(({ mayClear }) => mayClear) };
}

async function isKnownAddress(tx: Tx, { userId, address }: AttemptBy, since: Date): Promise<boolean> {
  if (userId === null) return false;
  return (
    (await tx.session.findFirst({ where: { userId, address, createdAt: { gt: since } }, select: { id: true } })) !==
    null
  );
}

interface Failures {
  readonly kind: string;
  readonly subject?: string;
  readonly address?: string;
}

interface Window {
  readonly now: number;
  readonly windowMs: number;
  readonly max: number;
}

/** Blocked until the oldest of the last `max` failures leaves the window. */
async function fullWindow(tx: Tx, which: Failures, { now, windowMs, max }: Window): Promise<Block | null> {
  const rows = await tx.securityEvent.findMany({
    where: { ...which, createdAt: { gt: new Date(now - windowMs) } },
    orderBy: { createdAt: "desc" },
    take: max,
    select: { id: true, createdAt: true },
  });
  const oldest = rows.at(-1);
  if (oldest === undefined || rows.length < max) return null;
  return { until: new Date(oldest.createdAt.getTime() + windowMs), mayClear: rows.some(({ id }) => underway.has(id)) };
}

function tooMany({ to }: AttemptBy, until: Date, now: Date): ServiceError {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const wait = seconds < 60 ? `${seconds} ${seconds === 1 ? "second" : "seconds"}` : minutes(Math.ceil(seconds / 60));
  return new ServiceError(
    "rate_limited",
    `Too many ${to === "sign_in" ? "failed sign-ins" : "wrong passwords"}. Try again in ${wait}.`,
    {
      retryAfterSeconds: seconds,
    },
  );
}

function minutes(count: number): string {
  return `${count} ${count === 1 ? "minute" : "minutes"}`;
}
