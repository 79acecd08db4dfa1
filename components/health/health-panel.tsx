"use client";
// The health page in the browser: asks again every few seconds and stops believing what has grown old.
import { useQuery } from "@tanstack/react-query";
import { ProofBadge } from "#components/proof/proof-badge.tsx";
import { Age, useNow } from "#components/ui/age.tsx";
import { Card, PageHead } from "#components/ui/card.tsx";
import { healthOptions, proofOptions } from "#lib/client/operations.ts";
import type { HealthView } from "#lib/contracts/health.ts";
import type { ProofView } from "#lib/contracts/proof.ts";
import { HealthTable, StateBadge } from "./health-table.tsx";
import { agedHealth, healthSentence } from "./health-words.ts";

interface HealthPanelProps {
  readonly initial: HealthView;
  readonly proof: ProofView;
  /** Whether a full proof may be asked for here. */
  readonly mayProve: boolean;
  readonly zone: string;
}

export function HealthPanel({ initial, proof, mayProve, zone }: HealthPanelProps) {
  const query = useQuery(healthOptions());
  const { state, lastPass } = useQuery(proofOptions()).data ?? proof;
  const now = useNow();
  const health = agedHealth(query.data ?? initial, now);
  return (
    <>
      <PageHead
        title="Health"
        note={
          <>
            Checked <Age at={health.checkedAt} suffix=" ago" />, again every 5 s
          </>
        }
      />
      <p role="status" className="mb-3 flex flex-wrap items-center gap-2 text-base">
        <StateBadge state={health.state} />
        <span className="font-semibold">{healthSentence(health)}</span>
        <ProofBadge proof={{ state, at: lastPass?.startedAt ?? null }} zone={zone} mayRequest={mayProve} />
        {query.isError && <span className="text-halt">The last check was not answered: {query.error.message}</span>}
      </p>
      <Card flush>
        <HealthTable components={health.components} zone={zone} />
      </Card>
    </>
  );
}
