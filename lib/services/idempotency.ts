/** One request key, one effect: the claim, the effect and the stored answer share a transaction, so that a crash undoes all three. */
import { isLockTimeout } from "#lib/db/database-fault.ts";
import { claimKey, type KeyClaim, storeAnswer } from "#lib/db/idempotency.sql.ts";
import type { Transaction } from "#lib/db/transact.ts";
import type { Context } from "./context.ts";
import { ServiceError } from "./errors.ts";

export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Thrown to leave the transaction: this request has been answered before, and this is what it was told. */
export class IdempotentReplay extends Error {
  readonly answer: StoredAnswer;

  constructor(answer: StoredAnswer) {
    super("answered before");
    this.name = "IdempotentReplay";
    this.answer = answer;
  }
}

/** Refuses or replays unless the key is ours now. */
export function heedClaim(claim: KeyClaim): void {
  if (claim.claim === "new" || claim.claim === "none") return;
  if (claim.claim === "mismatch") {
    throw new ServiceError(
      "idempotency_key_reused",
      "This Idempotency-Key was used for a different request. Use a new key for a new request.",
    );
  }
  if (claim.claim === "replay" && claim.status !== null) {
    throw new IdempotentReplay({ status: claim.status, body: claim.body });
  }
  if (claim.claim !== "gone") throw keyInUse();
  // Its day was over between the claim and the look.
  throw new ServiceError("busy", "The key is just being cleared away. Nothing happened; try again in a second.", {
    retryAfterSeconds: 1,
  });
}

/** For writes that are not the order path: claim, do, store, in the caller's transaction. */
export async function once<T>(ctx: Context, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const claim = ctx.idempotency;
  if (claim === null || ctx.userId === null) return ctx.transact(work);
  const { userId } = ctx;
  return orBusy(() =>
    ctx.transact(async (tx) => {
      heedClaim(await claimKey(tx, { userId, ...claim }));
      const result = await work(tx);
      await storeAnswer(tx, { userId, key: claim.key, answer: claim.render(result) });
      return result;
    }),
  );
}

/** For verbs that do more than one transaction before they claim the key: what has been answered is answered again before anything is done. */
export async function replayIfAnswered(ctx: Context): Promise<void> {
  const claim = ctx.idempotency;
  if (claim === null || ctx.userId === null) return;
  const stored = await ctx.database.idempotencyKey.findUnique({
    where: { userId_key: { userId: ctx.userId, key: claim.key } },
    select: { fingerprint: true, status: true, body: true },
  });
  if (stored === null) return;
  const same = Buffer.from(stored.fingerprint).toString("hex") === claim.fingerprint;
  heedClaim(same ? { claim: "replay", status: stored.status, body: stored.body } : { claim: "mismatch" });
}

/** Something other than the key was locked for two seconds, such as the account or the desk: rolled back, and said so. */
export async function orBusy<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new ServiceError("busy", "Others were at work here for too long. Nothing happened; try again in a second.", {
      retryAfterSeconds: 1,
      cause: error,
    });
  }
}

/** A duplicate that is still running holds the key's row: after two seconds of waiting the caller is told so. */
function keyInUse(): ServiceError {
  return new ServiceError(
    "idempotency_key_in_use",
    "The same request is still being worked on. Try again in a second.",
    { retryAfterSeconds: 1 },
  );
}
