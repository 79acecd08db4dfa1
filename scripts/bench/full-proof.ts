/** How long a full proof of everything takes that the measurements before it left in the books. */
import { parseCount } from "#lib/domain/shared/count.ts";
import type { Rig } from "../rig/rig.ts";

export interface FullProof {
  readonly postings: number;
  readonly accounts: number;
  readonly ms: number;
}

/** Throws when the books do not agree. */
export async function benchFullProof(rig: Rig): Promise<FullProof> {
  const { clean, counts, durationMs } = JSON.parse(await rig.ballast("verify", "--json"));
  if (clean !== true) throw new Error("The books do not agree.");
  const count = (value: unknown) => parseCount(String(value), { min: 1, max: Number.MAX_SAFE_INTEGER });
  return { postings: count(counts.postings), accounts: count(counts.accounts), ms: count(durationMs) };
}
