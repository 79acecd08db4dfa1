"use client";
// The jobs page in the browser: queues above, jobs of one or all of them below.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { jobsOptions, queuesOptions } from "#lib/client/operations.ts";
import type { JobPage, QueuesView } from "#lib/contracts/job.ts";
import { type JobsPlace, jobsHref } from "./jobs-address.ts";
import { JobsTable } from "./jobs-table.tsx";
import { QueuesTable } from "./queues-table.tsx";

interface JobsPanelProps {
  readonly queues: QueuesView;
  readonly jobs: JobPage;
  readonly place: JobsPlace;
  readonly zone: string;
  readonly mayRedrive: boolean;
}

const TABS = [
  { state: "failed", label: "Failed" },
  { state: "waiting", label: "Waiting" },
  { state: "active", label: "Running" },
  { state: "all", label: "All" },
] as const;

export function JobsPanel({ queues, jobs, place, zone, mayRedrive }: JobsPanelProps) {
  const client = useQueryClient();
  const allQueues = useQuery(queuesOptions()).data ?? queues;
  const page = useQuery(jobsOptions(place)).data ?? jobs;
  const { cursor: _cursor, ...here } = place;
  return (
    <>
      <Card title="Queues" flush className="mb-3">
        <QueuesTable
          queues={allQueues.items}
          hrefOf={({ name, deadLetters }) => jobsHref({ queue: name, state: deadLetters ? "waiting" : "all" })}
          selected={place.queue}
        />
      </Card>
      <Tabs
        label="Jobs by state"
        items={TABS.map(({ state, label }) => ({
          href: jobsHref({ ...here, state }),
          label,
          current: (place.state ?? "all") === state,
        }))}
      />
      <Card flush className="rounded-t-none! border-t-0!">
        {page.items.length === 0 ? (
          <NoJobs
            filtered={place.queue !== undefined || place.cursor !== undefined || (place.state ?? "all") !== "all"}
          />
        ) : (
          <JobsTable
            jobs={page.items}
            zone={zone}
            mayRedrive={mayRedrive}
            onRedriven={() => {
              void client.invalidateQueries({ queryKey: ["jobs"] });
              void client.invalidateQueries({ queryKey: ["queues"] });
            }}
          />
        )}
      </Card>
      <div className="mt-3 flex justify-end gap-2">
        {place.cursor !== undefined && <LinkButton href={jobsHref(here)}>Newest</LinkButton>}
        {page.nextCursor !== null && (
          <LinkButton href={jobsHref({ ...here, cursor: page.nextCursor })}>Older</LinkButton>
        )}
      </div>
    </>
  );
}

function NoJobs({ filtered }: { readonly filtered: boolean }) {
  if (filtered)
    return <EmptyState kind="filtered" title="No such jobs" action={{ href: "/jobs", label: "Show all jobs" }} />;
  return (
    <EmptyState
      kind="unused"
      title="No job waits, runs or has failed"
      action={{ href: "/health", label: "Look at health" }}
    >
      Jobs that are done are not kept here.
    </EmptyState>
  );
}
