/** A person's own sessions on the wire. */
import { z } from "zod";
import { Id, Instant } from "./common.ts";

export const SessionView = z
  .strictObject({
    id: Id,
    address: z.string().nullable(),
    userAgent: z.string().nullable(),
    createdAt: Instant,
    lastSeenAt: Instant,
    expiresAt: Instant,
    current: z.boolean().meta({ description: "The one that asks." }),
  })
  .meta({ id: "Session" });

export const SessionList = z.strictObject({ items: z.array(SessionView) }).meta({ id: "SessionList" });
export const SessionsEnded = z.strictObject({ ended: z.int().min(0) }).meta({ id: "SessionsEnded" });
export const SessionParams = z.strictObject({ sessionId: Id });

interface SessionLike {
  readonly id: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly current: boolean;
}

export function sessionView({ createdAt, lastSeenAt, expiresAt, ...rest }: SessionLike): z.infer<typeof SessionView> {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

export function sessionListView(sessions: readonly SessionLike[]): z.infer<typeof SessionList> {
  return { items: sessions.map(sessionView) };
}
