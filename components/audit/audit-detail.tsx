// One audit event in full: before and after side by side, its ids, and everything that led to this.
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FieldLine, FieldList } from "#components/ui/field-list.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { AuditEventView, AuditTrailView } from "#lib/contracts/audit-event.ts";
import { actionWords, targetHref } from "./action-words.ts";
import { auditHref } from "./audit-address.ts";
import { actorOf, shortId } from "./audit-table.tsx";
import { diffSnapshots } from "./snapshot-diff.ts";

interface AuditDetailProps {
  readonly trail: AuditTrailView;
  readonly zone: string;
  /** The address of this event, whole, to hand on. */
  readonly link: string;
  readonly hrefOf: (id: string) => string;
}

export function AuditDetail({ trail, zone, link, hrefOf }: AuditDetailProps) {
  const { event } = trail;
  const target = targetHref(event.entityType, event.entityId);
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="font-semibold text-base">
          {actorOf(event)} {actionWords(event.action)}
        </p>
        <p className="text-muted">
          <TimeText at={event.effectiveAt} zone={zone} /> by way of {event.source}
        </p>
        {event.reason !== null && <p className="mt-1">“{event.reason}”</p>}
      </div>
      <Changes event={event} />
      <FieldList small>
        <FieldLine name="Action">{event.action}</FieldLine>
        <FieldLine name="Target">
          {event.entityType.replace("_", " ")}{" "}
          {target === null ? (
            <Id>{event.entityId}</Id>
          ) : (
            <TextLink href={target}>
              <Id>{event.entityId}</Id>
            </TextLink>
          )}
        </FieldLine>
        {event.accountName !== null && <FieldLine name="Account">{event.accountName}</FieldLine>}
        <FieldLine name="Recorded">
          <TimeText at={event.recordedAt} zone={zone} />
        </FieldLine>
        <FieldLine name="Request">
          <TextLink href={auditHref({ requestId: event.requestId })}>
            <Id>{event.requestId}</Id>
          </TextLink>{" "}
          <CopyButton text={event.requestId} what="request id" />
        </FieldLine>
        <FieldLine name="Event">
          <Id>{event.id}</Id> <CopyButton text={link} what="link to this event" showLabel />
        </FieldLine>
      </FieldList>
      <section aria-labelledby="led-to-this">
        <h3 id="led-to-this" className="mb-1 font-semibold">
          Everything that led to this
        </h3>
        <ol className="border-line border-l">
          {trail.trail.map((step) => (
            <li
              key={step.id}
              aria-current={step.id === event.id || undefined}
              className="relative py-1 pl-4 aria-[current]:font-semibold"
            >
              <span aria-hidden="true" className="absolute top-2.5 -left-1 size-2 rounded-full bg-line-strong" />
              <span className="flex flex-wrap items-baseline gap-x-2">
                <TextLink href={hrefOf(step.id)} scroll={false}>
                  {actorOf(step)} {actionWords(step.action)}
                </TextLink>
                <code className="font-mono text-muted text-xs">{shortId(step.entityId)}</code>
                <span className="text-muted text-xs">
                  <TimeText at={step.effectiveAt} zone={zone} style="precise" />
                </span>
                {step.id === event.id && <Badge>this</Badge>}
              </span>
            </li>
          ))}
        </ol>
        {trail.cut && (
          <p className="text-muted text-xs">There is more than fits here. Filter by the request or the target.</p>
        )}
      </section>
    </div>
  );
}

function Changes({ event }: { readonly event: AuditEventView }) {
  const fields = diffSnapshots(event.before, event.after);
  if (fields.length === 0) return <p className="text-muted">The event carries no figures.</p>;
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 text-xs">
      <caption className="sr-only">Before and after</caption>
      <thead>
        <tr className="text-left text-muted">
          <th scope="col" className="w-1/3 border-line border-b py-1 font-medium">
            Field
          </th>
          <th scope="col" className="border-line border-b py-1 font-medium">
            Before
          </th>
          <th scope="col" className="border-line border-b py-1 font-medium">
            After
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, before, after, changed }) => (
          <tr key={field} className={cx("align-top", changed ? "font-semibold" : "text-muted")}>
            <th scope="row" className="break-words border-line border-b py-1 pr-2 text-left font-normal">
              {field}
              {changed && <span className="sr-only"> (changed)</span>}
            </th>
            <td
              className={cx("break-all border-line border-b py-1 pr-2", changed && before !== null && "bg-down-soft")}
            >
              {before ?? <span className="text-muted">none</span>}
            </td>
            <td className={cx("break-all border-line border-b py-1", changed && after !== null && "bg-up-soft")}>
              {after ?? <span className="text-muted">none</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Id({ children }: { readonly children: string }) {
  return <code className="break-all font-mono">{children}</code>;
}
