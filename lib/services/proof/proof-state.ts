/** What the books of an account, or of the whole desk, are known to be. */
import type { Database } from "#lib/db/client.ts";
import { type ProofMarks, readProofMarks } from "#lib/db/proof.sql.ts";

export const PROOF_STATES = ["proven", "checking", "broken", "never"] as const;
/** broken: a finding is open. checking: a look is due, because it was asked for, because the account is new, or because the last is a day old. */
export type ProofStateName = (typeof PROOF_STATES)[number];

export interface ProofState {
  readonly state: ProofStateName;
  /** The moment of the books that were looked at last; null when never. */
  readonly at: Date | null;
  readonly kind: "full" | "changed" | null;
}

export interface DeskProofState extends ProofState {
  /** When the account was looked at whole that has waited longest; null when never. */
  readonly oldestAt: Date | null;
}

const OLD_MS = 26 * 3_600_000;

export async function readProofState(database: Database, accountId: string | null): Promise<ProofState> {
  return stateOf(await readProofMarks(database, accountId));
}

export async function readDeskProofState(database: Database): Promise<DeskProofState> {
  const marks = await readProofMarks(database, null);
  return { ...stateOf(marks), oldestAt: marks.lastFullAt === null ? null : marks.oldestAt };
}

function stateOf({ now, lastFullAt, accountAt, openedAt, findings, waiting }: ProofMarks): ProofState {
  const fullAt = lastFullAt === null || (openedAt !== null && lastFullAt < openedAt) ? null : lastFullAt;
  const byChange = accountAt !== null && (fullAt === null || accountAt > fullAt);
  const at = byChange ? accountAt : fullAt;
  const seen = { at, kind: at === null ? null : byChange ? ("changed" as const) : ("full" as const) };
  if (findings) return { state: "broken", ...seen };
  if (lastFullAt === null) return { state: "never", ...seen };
  const due = waiting || at === null || now.getTime() - at.getTime() > OLD_MS;
  return { state: due ? "checking" : "proven", ...seen };
}
