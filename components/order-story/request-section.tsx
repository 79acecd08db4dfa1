// What was asked for, and the answer that a retry under the same key would hear.
import type { ReactNode } from "react";
import { sourceWord } from "#components/orders/reason-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";
import { type StoryPartProps, StorySection } from "./story-section.tsx";

interface RequestSectionProps extends StoryPartProps {
  readonly order: OrderStoryView["order"];
  readonly requestId: string;
  readonly storedAnswer: OrderStoryView["storedAnswer"];
  readonly mayAudit: boolean;
}

export function RequestSection({
  order,
  requestId,
  storedAnswer,
  mayAudit,
  current,
  zone,
  hidden,
}: RequestSectionProps) {
  const { accountId, clientOrderId, symbol, side, type, timeInForce, quantity, notional, limitPrice, source } = order;
  const asked = { accountId, clientOrderId, symbol, side, type, timeInForce, quantity, notional, limitPrice };
  return (
    <StorySection title="Request and answer" current={current}>
      <div className="flex flex-col gap-3">
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
          <Line name="Came by">{sourceWord(source)}</Line>
          <Line name="Request id">
            {mayAudit ? (
              <TextLink href={`/audit?requestId=${encodeURIComponent(requestId)}`}>
                <Code>{requestId}</Code>
              </TextLink>
            ) : (
              <Code>{requestId}</Code>
            )}{" "}
            <CopyButton text={requestId} what="request id" />
          </Line>
          {storedAnswer !== null && (
            <>
              <Line name="Idempotency-Key">
                <Code>{storedAnswer.key}</Code> <CopyButton text={storedAnswer.key} what="idempotency key" />
              </Line>
              <Line name="Route">
                <Code>{storedAnswer.route}</Code>
              </Line>
              <Line name="Fingerprint">
                <Code>{storedAnswer.fingerprint}</Code>
              </Line>
            </>
          )}
        </dl>
        <Figures title="Request, as the order keeps it" value={asked} hidden={hidden} />
        {storedAnswer === null ? (
          <p className="text-muted">
            No stored answer: the order came without an Idempotency-Key, or the 24 hours for which answers are kept are
            over. The order itself stays.
          </p>
        ) : (
          <>
            <Figures
              title="Answer, as stored"
              value={storedAnswer.body}
              hidden={hidden}
              aside={storedAnswer.status !== null && <Badge>{storedAnswer.status}</Badge>}
            />
            <p className="text-muted text-xs">
              Stored <TimeText at={storedAnswer.createdAt} zone={zone} />, kept until{" "}
              <TimeText at={storedAnswer.expiresAt} zone={zone} />. Until then every retry under this key hears exactly
              this.
            </p>
          </>
        )}
      </div>
    </StorySection>
  );
}

interface FiguresProps {
  readonly title: string;
  readonly value: unknown;
  readonly hidden: boolean;
  readonly aside?: ReactNode;
}

function Figures({ title, value, hidden, aside }: FiguresProps) {
  const text = JSON.stringify(value, null, 2);
  return (
    <section aria-label={title}>
      <h3 className="flex items-center gap-2 font-semibold">
        {title} {aside} {!hidden && <CopyButton text={text} what={title.toLowerCase()} />}
      </h3>
      {hidden ? (
        <p className="text-muted">Not shown while balances are hidden.</p>
      ) : (
        <pre className="mt-1 whitespace-pre-wrap break-all rounded-md border border-line bg-raised p-2 font-mono text-xs">
          {text}
        </pre>
      )}
    </section>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Code({ children }: { children: string }) {
  return <code className="break-all font-mono text-xs">{children}</code>;
}
