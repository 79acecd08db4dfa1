// The journal entries that the order made: debits and credits in two columns, with the zero at the foot.
import { TextLink } from "#components/ui/link-button.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";
import { journalColumns } from "./journal-columns.ts";
import { JournalTable } from "./journal-table.tsx";
import { partId, storyHref } from "./story-address.ts";
import { Nothing, type StoryPartProps, StorySection } from "./story-section.tsx";

type Journal = OrderStoryView["journals"][number];

interface JournalSectionProps extends StoryPartProps {
  readonly orderId: string;
  readonly journals: readonly Journal[];
  readonly executions: OrderStoryView["executions"];
}

export function JournalSection({ orderId, journals, executions, current, ...part }: JournalSectionProps) {
  return (
    <StorySection title="Journal entries" note="Each sums to zero per asset" current={current} flush>
      {journals.length === 0 && <Nothing>Nothing was booked: only fills move money or units.</Nothing>}
      {journals.map((journal) => {
        const execution = executions.find(({ journalId }) => journalId === journal.id);
        return (
          <article
            key={journal.id}
            id={partId("journal", journal.id)}
            className="break-inside-avoid border-line border-b p-3 last:border-b-0 target:bg-info-soft"
          >
            <h3 className="flex flex-wrap items-baseline justify-between gap-x-3 font-semibold">
              <span>{part.hidden ? "A fill, booked" : journal.memo}</span>
              <span className="font-normal text-muted text-xs">
                <TimeText at={journal.effectiveAt} zone={part.zone} />
              </span>
            </h3>
            <JournalTable
              columns={journalColumns(journal.postings)}
              memo={journal.memo}
              currency={part.currency}
              hidden={part.hidden}
            />
            {execution !== undefined && (
              <p className="no-print mt-1 text-xs">
                <TextLink href={storyHref(orderId, "executions", { kind: "execution", id: execution.id })}>
                  Its execution
                </TextLink>
              </p>
            )}
          </article>
        );
      })}
    </StorySection>
  );
}
