"use client";
// The last proofs of the books: when, how much was looked at, how long it took, and what is open.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatDuration, formatTime } from "#components/format/time.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldLine, FieldList } from "#components/ui/field-list.tsx";
import { Dialog } from "#components/ui/modal.tsx";
import { send } from "#lib/client/acting.ts";
import { proofOptions } from "#lib/client/operations.ts";
import { paths } from "#lib/client/paths.ts";
import type { ProofPassView, ProofRequestView, ProofStateView, ProofView } from "#lib/contracts/proof.ts";
import { occasionWord, PROOF_LOOKS, seenWords } from "./proof-words.ts";

interface ProofDialogProps {
  readonly proof: Pick<ProofStateView, "state">;
  readonly zone: string;
  readonly mayRequest: boolean;
  readonly onClose: () => void;
}

export function ProofDialog({ proof, zone, mayRequest, onClose }: ProofDialogProps) {
  const { data, error } = useQuery(proofOptions());
  return (
    <Dialog
      open
      onClose={onClose}
      title="Proof of the books"
      footer={mayRequest ? <ProveNow waiting={(data?.requestedAt ?? null) !== null} /> : undefined}
    >
      <p className="mb-3">{PROOF_LOOKS[proof.state].meaning}</p>
      {error !== null && <p className="text-halt">The last proof could not be read: {error.message}</p>}
      {data !== undefined && <Passes proof={data} zone={zone} />}
      {data !== undefined && data.findings.length > 0 && <Findings findings={data.findings} />}
      <p className="mt-3 text-muted">
        Postings sum to zero per asset; balances are the sum of their postings; holds are what open orders need;
        positions and lots are the replay of everything that happened.
      </p>
    </Dialog>
  );
}

function Passes({
  proof: { lastFull, lastPass, oldestAt },
  zone,
}: {
  readonly proof: ProofView;
  readonly zone: string;
}) {
  if (lastFull === null) return <p>There was no full proof yet.</p>;
  return (
    <FieldList>
      <FieldLine name="Last full proof">
        {formatTime(lastFull.startedAt, { zone })}, {occasionWord(lastFull.occasion)}
      </FieldLine>
      <FieldLine name="Looked at">{seenWords(lastFull)}</FieldLine>
      <FieldLine name="Took">{formatDuration(lastFull.durationMs)}</FieldLine>
      <FieldLine name="Found">{foundWords(lastFull)}</FieldLine>
      {lastPass !== null && lastPass.id !== lastFull.id && (
        <FieldLine name="Last look">
          {formatTime(lastPass.startedAt, { zone })}: {seenWords(lastPass)}, {foundWords(lastPass)}
        </FieldLine>
      )}
      {oldestAt !== null && <FieldLine name="Every account since">{formatTime(oldestAt, { zone })}</FieldLine>}
    </FieldList>
  );
}

function foundWords({ findings }: ProofPassView): string {
  return findings === 0 ? "nothing" : `${findings} ${findings === 1 ? "mismatch" : "mismatches"}`;
}

function Findings({ findings }: { readonly findings: ProofView["findings"] }) {
  return (
    <ul className="mt-3 flex flex-col gap-2" aria-label="Open findings">
      {findings.map((finding) => (
        <li key={finding.id} className="rounded-md border border-halt bg-halt-soft px-2 py-1">
          <span className="font-semibold">{finding.check.replaceAll("_", " ")}</span>: {finding.message}
          {finding.journalId !== null && <span className="block text-muted text-xs">Journal {finding.journalId}</span>}
          {finding.accountId !== null && <span className="block text-muted text-xs">Account {finding.accountId}</span>}
        </li>
      ))}
    </ul>
  );
}

function ProveNow({ waiting }: { readonly waiting: boolean }) {
  const queries = useQueryClient();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function ask() {
    setSending(true);
    const idempotencyKey = crypto.randomUUID();
    const answer = await send<ProofRequestView>(paths.proof(), { method: "POST", idempotencyKey });
    setProblem(answer.ok ? null : answer.sentence);
    setSending(false);
    await queries.invalidateQueries({ queryKey: proofOptions().queryKey });
  }

  return (
    <>
      {problem !== null && <p className="text-halt">{problem}</p>}
      <Button disabled={waiting} busyText={sending ? "Asking…" : undefined} onClick={ask}>
        {waiting ? "Being proven" : "Prove everything now"}
      </Button>
    </>
  );
}
