"use client";
// One import: what was read, the verdict on each row, and what can be done with it now.
import { useQuery } from "@tanstack/react-query";
import { Button } from "#components/ui/button.tsx";
import { Card, PageHead, Stat } from "#components/ui/card.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { importOptions, isUnderWay } from "#lib/client/imports.ts";
import type { ImportView } from "#lib/contracts/import.ts";
import type { ImportReviewProps } from "./desk-props.ts";
import { ImportActions } from "./import-actions.tsx";
import { ImportNotices } from "./import-notices.tsx";
import { BASIS_WORDS, namesOf } from "./import-words.ts";
import { listHref } from "./imports-address.ts";
import { RowsCard } from "./rows-card.tsx";
import { SlowHint } from "./slow-hint.tsx";
import { StatusBadge } from "./status-badge.tsx";

export function ImportReview(props: ImportReviewProps) {
  const { id, place, scope, zone, accountName, mayChange } = props;
  const { data: found, error, refetch } = useQuery(importOptions(scope, id));
  if (found === undefined) {
    if (error === null) return <BlockSkeleton height="20rem" label="Loading the import" />;
    return (
      <ErrorPanel
        what="This import could not be loaded."
        money="Looking at it moves no money."
        todo={error.message}
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    );
  }
  return (
    <>
      <PageHead
        title={found.fileName}
        note={
          <>
            <TextLink href={listHref(place)}>Imports</TextLink>, into{" "}
            {scope.kind === "prices" && scope.accountId === undefined ? "everybody's prices" : accountName}, received{" "}
            <TimeText at={found.createdAt} zone={zone} />
          </>
        }
      >
        <StatusBadge status={found.status} />
        <ImportActions {...props} found={found} />
      </PageHead>
      <div className="flex flex-col gap-3">
        <ImportNotices found={found} place={place} zone={zone} mayChange={mayChange} />
        {found.rows > 0 && <Summary found={found} />}
        {found.status === "received" ? (
          <Card>
            <Reading />
          </Card>
        ) : (
          found.status !== "unreadable" && found.status !== "discarded" && <RowsCard {...props} found={found} />
        )}
      </div>
    </>
  );
}

function Reading() {
  return (
    <p role="status">
      <span aria-hidden="true" className="skeleton mr-2 inline-block size-3 rounded-full" />
      Reading the file and judging its rows…
      <SlowHint />
    </p>
  );
}

function Summary({ found }: { readonly found: ImportView }) {
  const { kind, newSymbols, columns, ignored, basis } = found;
  const news = newSymbols.length;
  return (
    <Card aside={undefined}>
      <dl
        className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3 lg:grid-cols-6"
        aria-busy={isUnderWay(found) || undefined}
      >
        <Stat label="Rows">{found.rows.toLocaleString("en-US")}</Stat>
        <Stat label="Accepted">{found.accepted.toLocaleString("en-US")}</Stat>
        <Stat label="Duplicates" note="in the books already, or twice in the file">
          {found.duplicates.toLocaleString("en-US")}
        </Stat>
        <Stat label="Refused">
          <span className={found.refused > 0 ? "text-halt" : undefined}>{found.refused.toLocaleString("en-US")}</span>
        </Stat>
        <Stat label="Days">
          <span className="text-base">
            <span className="whitespace-nowrap">{found.fromDay ?? "none"}</span>
            {found.toDay !== null && found.toDay !== found.fromDay && (
              <>
                {" "}
                <span className="whitespace-nowrap">to {found.toDay}</span>
              </>
            )}
          </span>
        </Stat>
        {kind === "prices" ? (
          <Stat label="Stored">
            <span className="text-base">{basis === null ? "" : BASIS_WORDS[basis]}</span>
          </Stat>
        ) : (
          <Stat label="New symbols" note={news === 0 ? undefined : "made for this account alone"}>
            <span className="break-words text-base">{news === 0 ? "none" : namesOf(newSymbols)}</span>
          </Stat>
        )}
      </dl>
      {columns.length > 0 && (
        <p className="mt-2 text-muted text-xs">
          Read:{" "}
          {columns.map(({ field, header }) => (field === header ? field : `${field} from "${header}"`)).join(", ")}.
          {ignored.length > 0 && (
            <span className="text-warn"> Not read: {ignored.map((name) => `"${name}"`).join(", ")}.</span>
          )}
        </p>
      )}
    </Card>
  );
}
