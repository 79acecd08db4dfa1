"use client";
// The limits of an account: what each is, how much of it is used, when it last stopped an order, and who set it.
import { hiddenReading, missing } from "#components/format/reading.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Figure } from "#components/ui/figure.tsx";
import { type Column, RowActions, Table } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { UsedBar } from "#components/ui/used-bar.tsx";
import type { LimitUse } from "./limit-editor.tsx";
import { usedFraction } from "./limit-use.ts";
import { ruleValue, ruleWords } from "./rule-words.ts";

interface LimitsTableProps {
  readonly limits: readonly LimitUse[];
  readonly scope: string;
  readonly currency: string;
  readonly zone: string;
  readonly hidden: boolean;
  /** Absent for who may not change limits. */
  readonly onEdit?: ((limit: LimitUse) => void) | undefined;
}

export function LimitsTable({ limits, scope, currency, zone, hidden, onEdit }: LimitsTableProps) {
  return (
    <Table
      caption="Limits"
      columns={columnsOf({ scope, currency, zone, hidden, onEdit })}
      rows={limits}
      rowKey={(limit) => limit.rule}
    />
  );
}

function columnsOf({ scope, currency, zone, hidden, onEdit }: Omit<LimitsTableProps, "limits">): Column<LimitUse>[] {
  const columns: Column<LimitUse>[] = [
    {
      key: "name",
      header: "Limit",
      phone: "lead",
      cell: (limit) => <span title={ruleWords(limit.rule).meaning}>{ruleWords(limit.rule).label}</span>,
    },
    { key: "scope", header: "Scope", cell: () => <Badge>{scope}</Badge> },
    {
      key: "used",
      header: "Used",
      phone: "sub",
      cell: (limit) => <Used limit={limit} hidden={hidden} currency={currency} />,
    },
    {
      key: "value",
      header: "Limit at",
      align: "end",
      phone: "trail",
      cell: (limit) => ruleValue(limit.rule, limit.value, currency),
    },
    {
      key: "breach",
      header: "Last breach",
      cell: (limit) =>
        limit.lastBreachAt === null ? (
          <span className="text-muted">never</span>
        ) : (
          <TimeText at={limit.lastBreachAt} zone={zone} />
        ),
    },
    {
      key: "changed",
      header: "Last change",
      cell: (limit) => (
        <span title={limit.reason === "" ? undefined : `Reason: ${limit.reason}`}>
          <TimeText at={limit.updatedAt} zone={zone} style="date" />
          {limit.updatedByName !== null && ` by ${limit.updatedByName}`}
        </span>
      ),
    },
  ];
  if (onEdit === undefined) return columns;
  return [
    ...columns,
    {
      key: "edit",
      header: "",
      headerTitle: "Actions",
      align: "end",
      phone: "subtrail",
      cell: (limit) => (
        <RowActions>
          <Button
            size="small"
            onClick={() => onEdit(limit)}
            aria-label={`Edit limit: ${ruleWords(limit.rule).label.toLowerCase()}`}
          >
            Edit
          </Button>
        </RowActions>
      ),
    },
  ];
}

function Used({ limit, hidden, currency }: { limit: LimitUse; hidden: boolean; currency: string }) {
  if (limit.rule === "max_order_value") return <span className="text-muted">one order at a time</span>;
  if (hidden && !ruleWords(limit.rule).counts) return <Figure reading={hiddenReading()} />;
  if (limit.used === null) return <Figure reading={missing("No figure yet")} />;
  return (
    <span className="flex items-center gap-2 wide:min-w-52">
      <UsedBar fraction={usedFraction(limit.used, limit.value)} label={ruleWords(limit.rule).label} />
      <span className="text-muted text-xs phone:hidden">{ruleValue(limit.rule, limit.used, currency)}</span>
    </span>
  );
}
