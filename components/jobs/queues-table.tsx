// The queues, the troubled ones first: what waits, runs and failed.
import { formatAge } from "#components/format/time.ts";
import { Badge } from "#components/ui/badge.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { QueueView } from "#lib/contracts/job.ts";

interface QueuesTableProps {
  readonly queues: readonly QueueView[];
  readonly hrefOf: (queue: QueueView) => string;
  readonly selected?: string | undefined;
}

export function QueuesTable({ queues, hrefOf, selected }: QueuesTableProps) {
  const columns: Column<QueueView>[] = [
    { key: "name", header: "Queue", phone: "lead", cell: (queue) => queue.name },
    { key: "state", header: "State", phone: "trail", cell: (queue) => <QueueBadge queue={queue} /> },
    {
      key: "waiting",
      header: "Waiting",
      align: "end",
      phone: "sub",
      cell: (queue) => labelled(queue.waiting, "waiting"),
    },
    { key: "active", header: "Running", align: "end", cell: (queue) => queue.active },
    { key: "retrying", header: "To be tried again", align: "end", cell: (queue) => queue.retrying },
    {
      key: "failed",
      header: "Failed",
      align: "end",
      phone: "subtrail",
      cell: (queue) => labelled(queue.failed, "failed"),
    },
    {
      key: "oldest",
      header: "Oldest waits",
      align: "end",
      cell: (queue) => (queue.oldestAt === null ? "--" : formatAge(queue.oldestSeconds * 1000)),
    },
  ];
  return (
    <Table
      caption="Queues, the troubled ones first"
      columns={columns}
      rows={queues}
      rowKey={(queue) => queue.name}
      rowHref={hrefOf}
      rowLabel={(queue) => `Jobs of ${queue.name}`}
      selectedKey={selected}
      density="comfortable"
    />
  );
}

/** On a phone the column's head is out of sight, so the figure brings its word. */
function labelled(count: number, word: string) {
  return (
    <>
      {count}
      <span className="wide:hidden"> {word}</span>
    </>
  );
}

const LATE_SECONDS = 30;

function QueueBadge({ queue }: { readonly queue: QueueView }) {
  if (queue.deadLetters && queue.waiting > 0) {
    return (
      <Badge tone="halt" shape="cross">
        {queue.waiting} gave up
      </Badge>
    );
  }
  if (queue.failed > 0) {
    return (
      <Badge tone="halt" shape="cross">
        failures
      </Badge>
    );
  }
  if (queue.oldestSeconds > LATE_SECONDS) {
    return (
      <Badge tone="warn" shape="triangle">
        late
      </Badge>
    );
  }
  return (
    <Badge tone="live" shape="check">
      in order
    </Badge>
  );
}
