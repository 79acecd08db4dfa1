"use client";
// The rows of an import by their verdict, a page at a time; one of them opens in a drawer, and a bad one is mended there.
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { Table } from "#components/ui/table.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { importRowsOptions } from "#lib/client/imports.ts";
import type { ImportRowView, ImportView } from "#lib/contracts/import.ts";
import type { ImportReviewProps } from "./desk-props.ts";
import { counted } from "./import-words.ts";
import { importsHref, ROW_TABS, type RowTab, rowsFilter } from "./imports-address.ts";
import { type KeptFile, keptFile } from "./kept-files.ts";
import { rowColumns } from "./row-columns.tsx";
import { RowDrawer } from "./row-drawer.tsx";
import { useCheckAgain } from "./use-check-again.ts";

// Only who mends a row needs it.
const MendDialog = lazyPart(async () => (await import("./mend-dialog.tsx")).MendDialog);

interface RowsCardProps extends ImportReviewProps {
  readonly found: ImportView;
}

const TAB_WORDS: { readonly [T in RowTab]: string } = {
  all: "All",
  refused: "Refused",
  accepted: "Accepted",
  duplicate: "Duplicates",
  warnings: "With a warning",
};

function countOf(tab: RowTab, found: ImportView): number {
  if (tab === "all") return found.rows;
  return tab === "duplicate" ? found.duplicates : found[tab];
}

export function RowsCard(props: RowsCardProps) {
  const { found, place, scope, hidden, mayChange } = props;
  const hydrated = useHydrated();
  const [mending, setMending] = useState<ImportRowView | null>(null);
  // The file lies beside React; this says that it has changed.
  const [, setKept] = useState(0);
  const { data, error, isPlaceholderData, refetch } = useQuery(importRowsOptions(scope, found.id, rowsFilter(place)));
  const file = hydrated ? keptFile(found.id) : null;
  const mayMend = mayChange && found.status === "staged";
  const rowHref = (row: number | undefined) => importsHref({ ...place, row: row === undefined ? undefined : `${row}` });
  const unchecked = new Set(file?.unchecked);
  const open = data?.items.find(({ row }) => `${row}` === place.row);
  const mend = (row: ImportRowView) => {
    if (place.row !== undefined) history.replaceState(null, "", rowHref(undefined));
    setMending(row);
  };
  return (
    <div>
      {mayMend && file !== null && unchecked.size > 0 && <Unchecked {...props} file={file} />}
      <Tabs
        label="Rows by verdict"
        items={ROW_TABS.filter((tab) => tab === "all" || tab === place.rows || countOf(tab, found) > 0).map((tab) => ({
          href: importsHref({ ...place, rows: tab, cursor: undefined, row: undefined }),
          label: TAB_WORDS[tab],
          count: countOf(tab, found),
          current: tab === place.rows,
        }))}
      />
      <Card flush className="rounded-t-none! border-t-0!">
        {data === undefined ? (
          <NoRowsYet error={error} retry={() => void refetch()} />
        ) : data.items.length === 0 ? (
          <EmptyState
            kind="filtered"
            title="No such rows"
            action={{ href: importsHref({ ...place, rows: "all", cursor: undefined }), label: "Show all rows" }}
          />
        ) : (
          <div className={cx(isPlaceholderData && "opacity-60")} aria-busy={isPlaceholderData || undefined}>
            <Table
              caption="Rows of the file with their verdicts"
              columns={rowColumns({
                kind: found.kind,
                hidden,
                onMend: mayMend && file !== null ? mend : null,
                unchecked,
              })}
              rows={data.items}
              rowKey={({ row }) => `${row}`}
              rowHref={({ row }) => rowHref(row)}
              rowLabel={({ verdict }) => `${verdict}: all its fields`}
              selectedKey={place.row}
            />
            <Pages place={place} nextCursor={data.nextCursor} />
          </div>
        )}
      </Card>
      {open !== undefined && (
        <RowDrawer
          row={open}
          kind={found.kind}
          hidden={hidden}
          lost={mayMend && file === null}
          onMend={mayMend && file !== null && open.verdict === "refused" ? () => mend(open) : null}
          onClose={() => history.pushState(null, "", rowHref(undefined))}
        />
      )}
      <Suspense fallback={null}>
        {mending !== null && file !== null && (
          <MendDialog
            key={mending.row}
            found={found}
            file={file}
            row={mending}
            scope={scope}
            place={place}
            onKept={() => setKept((count) => count + 1)}
            onClose={() => setMending(null)}
          />
        )}
      </Suspense>
    </div>
  );
}

/** Rows that were mended one after the other, and are checked together. */
function Unchecked({ found, scope, place, file }: RowsCardProps & { readonly file: KeptFile }) {
  const { sending, error, check } = useCheckAgain(found, scope, place);
  const count = file.unchecked?.length ?? 0;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-3 rounded-lg border border-info/60 bg-info-soft p-3">
      <span role="status">{counted(count, "mended row is", "mended rows are")} not checked yet.</span>
      <Button variant="primary" onClick={() => void check(file)} busyText={sending ? "Checking…" : undefined}>
        Check again
      </Button>
      {error !== null && (
        <span role="alert" className="text-halt">
          {error}
        </span>
      )}
    </div>
  );
}

function NoRowsYet({ error, retry }: { readonly error: Error | null; readonly retry: () => void }) {
  if (error === null) return <TableSkeleton rows={10} columns={9} label="Loading rows" />;
  return (
    <div className="p-3">
      <ErrorPanel
        what="The rows could not be loaded."
        money="Looking at them moves no money."
        todo={error.message}
        action={<Button onClick={retry}>Try again</Button>}
      />
    </div>
  );
}

function Pages({ place, nextCursor }: { readonly place: RowsCardProps["place"]; readonly nextCursor: string | null }) {
  if (place.cursor === undefined && nextCursor === null) return null;
  return (
    <nav aria-label="Pages of rows" className="no-print flex justify-between gap-2 border-line border-t px-3 py-2">
      <span>
        {place.cursor !== undefined && (
          <LinkButton href={importsHref({ ...place, cursor: undefined, row: undefined })}>First rows</LinkButton>
        )}
      </span>
      <span>
        {nextCursor !== null && (
          <LinkButton href={importsHref({ ...place, cursor: nextCursor, row: undefined })}>Next rows</LinkButton>
        )}
      </span>
    </nav>
  );
}
