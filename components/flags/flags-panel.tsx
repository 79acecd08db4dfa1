"use client";
// The flags page in the browser: the table, and the dialog in which a switch is confirmed with its reason.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNow } from "#components/ui/age.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ServerAction } from "#lib/client/acting.ts";
import { flagsOptions } from "#lib/client/flags.ts";
import type { FlagsView, FlagView, ListedFlagView } from "#lib/contracts/flag.ts";
import { FlagDialog, type SetFlagBody } from "./flag-dialog.tsx";
import { FlagsTable } from "./flags-table.tsx";

interface FlagsPanelProps {
  readonly initial: FlagsView;
  readonly zone: string;
  readonly mayEdit: boolean;
  readonly save: ServerAction<SetFlagBody, FlagView>;
}

export function FlagsPanel({ initial, zone, mayEdit, save }: FlagsPanelProps) {
  const flags = useQuery(flagsOptions()).data ?? initial;
  const queries = useQueryClient();
  const now = useNow();
  const [switching, setSwitching] = useState<ListedFlagView | null>(null);
  return (
    <>
      <Card flush>
        {flags.items.length === 0 ? (
          <EmptyState kind="unused" title="No flags" action={{ href: "/health", label: "Look at health" }}>
            The worker makes them when it starts for the first time.
          </EmptyState>
        ) : (
          <FlagsTable flags={flags.items} zone={zone} now={now} onSwitch={mayEdit ? setSwitching : undefined} />
        )}
      </Card>
      {switching !== null && (
        <FlagDialog
          key={switching.key}
          flag={switching}
          save={save}
          onClose={() => {
            setSwitching(null);
            // Also after a refusal, which may have told of somebody else's change.
            void queries.invalidateQueries({ queryKey: ["flags"] });
          }}
          onSaved={(saved) => {
            setSwitching(null);
            // The server's word at once; who changed it comes with the next reading.
            queries.setQueryData(flagsOptions().queryKey, (list = initial) => ({
              items: list.items.map((flag) => (flag.key === saved.key ? { ...saved, updatedByName: null } : flag)),
            }));
            void queries.invalidateQueries({ queryKey: ["flags"] });
          }}
        />
      )}
    </>
  );
}
