"use client";
// One page of what happened: shown rows stay in place, new ones wait behind a pill, and a row opens its drawer.
import type { ReactNode } from "react";
import { cx } from "#components/ui/class-names.ts";
import { NewPill } from "#components/ui/new-pill.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { Table, type TableProps } from "#components/ui/table.tsx";
import { PageLinks } from "./page-links.tsx";
import { useHeldRows } from "./use-held-rows.ts";

interface LiveListProps<Row extends { readonly id: string }>
  extends Pick<TableProps<Row>, "caption" | "columns" | "rowHref" | "rowLabel" | "selectedKey"> {
  readonly items: readonly Row[];
  /** The list of the question before, while this one's answer is on its way. */
  readonly settling: boolean;
  readonly noun: { readonly one: string; readonly many: string };
  readonly firstHref: string | null;
  readonly nextHref: string | null;
  /** What stands where there is nothing. */
  readonly empty: ReactNode;
}

export function LiveList<Row extends { readonly id: string }>(props: LiveListProps<Row>) {
  const { items, settling, noun, firstHref, nextHref, empty, ...table } = props;
  const { rows, waiting, show } = useHeldRows(items);
  if (rows.length === 0) return empty;
  return (
    <div className={cx(settling && "opacity-60")} aria-busy={settling || undefined}>
      <NewPill count={waiting} noun={noun} onShow={show} />
      <ShallowLinks>
        <Table {...table} rows={rows} rowKey={({ id }) => id} />
        <PageLinks label={`Pages of ${noun.many}`} firstHref={firstHref} nextHref={nextHref} />
      </ShallowLinks>
    </div>
  );
}
