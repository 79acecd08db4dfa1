/** The proof of the books on the wire: when it was last made, how much it saw, and what it found. */
import { z } from "zod";
import { Id, Instant } from "./common.ts";
import { viewOf } from "./view.ts";

export const PROOF_STATES = ["proven", "checking", "broken", "never"] as const;

const state = z.enum(PROOF_STATES).meta({
  description:
    "proven: nothing is found. checking: a look is due or was asked for. broken: a finding is open. never: there was no full proof yet.",
});
const kind = z.enum(["full", "changed"]).meta({
  description: "full: every account and every journal. changed: accounts that moved, and some that waited longest.",
});

export const ProofStateView = z
  .strictObject({
    state,
    at: Instant.nullable().meta({ description: "The moment of the books that were looked at last." }),
    kind: kind.nullable(),
  })
  .meta({ id: "ProofState" });
export type ProofStateView = z.output<typeof ProofStateView>;

const count = z.int().min(0);

export const ProofPassView = z
  .strictObject({
    id: Id,
    kind,
    occasion: z.enum(["minute", "nightly", "request", "command"]),
    startedAt: Instant.meta({ description: "The moment of the snapshot that was looked at." }),
    finishedAt: Instant,
    durationMs: count,
    accounts: count,
    orders: count,
    executions: count,
    journals: count,
    postings: count,
    findings: count.meta({ description: "Confirmed by a second look." }),
  })
  .meta({ id: "ProofPass" });
export type ProofPassView = z.output<typeof ProofPassView>;

export const ProofFindingView = z
  .strictObject({
    id: Id,
    check: z.string(),
    stops: z.enum(["desk", "account"]),
    accountId: Id.nullable(),
    journalId: Id.nullable(),
    orderId: Id.nullable(),
    message: z.string(),
    firstSeenAt: Instant,
    lastSeenAt: Instant,
  })
  .meta({ id: "ProofFinding" });

export const ProofView = z
  .strictObject({
    state,
    lastFull: ProofPassView.nullable(),
    lastPass: ProofPassView.nullable(),
    oldestAt: Instant.nullable().meta({
      description:
        "When the account was looked at whole that has waited longest for it; null before the first full proof.",
    }),
    requestedAt: Instant.nullable().meta({ description: "Since when a full pass that was asked for is waiting." }),
    openFindings: count.meta({ description: "On the whole desk." }),
    findings: z.array(ProofFindingView).meta({
      description:
        "Open ones, the newest first, at most 100: all for those who read the audit log, else those of one's own accounts.",
    }),
  })
  .meta({ id: "Proof" });
export type ProofView = z.output<typeof ProofView>;
export const toProofView = viewOf(ProofView);

export const ProofRequestView = z.strictObject({ id: Id, requestedAt: Instant }).meta({ id: "ProofRequest" });
export type ProofRequestView = z.output<typeof ProofRequestView>;
export const toProofRequestView = viewOf(ProofRequestView);
