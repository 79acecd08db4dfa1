"use client";
// Jobs, newest first, with payloads reduced to ids; a dead letter can be given another chance.
import { useState } from "react";
import { Badge, type Shape, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { DrawerTable } from "#components/ui/drawer-table.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { type Column, RowActions } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { JobView } from "#lib/contracts/job.ts";
import { redriveJob } from "./job-calls.ts";

interface JobsTableProps {
  readonly jobs: readonly JobView[];
  readonly zone: string;
  readonly mayRedrive: boolean;
  readonly onRedriven: () => void;
}

export function JobsTable({ jobs, zone, mayRedrive, onRedriven }: JobsTableProps) {
  const [chosen, setChosen] = useState<JobView | null>(null);
  return (
    <>
      <DrawerTable
        param="job"
        titleOf={(job) => `Job in ${job.queue}`}
        more={(job) => ({
          Started: job.startedAt === null ? "--" : <TimeText at={job.startedAt} zone={zone} />,
          Ended: job.completedAt === null ? "--" : <TimeText at={job.completedAt} zone={zone} />,
          Id: <code className="break-all font-mono text-xs">{job.id}</code>,
        })}
        caption="Jobs, newest first"
        columns={columnsOf(zone, mayRedrive ? setChosen : null)}
        rows={jobs}
        rowKey={(job) => job.id}
        density="comfortable"
      />
      {chosen !== null && (
        <ConfirmDialog
          open
          onClose={() => setChosen(null)}
          title="Redrive this job"
          effect={
            <>
              1 job goes back to the queue <code className="font-mono">{chosen.sourceQueue}</code> under its old key:{" "}
              {payloadOf(chosen)}. If its work was done after all, it is not done twice.
            </>
          }
          confirmLabel="Redrive 1 job"
          busyLabel="Sending it back…"
          tone="primary"
          reason={{ label: "Reason, kept in the audit" }}
          onConfirm={async (reason) => {
            const answer = await redriveJob(chosen.id, reason);
            if (!answer.ok) return answer.sentence;
            onRedriven();
            return null;
          }}
        />
      )}
    </>
  );
}

const LOOKS: { readonly [state: string]: { readonly tone: Tone; readonly shape: Shape; readonly word: string } } = {
  created: { tone: "neutral", shape: "ring", word: "waiting" },
  retry: { tone: "warn", shape: "triangle", word: "to be tried again" },
  active: { tone: "info", shape: "half", word: "running" },
  failed: { tone: "halt", shape: "cross", word: "failed" },
};

function columnsOf(zone: string, onRedrive: ((job: JobView) => void) | null): Column<JobView>[] {
  return [
    { key: "created", header: "Made", phone: "sub", cell: (job) => <TimeText at={job.createdAt} zone={zone} /> },
    { key: "queue", header: "Queue", phone: "lead", cell: (job) => job.queue },
    { key: "state", header: "State", phone: "trail", cell: (job) => <JobState job={job} /> },
    { key: "payload", header: "About", cell: (job) => <Payload job={job} /> },
    { key: "tries", header: "Tries again", align: "end", cell: triesOf },
    {
      key: "error",
      header: "Last error",
      cell: (job) => <span className="block max-w-sm whitespace-normal py-1">{job.error ?? "--"}</span>,
      inDrawer: (job) => job.error ?? "--",
    },
    {
      key: "act",
      header: "",
      headerTitle: "Actions",
      align: "end",
      phone: "subtrail",
      cell: (job) =>
        job.sourceQueue !== null && onRedrive !== null ? (
          <RowActions>
            <Button size="small" onClick={() => onRedrive(job)}>
              Redrive…
            </Button>
          </RowActions>
        ) : null,
    },
  ];
}

/** What is tried for ever has no limit. */
function triesOf({ retryCount, retryLimit }: JobView): string {
  return retryCount > retryLimit ? `${retryCount}, without a limit` : `${retryCount} of ${retryLimit}`;
}

function JobState({ job }: { readonly job: JobView }) {
  if (job.sourceQueue !== null) {
    return (
      <Badge tone="halt" shape="cross">
        gave up in {job.sourceQueue}
      </Badge>
    );
  }
  const look = LOOKS[job.state] ?? { tone: "neutral", shape: "dash", word: job.state };
  return (
    <Badge tone={look.tone} shape={look.shape}>
      {look.word}
    </Badge>
  );
}

function payloadOf(job: JobView): string {
  const parts = Object.entries(job.payload).map(([name, value]) => `${name} ${value}`);
  return parts.length === 0 ? "no payload" : parts.join(", ");
}

function Payload({ job }: { readonly job: JobView }) {
  const { orderId } = job.payload;
  if (orderId !== undefined && orderId !== "(hidden)") {
    return (
      <RowActions>
        <TextLink href={`/orders/${orderId}`} prefetch={false}>
          order <code className="font-mono text-xs">…{orderId.slice(-8)}</code>
        </TextLink>
      </RowActions>
    );
  }
  return <span className="text-muted">{payloadOf(job)}</span>;
}
