"use client";
// Halts in force with who, why and since when, each with the way to resume for who may.
import { useState } from "react";
import { Age } from "#components/ui/age.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ListedHaltView } from "#lib/contracts/risk.ts";
import { liftHalt } from "./halt-calls.ts";

interface HaltsInForceProps {
  readonly halts: readonly ListedHaltView[];
  readonly zone: string;
  readonly mayLift: (halt: ListedHaltView) => boolean;
  readonly onLifted: () => void;
}

export function HaltsInForce({ halts, zone, mayLift, onLifted }: HaltsInForceProps) {
  const [lifting, setLifting] = useState<ListedHaltView | null>(null);
  return (
    <>
      <ul className="grid gap-3">
        {halts.map((halt) => (
          <li key={halt.id}>
            <Card className="border-halt!">
              <div className="flex flex-wrap items-start justify-between gap-3">
                <div className="min-w-0">
                  <p className="flex flex-wrap items-center gap-2 font-semibold">
                    <Badge tone="halt" shape="square">
                      in force
                    </Badge>
                    {scopeOf(halt)}
                  </p>
                  <p className="mt-1">“{halt.reason}”</p>
                  <p className="text-muted text-xs">
                    Set by {halt.setByName ?? "somebody who is gone"}, <TimeText at={halt.setAt} zone={zone} />{" "}
                    <Age at={halt.setAt} suffix=" ago" />
                  </p>
                </div>
                {mayLift(halt) && <Button onClick={() => setLifting(halt)}>Resume…</Button>}
              </div>
            </Card>
          </li>
        ))}
      </ul>
      {lifting !== null && (
        <ConfirmDialog
          open
          onClose={() => setLifting(null)}
          title="Resume trading"
          effect={
            <>New orders of {inSentence(lifting)} are taken again at once. Orders that were refused stay refused.</>
          }
          confirmLabel={`Resume ${inSentence(lifting)}`}
          busyLabel="Resuming…"
          tone="primary"
          reason={{ label: "Reason, kept in the audit" }}
          onConfirm={async (reason) => {
            const answer = await liftHalt(lifting.id, reason);
            if (!answer.ok) return answer.sentence;
            onLifted();
            return null;
          }}
        />
      )}
    </>
  );
}

function inSentence(halt: ListedHaltView): string {
  return halt.scope === "desk" ? "the whole desk" : (halt.accountName ?? "the account");
}

function scopeOf(halt: ListedHaltView): string {
  return halt.scope === "desk" ? "The whole desk" : (halt.accountName ?? "An account");
}
