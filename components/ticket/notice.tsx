"use client";
// The server's word under the ticket: the order and its fills in place, a refusal with its figures, or why nothing was sent.
import { type ReactNode, Suspense } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { ProgressBar } from "#components/ui/used-bar.tsx";
import type { OrderView } from "#lib/contracts/order.ts";
import type { Terms } from "./draft.ts";
import { filledFraction, filledOf, isWorking, orderInWords, standing, statusLook } from "./order-words.ts";
import { hasFigures, isLimit, ruleAmount, ruleNoun } from "./rule-words.ts";
import type { Notice, TicketRefusal } from "./ticket-state.ts";

const BlockingOrders = lazyPart(async () => (await import("./blocking-orders.tsx")).BlockingOrders);

interface NoticeProps {
  readonly notice: Notice;
  /** The order of the notice as it stands now; the stream keeps it true. */
  readonly order: OrderView | null;
  readonly terms: Terms;
  readonly onDismiss: () => void;
}

function Box({
  tone,
  role,
  children,
}: {
  tone: "info" | "halt" | "warn";
  role: "status" | "alert";
  children: ReactNode;
}) {
  const tones = {
    info: "border-line-strong",
    halt: "border-halt/60 bg-halt-soft",
    warn: "border-warn/60 bg-warn-soft",
  };
  return (
    <div role={role} className={cx("flex flex-col gap-1.5 rounded-md border p-2.5 text-xs", tones[tone])}>
      {children}
    </div>
  );
}

export function TicketNotice({ notice, order, terms, onDismiss }: NoticeProps) {
  switch (notice.kind) {
    case "order":
      return <Placed order={order ?? notice.order} terms={terms} onDismiss={onDismiss} />;
    case "refused":
      return <Refused refusal={notice.refusal} terms={terms} />;
    case "outdated":
      return (
        <Box tone="warn" role="alert">
          <p className="font-semibold">Ballast was updated. Nothing was sent.</p>
          <p>The ticket stays as it is.</p>
          <div>
            <Button size="small" onClick={() => location.reload()}>
              Reload
            </Button>
          </div>
        </Box>
      );
    case "absent":
      return (
        <Box tone="warn" role="alert">
          <p className="font-semibold">The order did not arrive. Nothing was placed.</p>
          <p>
            The desk has no order of this ticket. If you send it again, it goes under the same key and can count only
            once.
          </p>
        </Box>
      );
    case "signed_out":
      return (
        <Box tone="warn" role="alert">
          <p className="font-semibold">
            Your session has ended. Sign in; nothing is sent until you press the button again.
          </p>
        </Box>
      );
    case "not_sent":
      return (
        <Box tone="halt" role="alert">
          <p className="font-semibold">Nothing was placed: {notice.problem.detail}</p>
          {notice.problem.errors?.map(({ pointer, detail }) => (
            <p key={pointer}>
              {pointer.replace(/^\//, "")} {detail}
            </p>
          ))}
          <p className="text-muted">
            Request <code className="select-all break-all font-mono">{notice.problem.requestId}</code>
          </p>
        </Box>
      );
  }
}

function Placed({ order, terms, onDismiss }: { order: OrderView; terms: Terms; onDismiss: () => void }) {
  const look = statusLook(order.status);
  return (
    <Box tone="info" role="status">
      <p className="flex items-start justify-between gap-2">
        <span className="font-semibold">{orderInWords(order, terms)}</span>
        <Badge tone={look.tone} shape={look.shape}>
          {look.word}
        </Badge>
      </p>
      <p>{standing(order, terms)}</p>
      {isWorking(order) && <ProgressBar fraction={filledFraction(order)} label={`${filledOf(order)} filled`} />}
      <p className="flex items-center justify-between">
        <TextLink href={`/orders/${order.id}`}>The order's story</TextLink>
        <Button size="small" variant="quiet" onClick={onDismiss}>
          Dismiss
        </Button>
      </p>
    </Box>
  );
}

function Refused({ refusal, terms }: { refusal: TicketRefusal; terms: Terms }) {
  const { code, message, limit, observed, headroom, orderId, blockedBy } = refusal;
  const amount = (value: string | null) => ruleAmount(code, value, { currency: terms.currency });
  return (
    <Box tone="halt" role="alert">
      <p className="font-semibold">Refused: {message}</p>
      <p>No money moved.</p>
      {limit !== null && observed !== null && hasFigures(code) && (
        <dl className="grid grid-cols-[auto_auto] justify-start gap-x-3">
          <dt>{isLimit(code) ? `Limit, ${ruleNoun(code).toLowerCase()}` : "Available"}</dt>
          <dd className="text-right">{amount(limit)}</dd>
          <dt>With this order</dt>
          <dd className="text-right">{amount(observed)}</dd>
          {headroom !== null && isLimit(code) && (
            <>
              <dt>Headroom</dt>
              <dd className="text-right">{amount(headroom)}</dd>
            </>
          )}
        </dl>
      )}
      {blockedBy.length > 0 && (
        <Suspense fallback={null}>
          <BlockingOrders ids={blockedBy} terms={terms} />
        </Suspense>
      )}
      <p className="flex flex-wrap gap-x-3">
        {isLimit(code) && <TextLink href="/risk">Limits, and who can change them</TextLink>}
        {code === "halted" && <TextLink href="/halts">Halts in force</TextLink>}
        {code === "insufficient_funds" && <TextLink href="/accounts">Deposit</TextLink>}
        {orderId !== null && <TextLink href={`/orders/${orderId}`}>The order's story</TextLink>}
      </p>
    </Box>
  );
}
