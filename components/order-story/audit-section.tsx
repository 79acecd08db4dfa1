// What the audit says about the order and its fills.
import { actionWords } from "#components/audit/action-words.ts";
import { diffSnapshots } from "#components/audit/snapshot-diff.ts";
import { sourceWord } from "#components/orders/reason-words.ts";
import { TextLink } from "#components/ui/link-button.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";
import { partId } from "./story-address.ts";
import { type StoryPartProps, StorySection } from "./story-section.tsx";
import { actorOf } from "./timeline-steps.ts";

type AuditEvent = OrderStoryView["audit"][number];

interface AuditSectionProps extends StoryPartProps {
  readonly audit: readonly AuditEvent[];
  readonly mayAudit: boolean;
}

export function AuditSection({ audit, mayAudit, current, zone, hidden }: AuditSectionProps) {
  return (
    <StorySection title="Audit events" note="Made in the change's own transaction" current={current} flush>
      <ol>
        {audit.map((event) => (
          <li
            key={event.id}
            id={partId("audit", event.id)}
            className="break-inside-avoid border-line border-b px-3 py-2 last:border-b-0 target:bg-info-soft"
          >
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-semibold">
                {mayAudit ? (
                  <TextLink href={`/audit?event=${event.id}`}>
                    {actorOf(event)}: {actionWords(event.action)}
                  </TextLink>
                ) : (
                  `${actorOf(event)}: ${actionWords(event.action)}`
                )}
              </span>
              <span className="text-xs">
                <TimeText at={event.effectiveAt} zone={zone} style="full" />
              </span>
            </p>
            <p className="flex flex-wrap gap-x-3 text-muted text-xs">
              <code className="font-mono">{event.action}</code>
              <span>by way of {sourceWord(event.source)}</span>
              {event.reason !== null && <span>“{event.reason.replaceAll("_", " ")}”</span>}
              <span className="break-all">request {event.requestId}</span>
            </p>
            {!hidden && <Changes event={event} />}
          </li>
        ))}
      </ol>
    </StorySection>
  );
}

/** What moved; a row that was only made shows in the request and the executions already. */
function Changes({ event }: { event: AuditEvent }) {
  if (event.before === null) return null;
  const changes = diffSnapshots(event.before, event.after).filter(({ before, changed }) => changed && before !== null);
  if (changes.length === 0) return null;
  return (
    <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-xs">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="contents">
          <dt className="text-muted">{field}</dt>
          <dd className="min-w-0 break-all">
            <del className="text-muted">{before}</del> → <ins className="no-underline">{after ?? "none"}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
