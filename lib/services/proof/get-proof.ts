/** The last proof and what is open: figures for everybody, findings for those whose accounts they are in, all of them for auditors. */
import { parseCount } from "#lib/domain/shared/count.ts";
import type { ProofFinding, ProofPass } from "#prisma/generated/client.ts";
import { requirePermission } from "../authorize.ts";
import type { Context, Verb } from "../context.ts";
import type { LookCounts } from "./look-counts.ts";
import { type ProofStateName, readDeskProofState } from "./proof-state.ts";

const SHOWN = 100;

export interface ShownPass extends LookCounts {
  readonly id: string;
  readonly kind: string;
  readonly occasion: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly durationMs: number;
  readonly findings: number;
}

export interface ShownFinding extends Omit<ProofFinding, "checkName" | "scope"> {
  readonly check: string;
  readonly stops: string;
}

export interface Proof {
  readonly state: ProofStateName;
  readonly lastFull: ShownPass | null;
  readonly lastPass: ShownPass | null;
  /** When the account was looked at whole that has waited longest. */
  readonly oldestAt: Date | null;
  readonly requestedAt: Date | null;
  readonly openFindings: number;
  readonly findings: readonly ShownFinding[];
}

export async function getProof({ ctx }: Pick<Verb<never>, "ctx">): Promise<Proof> {
  requirePermission(ctx, "portfolio:read");
  const { database } = ctx;
  const latest = { orderBy: [{ startedAt: "desc" }, { id: "desc" }] as { startedAt: "desc" }[] };
  const [{ state, oldestAt }, lastFull, lastPass, waiting, openFindings, findings] = await Promise.all([
    readDeskProofState(database),
    database.proofPass.findFirst({ where: { kind: "full", finishedAt: { not: null } }, ...latest }),
    database.proofPass.findFirst({ where: { finishedAt: { not: null } }, ...latest }),
    database.proofPass.findFirst({ where: { finishedAt: null }, orderBy: { requestedAt: "asc" } }),
    database.proofFinding.count({ where: { closedAt: null } }),
    visibleFindings(ctx),
  ]);
  return {
    state,
    lastFull: shown(lastFull),
    lastPass: shown(lastPass),
    oldestAt,
    requestedAt: waiting?.requestedAt ?? null,
    openFindings,
    findings: findings.map(({ checkName, scope, ...finding }) => ({ ...finding, check: checkName, stops: scope })),
  };
}

/** What concerns no account concerns everybody; what is in somebody's account only those who may see it. */
async function visibleFindings(ctx: Context): Promise<ProofFinding[]> {
  const order = { orderBy: [{ firstSeenAt: "desc" as const }, { id: "desc" as const }], take: SHOWN };
  if (ctx.permissions.has("audit:read") && (ctx.userId === null || ctx.permissions.has("accounts:all"))) {
    return ctx.database.proofFinding.findMany({ where: { closedAt: null }, ...order });
  }
  // Without a user there is no account to be a member of.
  const { userId } = ctx;
  const mine =
    userId === null
      ? []
      : await ctx.database.accountMember.findMany({ where: { userId }, select: { accountId: true } });
  const OR = [{ accountId: null }, { accountId: { in: mine.map(({ accountId }) => accountId) } }];
  return ctx.database.proofFinding.findMany({ where: { closedAt: null, OR }, ...order });
}

/** A pass that has ended has all of its figures. */
function shown(pass: ProofPass | null): ShownPass | null {
  if (pass === null || pass.startedAt === null || pass.finishedAt === null) return null;
  const { id, kind, occasion, startedAt, finishedAt } = pass;
  return {
    ...{ id, kind, occasion, startedAt, finishedAt },
    durationMs: pass.durationMs ?? 0,
    accounts: pass.accounts ?? 0,
    orders: toCount(pass.orders),
    executions: toCount(pass.executions),
    journals: toCount(pass.journals),
    postings: toCount(pass.postings),
    findings: pass.findings ?? 0,
  };
}

function toCount(value: bigint | null): number {
  return parseCount(value?.toString(), { min: 0, max: Number.MAX_SAFE_INTEGER, fallback: 0 });
}
