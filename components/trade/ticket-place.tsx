"use client";
// Where the ticket stands: beside the chart, or in a sheet from below; one ticket either way, and sign-in over it when needed.
import { Suspense, useEffect, useState } from "react";
import type { SignInAction } from "#components/sign-in/sign-in-form.tsx";
import { asApplies, type Market } from "#components/ticket/applies.ts";
import type { TicketDraft } from "#components/ticket/draft.ts";
import { Ticket, type TicketProps } from "#components/ticket/ticket.tsx";
import { TicketSheet } from "#components/ticket/ticket-sheet.tsx";
import { useOffers } from "#components/ticket/use-offers.ts";
import { type SubmitTicket, type TicketHandle, useTicket } from "#components/ticket/use-ticket.ts";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { QuoteView } from "#lib/contracts/instrument.ts";
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import { type DeskActions, useLiveOrder } from "./use-desk-data.ts";
import { useWide } from "./use-wide.ts";

const SignInOver = lazyPart(async () => (await import("#components/ticket/sign-in-over.tsx")).SignInOver);

interface TicketPlaceProps {
  readonly account: { readonly id: string; readonly currency: string };
  readonly symbol: string;
  readonly quotes: ReadonlyMap<string, QuoteView>;
  readonly tickOf: (symbol: string) => string;
  readonly assetClassOf: (symbol: string) => AssetClass;
  readonly actions: DeskActions;
  readonly hidden: boolean;
  readonly maySubmit: boolean;
  readonly amountAllowed: boolean;
  readonly submit: SubmitTicket;
  readonly signIn: SignInAction;
  /** The ticket as it is being written, for the chart. */
  readonly onTicket: (ticket: WrittenTicket) => void;
}

export interface WrittenTicket {
  readonly draft: TicketDraft;
  readonly change: TicketHandle["change"];
}

export function TicketPlace(props: TicketPlaceProps) {
  if (props.maySubmit) return <WorkingTicket {...props} />;
  return (
    <Card title="Ticket">
      <EmptyState
        kind="forbidden"
        title="You may look, not trade"
        action={{ href: "/portfolio", label: "Go to the portfolio" }}
      >
        Placing orders needs the role trader and a trader's place on this account. An administrator or the account's
        owner can give it.
      </EmptyState>
    </Card>
  );
}

function WorkingTicket(props: TicketPlaceProps) {
  const { account, symbol, quotes, tickOf, actions, hidden, amountAllowed, submit, signIn, onTicket } = props;
  const wide = useWide();
  const held = useTicket({
    accountId: account.id,
    symbol,
    submit,
    findOrder: actions.findOrder,
    onOrder: actions.onOrder,
  });
  const { notice, draft } = held.state;
  const market: Market = { assetClass: props.assetClassOf(draft.symbol), amountAllowed };
  const order = useLiveOrder(notice?.kind === "order" ? notice.order : null);
  const [closedFor, setClosedFor] = useState<object | null>(null);
  const quote = quotes.get(draft.symbol);
  const ticket = useOffers({ ticket: held, market, tick: tickOf(draft.symbol), quote });
  const { change } = ticket;
  const { assetClass } = market;
  useEffect(() => {
    onTicket({ draft: asApplies(draft, { assetClass, amountAllowed }), change });
  }, [onTicket, draft, assetClass, amountAllowed, change]);
  const shared: Omit<TicketProps, "idPrefix"> = {
    accountId: account.id,
    ticket,
    terms: { tick: tickOf(draft.symbol), currency: account.currency },
    noticeTerms: { tick: tickOf(order?.symbol ?? draft.symbol), currency: account.currency },
    market,
    price: (draft.side === "buy" ? quote?.ask : quote?.bid) ?? null,
    order,
    hidden,
  };
  return (
    <>
      {wide !== false && (
        <div className="max-md:hidden md:sticky md:top-[calc(var(--header)+12px)]">
          <Card title={`Ticket, ${draft.symbol}`}>
            <Ticket {...shared} idPrefix="ticket" />
          </Card>
        </div>
      )}
      {wide === false && <TicketSheet {...shared} />}
      {notice?.kind === "signed_out" && (
        <Suspense fallback={null}>
          <SignInOver
            open={closedFor !== notice}
            action={signIn}
            // The stream ended with the session; a fresh page brings everything back, and the ticket was kept.
            onSignedIn={() => location.reload()}
            onClose={() => setClosedFor(notice)}
          />
        </Suspense>
      )}
    </>
  );
}
