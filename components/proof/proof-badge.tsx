"use client";
// Says whether the books are proven; pressed, it names the last full proof.
import { Suspense, useState } from "react";
import { formatTime } from "#components/format/time.ts";
import { Badge } from "#components/ui/badge.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { ProofStateView } from "#lib/contracts/proof.ts";
import { PROOF_LOOKS } from "./proof-words.ts";

// Comes with the first press.
const ProofDialog = lazyPart(async () => (await import("./proof-dialog.tsx")).ProofDialog);

interface ProofBadgeProps {
  readonly proof: Pick<ProofStateView, "state" | "at">;
  readonly zone: string;
  /** Offers to ask for a full proof now. */
  readonly mayRequest?: boolean;
}

export function ProofBadge({ proof, zone, mayRequest = false }: ProofBadgeProps) {
  const [open, setOpen] = useState(false);
  const { tone, shape, word, meaning } = PROOF_LOOKS[proof.state];
  const when = proof.at === null ? "" : ` Last looked at ${formatTime(proof.at, { zone })}.`;
  return (
    <>
      <button
        type="button"
        title={`${meaning}${when}`}
        onClick={() => setOpen(true)}
        className="inline-flex min-h-6 items-center rounded-sm hover:bg-raised pointer-coarse:min-h-11"
      >
        <Badge tone={tone} shape={shape}>
          {word}
        </Badge>
      </button>
      <Suspense fallback={null}>
        {open && <ProofDialog proof={proof} zone={zone} mayRequest={mayRequest} onClose={() => setOpen(false)} />}
      </Suspense>
    </>
  );
}
