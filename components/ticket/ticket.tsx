"use client";
// The ticket: what to do, what it would cost, whether it would pass, one button that says it all, and the server's word.
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { signOf } from "#components/format/string-decimal.ts";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import { asApplies, type Market } from "./applies.ts";
import type { FieldProblems, Terms, TicketDraft } from "./draft.ts";
import { Estimate } from "./estimate.tsx";
import { TicketNotice } from "./notice.tsx";
import { type ReadDraft, readDraft } from "./read-draft.ts";
import { termsInWords } from "./terms-in-words.ts";
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
  readonly market: Market;
  /** The price the order would meet, for stepping a price. */
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
  stopPrice: "stopPrice",
  trailPrice: "trail",
  trailPercent: "trail",
  type: "type",
  timeInForce: "timeInForce",
  orderClass: "exits",
  takeProfit: "takeProfitPrice",
  "takeProfit.limitPrice": "takeProfitPrice",
  stopLoss: "stopLossPrice",
  "stopLoss.stopPrice": "stopLossPrice",
  "stopLoss.limitPrice": "stopLossLimit",
};

function problemsOf(read: ReadDraft, { preview, outdated }: PreviewReading): FieldProblems {
  if (!read.ok) return read.problems;
  const refusal = outdated ? null : preview?.refusal;
  const field = refusal?.field === undefined ? undefined : FIELDS[refusal.field];
  return refusal && field !== undefined ? { [field]: refusal.message } : {};
}

/** Exits of a position go against it, and are of all of it unless told. */
function exitOf(position: string | undefined, { quantity }: TicketDraft): Partial<TicketDraft> {
  if (position === undefined || signOf(position) === 0) return { side: "sell" };
  const side = signOf(position) > 0 ? "sell" : "buy";
  return quantity === "" ? { side, quantity: position.replace("-", "") } : { side };
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
  const { idPrefix, accountId, ticket, terms, market, price, order, hidden } = props;
  const { state, ready } = ticket;
  const draft = asApplies(state.draft, market);
  const read = readDraft(draft, { tick: terms.tick, assetClass: market.assetClass });
  const preview = usePreview(accountId, read.ok ? read.terms : null);
  const busy = BUSY[state.phase];
  const [tried, setTried] = useState<TicketDraft | null>(null);

  function change(part: Partial<TicketDraft>) {
    ticket.change(part.exits === "oco" ? { ...exitOf(preview.preview?.position, draft), ...part } : part);
  }

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
          accountId={accountId}
          draft={draft}
          onChange={change}
          problems={problemsOf(read, preview)}
          showProblems={read.ok || tried === state.draft}
          market={market}
          tick={terms.tick}
          currency={terms.currency}
          hidden={hidden}
          price={price}
        />
      </fieldset>
      <Estimate
        preview={preview.preview}
        outdated={preview.outdated}
        cause={preview.cause}
        draft={draft}
        assetClass={market.assetClass}
        terms={terms}
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
