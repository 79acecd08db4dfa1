/** The caller's open sessions, the newest first. */
import type { AccessContext } from "../access-context.ts";
import { requireSelf } from "../users/require-self.ts";
import { openSessionsWhere, ownSessionId } from "./session-rules.ts";

export interface SessionRecord {
  readonly id: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  /** The one that asks. */
  readonly current: boolean;
}

// More open sessions than this has nobody; the page shows them all.
const SHOWN_MAX = 200;

export async function listSessions({ ctx }: { readonly ctx: AccessContext }): Promise<readonly SessionRecord[]> {
  const userId = requireSelf(ctx);
  const rows = await ctx.database.session.findMany({
    where: { userId, ...openSessionsWhere(ctx) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN_MAX,
  });
  const current = ownSessionId(ctx);
  return rows.map(({ id, address, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
    id,
    address,
    userAgent,
    createdAt,
    lastSeenAt,
    expiresAt,
    current: id === current,
  }));
}
