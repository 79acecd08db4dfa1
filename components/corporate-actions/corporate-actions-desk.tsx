"use client";
// The corporate actions page at work: what is announced and what was applied, one of them in a drawer, and a new one.
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Suspense, useState } from "react";
import { PageLinks } from "#components/orders/page-links.tsx";
import { hrefWith, showInAddress } from "#components/ui/address-param.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, PageHead } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { TableSkeleton } from "#components/ui/skeleton.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { corporateActionsOptions } from "#lib/client/corporate-actions.ts";
import type { CorporateActionView } from "#lib/contracts/corporate-action.ts";
import { ActionStatus } from "./action-status.tsx";
import { KIND_WORDS, termsOf } from "./action-words.ts";
import type { CorporateActionsDeskProps } from "./desk-props.ts";

// They come with the first press.
const AnnounceDialog = lazyPart(async () => (await import("./announce-dialog.tsx")).AnnounceDialog);
const ActionDrawer = lazyPart(async () => (await import("./action-drawer.tsx")).ActionDrawer);

export function CorporateActionsDesk(props: CorporateActionsDeskProps) {
  const { mayEdit } = props;
  const search = useSearchParams();
  const cursor = search.get("cursor") ?? undefined;
  const page = useQuery(corporateActionsOptions(cursor === undefined ? {} : { cursor }));
  const [announcing, setAnnouncing] = useState(false);
  const openId = search.get("action");
  const open = page.data?.items.find(({ id }) => id === openId);
  // Then the empty list itself offers it.
  const isUnused = page.data?.items.length === 0 && cursor === undefined;
  return (
    <>
      <PageHead
        title="Corporate actions"
        note="Dividends, splits and new names: announced here, applied to every account that holds the instrument."
      >
        {mayEdit && !isUnused && (
          <Button variant="primary" onClick={() => setAnnouncing(true)}>
            Announce…
          </Button>
        )}
      </PageHead>
      <Card flush>
        {page.data === undefined ? (
          <Missing error={page.error} retry={() => void page.refetch()} />
        ) : page.data.items.length === 0 ? (
          <NoActions mayEdit={mayEdit} filtered={cursor !== undefined} onAnnounce={() => setAnnouncing(true)} />
        ) : (
          <ShallowLinks>
            <Table
              caption="Corporate actions, newest first"
              columns={actionColumns(props.zone)}
              rows={page.data.items}
              rowKey={({ id }) => id}
              rowHref={({ id }) => hrefWith(search, "action", id)}
              rowLabel={({ symbol }) => `${symbol}: whom it touches`}
              selectedKey={openId ?? undefined}
              density="comfortable"
            />
            <PageLinks
              label="Pages of corporate actions"
              firstHref={cursor === undefined ? null : "/corporate-actions"}
              nextHref={page.data.nextCursor === null ? null : `/corporate-actions?cursor=${page.data.nextCursor}`}
            />
          </ShallowLinks>
        )}
      </Card>
      <Suspense fallback={null}>
        {open !== undefined && (
          <ActionDrawer key={open.id} {...props} action={open} onClose={() => showInAddress("action", null)} />
        )}
        {announcing && <AnnounceDialog {...props} onClose={() => setAnnouncing(false)} />}
      </Suspense>
    </>
  );
}

function actionColumns(zone: string): readonly Column<CorporateActionView>[] {
  return [
    {
      key: "symbol",
      header: "Symbol",
      phone: "lead",
      cell: ({ symbol, kind }) => (
        <>
          <span className="font-semibold">{symbol}</span> <span className="wide:hidden">{KIND_WORDS[kind]}</span>
        </>
      ),
    },
    { key: "kind", header: "Kind", cell: ({ kind }) => KIND_WORDS[kind] },
    { key: "terms", header: "Terms", phone: "subtrail", cell: (row) => termsOf(row) },
    {
      key: "day",
      header: "Ex-day",
      headerTitle: "The first day on which it trades without it",
      phone: "sub",
      cell: ({ exDay }) => exDay,
    },
    { key: "status", header: "Status", phone: "trail", cell: ({ status }) => <ActionStatus status={status} /> },
    {
      key: "applied",
      header: "Applied",
      cell: ({ appliedAt }) => (appliedAt === null ? "" : <TimeText at={appliedAt} zone={zone} />),
    },
    {
      key: "reason",
      header: "Reason",
      roomy: true,
      cell: ({ reason }) => <span className="block max-w-72 truncate">{reason}</span>,
    },
  ];
}

interface NoActionsProps {
  readonly mayEdit: boolean;
  readonly filtered: boolean;
  readonly onAnnounce: () => void;
}

function NoActions({ mayEdit, filtered, onAnnounce }: NoActionsProps) {
  if (filtered) {
    return (
      <EmptyState
        kind="filtered"
        title="No older ones"
        action={{ href: "/corporate-actions", label: "Back to the newest" }}
      />
    );
  }
  if (!mayEdit) {
    return (
      <EmptyState kind="unused" title="None so far" action={{ href: "/portfolio", label: "Go to the portfolio" }}>
        Dividends and splits that an admin announces stand here, and in the activities of who holds the instrument.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="unused"
      title="None so far"
      control={
        <Button variant="primary" onClick={onAnnounce}>
          Announce a dividend or split
        </Button>
      }
    >
      You see whom it touches before anything is booked.
    </EmptyState>
  );
}

function Missing({ error, retry }: { readonly error: Error | null; readonly retry: () => void }) {
  if (error === null) return <TableSkeleton rows={5} columns={6} label="Loading corporate actions" />;
  return (
    <div className="p-3">
      <ErrorPanel
        what="The corporate actions could not be loaded."
        money="Loading a list moves no money."
        todo={error.message}
        action={<Button onClick={retry}>Try again</Button>}
      />
    </div>
  );
}
