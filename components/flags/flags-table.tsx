"use client";
// The flags: switch, what it is for, who sees it, and who changed it last and why.
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import { DrawerTable } from "#components/ui/drawer-table.tsx";
import { LinkButton, TextLink } from "#components/ui/link-button.tsx";
import { type Column, RowActions } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ListedFlagView } from "#lib/contracts/flag.ts";
import { audienceOf } from "./audience.ts";
import { isStale } from "./flag-age.ts";

interface FlagsTableProps {
  readonly flags: readonly ListedFlagView[];
  readonly zone: string;
  /** Milliseconds; null before the page is alive. */
  readonly now: number | null;
  /** Absent for who may only look. */
  readonly onSwitch?: ((flag: ListedFlagView) => void) | undefined;
}

export function FlagsTable({ flags, zone, now, onSwitch }: FlagsTableProps) {
  const columns: Column<ListedFlagView>[] = [
    {
      key: "key",
      header: "Flag",
      phone: "lead",
      cell: (flag) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <code className="font-mono">{flag.key}</code>
          {now !== null && isStale(flag, now) && (
            <Badge tone="warn" shape="triangle" title="Untouched for more than ninety days. Is it still needed?">
              stale
            </Badge>
          )}
        </span>
      ),
    },
    { key: "switch", header: "On", phone: "trail", cell: (flag) => <Switch flag={flag} onSwitch={onSwitch} /> },
    {
      key: "for",
      header: "What it switches",
      cell: (flag) => <span className="inline-block max-w-sm whitespace-normal py-1">{flag.description}</span>,
      inDrawer: (flag) => flag.description,
    },
    { key: "audience", header: "Who sees it", phone: "sub", cell: (flag) => audienceOf(flag) },
    {
      key: "changed",
      header: "Last change",
      cell: (flag) => (
        <>
          <TimeText at={flag.updatedAt} zone={zone} />
          {flag.updatedByName !== null && ` by ${flag.updatedByName}`}
        </>
      ),
    },
    {
      key: "reason",
      header: "Because",
      cell: (flag) => <span className="inline-block max-w-xs whitespace-normal py-1">{flag.reason || "--"}</span>,
      inDrawer: (flag) => flag.reason || "--",
    },
    {
      key: "audit",
      header: "",
      headerTitle: "History",
      align: "end",
      phone: "subtrail",
      cell: (flag) => (
        <RowActions>
          <TextLink
            className="phone:inline-flex phone:min-h-6 phone:items-center"
            href={historyOf(flag)}
            prefetch={false}
          >
            History
          </TextLink>
        </RowActions>
      ),
      inDrawer: (flag) => (
        <LinkButton href={historyOf(flag)} prefetch={false}>
          History of this flag
        </LinkButton>
      ),
    },
  ];
  return (
    <DrawerTable
      param="flag"
      titleOf={(flag) => flag.key}
      more={(flag) => ({ "Without a rule": flag.defaultValue ? "on" : "off", Version: flag.version })}
      caption="Flags"
      columns={columns}
      rows={flags}
      rowKey={(flag) => flag.key}
      density="comfortable"
    />
  );
}

function historyOf({ key }: ListedFlagView): string {
  return `/audit?entityType=flag&entityId=${key}`;
}

interface SwitchProps {
  readonly flag: ListedFlagView;
  readonly onSwitch?: ((flag: ListedFlagView) => void) | undefined;
}

function Switch({ flag, onSwitch }: SwitchProps) {
  const word = flag.enabled ? "on" : "off";
  if (onSwitch === undefined) return <Badge tone={flag.enabled ? "live" : "neutral"}>{word}</Badge>;
  return (
    <RowActions>
      <button
        type="button"
        role="switch"
        aria-checked={flag.enabled}
        aria-label={flag.key}
        aria-haspopup="dialog"
        onClick={() => onSwitch(flag)}
        className="inline-flex min-h-6 items-center gap-2 rounded-md px-1 pointer-coarse:min-h-11"
      >
        <span
          aria-hidden="true"
          className={cx(
            "inline-flex h-4 w-8 items-center rounded-full border px-0.5",
            flag.enabled ? "justify-end border-live bg-live" : "justify-start border-line-strong bg-raised",
          )}
        >
          <span className={cx("size-2.5 rounded-full", flag.enabled ? "bg-ink" : "bg-muted")} />
        </span>
        <span className="w-6 text-left text-xs">{word}</span>
      </button>
    </RowActions>
  );
}
