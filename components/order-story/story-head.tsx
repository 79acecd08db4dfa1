"use client";
// The head of an order's story: what was asked, where it stands, and what is known of it in figures.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { goodFor, priceParts, typeWord, worksFrom } from "#components/orders/order-terms.ts";
import { sourceWord } from "#components/orders/reason-words.ts";
import { StatusBadge, UNANSWERED } from "#components/orders/status-badge.tsx";
import { MarketBadge } from "#components/portfolio/market-badge.tsx";
import { filledFraction, filledOf, standing } from "#components/ticket/order-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, PageHead } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton, TextLink } from "#components/ui/link-button.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { ProgressBar } from "#components/ui/used-bar.tsx";
import { marketNowOptions } from "#lib/client/calendar.ts";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import type { StoryDeskProps } from "./desk-props.ts";

type Order = OrderStoryView["order"];

interface StoryHeadProps {
  readonly order: Order;
  readonly words: string;
  readonly market: { readonly source: string; readonly accountId: string; readonly zone: string };
  /** Null when there is nothing to cancel, or nobody who may. */
  readonly onCancel: (() => void) | null;
  readonly canceling: boolean;
  /** Null when nothing about it can be changed, or by nobody here. */
  readonly onReplace: (() => void) | null;
}

export function StoryHead({ order, words, market, onCancel, canceling, onReplace }: StoryHeadProps) {
  return (
    <PageHead
      title={words}
      note={
        <span className="inline-flex flex-wrap items-center gap-2">
          <StatusBadge order={order} />
          <MarketBadge {...market} />
          <TextLink href="/orders" className="no-print">
            All orders
          </TextLink>
        </span>
      }
    >
      {onReplace !== null && <Button onClick={onReplace}>Replace…</Button>}
      {onCancel !== null && (
        <Button variant="danger" onClick={onCancel} busyText={canceling ? "Canceling…" : undefined}>
          Cancel this order
        </Button>
      )}
      <LinkButton href={`/trade?symbol=${encodeURIComponent(order.symbol)}`}>Chart of {order.symbol}</LinkButton>
      <Button onClick={() => print()}>Print</Button>
    </PageHead>
  );
}

type StoryFactsProps = StoryDeskProps & {
  readonly story: OrderStoryView;
  readonly price: (value: string) => string;
};

export function StoryFacts({ story, account, tick, zone, hidden, price }: StoryFactsProps) {
  const { order, hold } = story;
  const { currency } = account;
  const { data: market } = useQuery(marketNowOptions());
  const from = worksFrom(order, market);
  return (
    <Card title="Order">
      <p className="mb-2">
        {hidden
          ? "Figures are hidden."
          : order.dispatch === "unknown" && isOpen(order.status)
            ? UNANSWERED_SENTENCE
            : standing(order, { tick, currency })}
      </p>
      {!hidden && (
        <div className="mb-2 flex flex-col gap-1">
          <span className="text-muted text-xs">{filledOf(order)} filled</span>
          <ProgressBar fraction={filledFraction(order)} label={`${filledOf(order)} filled`} />
        </div>
      )}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
        <Fact name="Account">{account.name}</Fact>
        <Fact name="Sent">
          <TimeText at={order.submittedAt} zone={zone} />
        </Fact>
        <Fact name="Type">{typeWord(order.type)}</Fact>
        {priceParts(order, price).map(({ name, text }) => (
          <Fact key={name} name={FACT_NAMES[name] ?? name}>
            {text}
          </Fact>
        ))}
        <Fact name="Good">{goodFor(order)}</Fact>
        {from !== null && (
          <Fact name="Works from">
            <TimeText at={from} zone={zone} />
          </Fact>
        )}
        {order.expiresAt !== null && order.closedAt === null && (
          <Fact name="Expires">
            <TimeText at={order.expiresAt} zone={zone} />
          </Fact>
        )}
        {order.closedAt !== null && (
          <Fact name="Closed">
            <TimeText at={order.closedAt} zone={zone} />
          </Fact>
        )}
        {hold !== null && <Fact name="Set aside">{holdWords(hold, { currency, hidden })}</Fact>}
        <Fact name="Came by">{sourceWord(order.source)}</Fact>
        <Fact name="Order id">
          <Code>{order.id}</Code> <CopyButton text={order.id} what="order id" />
        </Fact>
        <Fact name="Client id">
          <Code>{order.clientOrderId}</Code>
        </Fact>
      </dl>
    </Card>
  );
}

const UNANSWERED_SENTENCE = `${UNANSWERED}. It is looked up at the venue and never sent again.`;

const FACT_NAMES: { readonly [name: string]: string } = {
  trail: "Trail",
  stop: "Stop",
  "stop now": "Stop now",
  limit: "Limit",
  best: "Best price since",
  lowest: "Lowest price since",
};

/** Cash for a buy, units for a sell; after the end nothing is set aside any more. */
function holdWords(
  { assetSymbol, amount, releasedAt }: NonNullable<OrderStoryView["hold"]>,
  { currency, hidden }: { readonly currency: string; readonly hidden: boolean },
): string {
  if (releasedAt !== null) return "nothing any more";
  if (assetSymbol === currency) return formatMoney(amount, { currency, hidden });
  return `${formatQuantity(amount, { hidden })} ${assetSymbol}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
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
