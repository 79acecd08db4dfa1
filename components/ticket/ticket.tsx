"use client";
// The ticket: what to do, what it would cost, whether it would pass, one button that says it all, and the server's word.
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { type FieldProblems, type ReadDraft, readDraft, type Terms, type TicketDraft, termsInWords } from "./draft.ts";
import { Estimate } from "./estimate.tsx";
import { TicketNotice } from "./notice.tsx";
import { TicketFields } from "./ticket-fields.tsx";
import type { Phase } from "./ticket-state.ts";
import { type PreviewReading, usePreview } from "./use-preview.ts";
import type { TicketHandle } from "./use-ticket.ts";

export interface TicketProps {
  readonly idPrefix: string;
  readonly accountId: string;
  readonly ticket: TicketHandle;
  readonly terms: Terms;
  /** The order of the last answer may be of another instrument. */
  readonly noticeTerms: Terms;
  readonly amountAllowed: boolean;
  /** The price the order would meet, for stepping a limit price. */
  readonly price: string | null;
  /** The order of the last answer as it stands now. */
  readonly order: OrderView | null;
  readonly hidden: boolean;
}

/** Fields named by the server's refusal, under the names of the ticket. */
const FIELDS: Readonly<Record<string, keyof FieldProblems>> = {
  quantity: "quantity",
  notional: "amount",
  limitPrice: "limitPrice",
  timeInForce: "timeInForce",
};

export function shownDraft(draft: TicketDraft, amountAllowed: boolean): TicketDraft {
  return amountAllowed ? draft : { ...draft, sizing: "quantity" };
}

function problemsOf(read: ReadDraft, { preview, outdated }: PreviewReading): FieldProblems {
  if (!read.ok) return read.problems;
  const refusal = outdated ? null : preview?.refusal;
  const field = refusal?.field === undefined ? undefined : FIELDS[refusal.field];
  return refusal && field !== undefined ? { [field]: refusal.message } : {};
}

function buttonWords(read: ReadDraft, draft: TicketDraft, terms: Terms): string {
  return read.ok ? termsInWords(read.terms, terms) : `${draft.side === "buy" ? "Buy" : "Sell"} ${draft.symbol}`;
}

const BUSY: Readonly<Record<Phase, string | undefined>> = {
  filling: undefined,
  sending: "Sending…",
  checking: "Sent, no answer yet; checking",
};

export function Ticket(props: TicketProps) {
  const { idPrefix, accountId, ticket, terms, amountAllowed, price, order, hidden } = props;
  const { state, ready } = ticket;
  const draft = shownDraft(state.draft, amountAllowed);
  const read = readDraft(draft, terms);
  const preview = usePreview(accountId, read.ok ? read.terms : null);
  const busy = BUSY[state.phase];
  const [tried, setTried] = useState<TicketDraft | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(state.draft);
    if (read.ok) ticket.send(read.terms);
  }

  // A key held down or a double click is one wish.
  function once(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key === "Enter" && event.repeat) event.preventDefault();
  }

  return (
    <form aria-label="Order ticket" noValidate onSubmit={submit} onKeyDown={once} className="flex flex-col gap-3">
      {/* While an order is under way the fields take no change, but keep the focus where it was. */}
      <fieldset disabled={!ready} className={cx("flex min-w-0 flex-col gap-3", busy !== undefined && "opacity-60")}>
        <legend className="sr-only">Order of {draft.symbol}</legend>
        <TicketFields
          idPrefix={idPrefix}
          draft={draft}
          onChange={ticket.change}
          problems={problemsOf(read, preview)}
          showProblems={read.ok || tried === state.draft}
          amountAllowed={amountAllowed}
          tick={terms.tick}
          currency={terms.currency}
          price={price}
        />
      </fieldset>
      <Estimate
        preview={preview.preview}
        outdated={preview.outdated}
        cause={preview.cause}
        side={draft.side}
        symbol={draft.symbol}
        currency={terms.currency}
        hidden={hidden}
      />
      <Button
        type="submit"
        variant={draft.side}
        size="large"
        disabled={!ready}
        aria-disabled={busy === undefined ? undefined : true}
        aria-busy={busy === undefined ? undefined : true}
        onClick={(event) => {
          if (event.detail > 1) event.preventDefault();
        }}
      >
        {busy ?? buttonWords(read, draft, terms)}
      </Button>
      {!ready && <p className="text-muted text-xs">The ticket opens as soon as the page is live.</p>}
      {state.phase === "checking" && (
        <p role="status" className="text-warn text-xs">
          The order was sent and may have been placed. The desk is asked by its key; it is not sent again.
        </p>
      )}
      {state.notice !== null && (
        <TicketNotice
          notice={state.notice}
          order={order}
          terms={props.noticeTerms}
          onDismiss={() => ticket.tell({ type: "dismiss" })}
        />
      )}
    </form>
  );
}
