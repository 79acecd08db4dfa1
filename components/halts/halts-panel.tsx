"use client";
// The halts page in the browser: what is in force, the way to halt, and the history, kept true by the stream.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Card, PageHead } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { haltsOptions } from "#lib/client/risk.ts";
import type { HaltPage, ListedHaltView } from "#lib/contracts/risk.ts";
import { HaltButton } from "./halt-button.tsx";
import { HaltHistory } from "./halt-history.tsx";
import type { HaltScope } from "./halt-scope.ts";
import { HaltsInForce } from "./halts-in-force.tsx";

interface HaltsPanelProps {
  readonly inForce: HaltPage;
  readonly past: HaltPage;
  /** Null on the first page of the history. */
  readonly cursor: string | null;
  readonly scopes: readonly HaltScope[];
  readonly userId: string;
  readonly mayLiftAll: boolean;
  readonly mayLiftOwn: boolean;
  readonly zone: string;
}

export function HaltsPanel(props: HaltsPanelProps) {
  const { cursor, scopes, userId, zone } = props;
  const queries = useQueryClient();
  const router = useRouter();
  const inForce = useQuery(haltsOptions({ inForce: true })).data ?? props.inForce;
  const filter = { inForce: false, ...(cursor === null ? {} : { cursor }) };
  const past = useQuery(haltsOptions(filter)).data ?? props.past;
  const stopped = inForce.items.map(({ accountId }) => accountId);
  // What stands still already is not offered again.
  const free = scopes.filter(({ accountId }) => !stopped.includes(accountId));
  const mayLift = (halt: ListedHaltView) =>
    props.mayLiftAll || (props.mayLiftOwn && halt.accountId !== null && halt.setBy === userId);
  return (
    <>
      <PageHead
        title="Halts"
        note="A halt refuses new orders at once. Cancels always work, and fills of sent orders are booked."
      >
        <HaltButton scopes={free} full />
      </PageHead>
      <section aria-labelledby="halts-in-force" className="mb-3">
        <h2 id="halts-in-force" className="mb-2 font-semibold">
          In force now
        </h2>
        {inForce.items.length === 0 ? (
          <Card>
            <p>Nothing is halted. New orders are taken.</p>
          </Card>
        ) : (
          <HaltsInForce
            halts={inForce.items}
            zone={zone}
            mayLift={mayLift}
            onLifted={() => {
              void queries.invalidateQueries();
              router.refresh();
            }}
          />
        )}
      </section>
      <Card title="History" flush>
        {past.items.length === 0 ? (
          <NoHistory later={cursor !== null} />
        ) : (
          <HaltHistory halts={past.items} zone={zone} />
        )}
      </Card>
      <div className="mt-3 flex justify-end gap-2">
        {cursor !== null && <LinkButton href="/halts">Newest</LinkButton>}
        {past.nextCursor !== null && <LinkButton href={`/halts?cursor=${past.nextCursor}`}>Older</LinkButton>}
      </div>
    </>
  );
}

function NoHistory({ later }: { readonly later: boolean }) {
  if (later)
    return (
      <EmptyState kind="filtered" title="No older halts" action={{ href: "/halts", label: "Back to the newest" }} />
    );
  return (
    <EmptyState kind="unused" title="No halt has been lifted yet" action={{ href: "/risk", label: "Look at risk" }}>
      Halts that are over appear here with their reasons.
    </EmptyState>
  );
}
