// What the desk stands on, worst first: state in word and shape, and what it means for trading.
import { formatDuration } from "#components/format/time.ts";
import { Age } from "#components/ui/age.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { componentName, type HealthComponent, type HealthState, STATE_LOOKS } from "./health-words.ts";

interface HealthTableProps {
  readonly components: readonly HealthComponent[];
  readonly zone: string;
}

export function HealthTable({ components, zone }: HealthTableProps) {
  const columns: Column<HealthComponent>[] = [
    { key: "name", header: "Part", phone: "lead", cell: (part) => componentName(part.name) },
    { key: "state", header: "State", phone: "trail", cell: (part) => <StateBadge state={part.state} /> },
    {
      key: "meaning",
      header: "For trading this means",
      phone: "sub",
      cell: (part) => <span className="block whitespace-normal py-1 wide:min-w-56 wide:max-w-md">{part.meaning}</span>,
    },
    {
      key: "detail",
      header: "Seen",
      cell: (part) => <span className="block max-w-xs whitespace-normal py-1">{part.detail}</span>,
    },
    {
      key: "latency",
      header: "Latency",
      align: "end",
      cell: (part) => (part.latencyMs === null ? "--" : formatDuration(part.latencyMs)),
    },
    { key: "since", header: "Since", cell: (part) => <TimeText at={part.since} zone={zone} /> },
    {
      key: "success",
      header: "Last success",
      phone: "subtrail",
      cell: (part) => (part.lastSuccessAt === null ? "--" : <LastSuccess at={part.lastSuccessAt} zone={zone} />),
    },
  ];
  return (
    <Table
      caption="Parts of the desk, worst first"
      columns={columns}
      rows={components}
      rowKey={(part) => part.name}
      density="comfortable"
    />
  );
}

function LastSuccess({ at, zone }: { readonly at: string; readonly zone: string }) {
  return (
    <>
      <TimeText at={at} zone={zone} style="time" /> <Age at={at} suffix=" ago" />
    </>
  );
}

export function StateBadge({ state }: { readonly state: HealthState }) {
  const { tone, shape } = STATE_LOOKS[state];
  return (
    <Badge tone={tone} shape={shape}>
      {state}
    </Badge>
  );
}
