// What an import has to say as a whole: why it cannot be published, what went wrong, what came of it.
import type { ReactNode } from "react";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { LinkButton, TextLink } from "#components/ui/link-button.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { ImportView } from "#lib/contracts/import.ts";
import { counted, newRows, problemText } from "./import-words.ts";
import { type ImportsPlace, importsHref, listHref } from "./imports-address.ts";
import { keptFile } from "./kept-files.ts";
import { SlowHint } from "./slow-hint.tsx";

interface ImportNoticesProps {
  readonly found: ImportView;
  readonly place: ImportsPlace;
  readonly zone: string;
  readonly mayChange: boolean;
}

export function ImportNotices({ found, place, zone, mayChange }: ImportNoticesProps) {
  const { status, problems, failure, refused, accepted, duplicates } = found;
  return (
    <>
      {failure !== null && (
        <ErrorPanel
          what={status === "published" ? "It was not undone." : "It was not published."}
          money="Nothing was booked, and nothing half done."
          todo={failure}
        />
      )}
      {problems.length > 0 && (
        <ErrorPanel
          what={status === "unreadable" ? "This file cannot be read." : "This file cannot be published as it is."}
          money="Nothing was booked."
          todo={
            <ul className="list-disc pl-4">
              {problems.map((problem) => (
                <li key={problemText(problem)}>{problemText(problem)}</li>
              ))}
            </ul>
          }
          action={<LinkButton href={listHref(place)}>Choose another file</LinkButton>}
        />
      )}
      {status === "staged" && problems.length === 0 && refused > 0 && (
        <Notice tone="warn">
          {counted(refused, "row is", "rows are")} refused.{" "}
          <TextLink href={importsHref({ ...place, rows: "refused", cursor: undefined })}>
            Look at {refused === 1 ? "it" : "them"}
          </TextLink>
          {mayChange && <WaysOn found={found} />}.
        </Notice>
      )}
      {status === "staged" && problems.length === 0 && accepted === 0 && refused === 0 && duplicates > 0 && (
        <Notice tone="info">
          There is nothing new: {duplicates === 1 ? "the row is" : `all ${duplicates.toLocaleString("en-US")} rows are`}{" "}
          in the books already. The same file twice changes nothing.
        </Notice>
      )}
      {status === "publishing" && (
        <Notice tone="info">
          Publishing {newRows(found)}… It happens at once, or not at all.
          <SlowHint key="publishing" />
        </Notice>
      )}
      {status === "undoing" && (
        <Notice tone="info">
          Taking {newRows(found)} back…
          <SlowHint key="undoing" />
        </Notice>
      )}
      {status === "published" && found.publishedAt !== null && (
        <Notice tone="live">
          {newRows(found)} {accepted === 1 ? "is" : "are"} in the books since{" "}
          <TimeText at={found.publishedAt} zone={zone} />.{" "}
          {found.kind === "activities" && (
            <>
              <TextLink href={`/activities?importId=${found.id}`}>Look at them</TextLink>, or at the{" "}
              <TextLink href="/performance">performance</TextLink>.
            </>
          )}
        </Notice>
      )}
      {status === "undone" && found.undoneAt !== null && (
        <Notice tone="info">
          All of it was taken back at <TimeText at={found.undoneAt} zone={zone} />. Its rows may be imported again.
        </Notice>
      )}
      {status === "discarded" && <Notice tone="info">It was thrown away before anything was booked.</Notice>}
    </>
  );
}

/** Rows can be mended where the file is: in the tab that sent it. */
function WaysOn({ found: { id, refused, accepted } }: { readonly found: ImportView }) {
  const here = useHydrated() && keptFile(id) !== null;
  const they = refused === 1 ? "it" : "them";
  const mend = here ? `mend ${they} here` : `choose the file again to mend ${they}`;
  return accepted === 0 ? `, or ${mend}` : `, ${mend}, or publish without ${they}`;
}

const TONES = {
  warn: "border-warn/60 bg-warn-soft",
  info: "border-info/60 bg-info-soft",
  live: "border-live/60 bg-live-soft",
} as const;

function Notice({ tone, children }: { readonly tone: keyof typeof TONES; readonly children: ReactNode }) {
  return (
    <p role="status" className={`flex items-start gap-2 rounded-lg border p-3 ${TONES[tone]}`}>
      <Icon name={tone === "live" ? "check" : tone === "warn" ? "warning" : "clock"} className="mt-0.5" />
      <span>{children}</span>
    </p>
  );
}
