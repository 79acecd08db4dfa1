"use client";
// One order's story at work: head, timeline on the left, tabs on the right; live while it is open.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { Suspense, useEffect, useState } from "react";
import { formatPrice } from "#components/format/price.ts";
import { type CancelPlan, planCancel } from "#components/orders/cancel-plan.ts";
import { orderRows } from "#components/orders/order-rows.ts";
import { mayReplace } from "#components/orders/replace-draft.ts";
import { useCancelOrder } from "#components/orders/use-cancel-order.ts";
import { useReplace } from "#components/orders/use-replace.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ErrorPanel } from "#components/ui/error-panel.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { groupOptions, orderStoryOptions } from "#lib/client/orders.ts";
import type { OrderView } from "#lib/contracts/order.ts";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import { AuditSection } from "./audit-section.tsx";
import type { StoryDeskProps } from "./desk-props.ts";
import { ExecutionsSection } from "./executions-section.tsx";
import { JournalSection } from "./journal-section.tsx";
import { PrintHead } from "./print-head.tsx";
import { RelatedOrders } from "./related-orders.tsx";
import { RequestSection } from "./request-section.tsx";
import { readStoryTab, STORY_TABS, type StoryTab, storyHref } from "./story-address.ts";
import { StoryFacts, StoryHead } from "./story-head.tsx";
import { storyTitle, storyWords } from "./story-words.ts";
import { Timeline } from "./timeline.tsx";
import { timelineOf, verdictsOf } from "./timeline-steps.ts";
import { useAnchor } from "./use-anchor.ts";
import { VerdictsSection } from "./verdicts-section.tsx";

// Both come with the first press that needs them.
const CancelChosenDialog = lazyPart(
  async () => (await import("#components/orders/cancel-chosen-dialog.tsx")).CancelChosenDialog,
);
const ReplaceDialog = lazyPart(async () => (await import("#components/orders/replace-dialog.tsx")).ReplaceDialog);

export function StoryDesk(props: StoryDeskProps) {
  const { data: story, dataUpdatedAt, error, refetch } = useQuery(orderStoryOptions(props.orderId));
  if (story !== undefined) return <Story {...props} story={story} asOf={new Date(dataUpdatedAt).toISOString()} />;
  return error === null ? (
    <p className="text-muted">Loading the order…</p>
  ) : (
    <ErrorPanel
      what="The order's story could not be loaded."
      money="Looking at an order moves no money."
      todo={error.message}
      action={<Button onClick={() => void refetch()}>Try again</Button>}
    />
  );
}

type StoryProps = StoryDeskProps & { readonly story: OrderStoryView; readonly asOf: string };

function Story(props: StoryProps) {
  const { story, account, tick, zone, hidden, mayCancel, mayTrade, asOf } = props;
  const { order } = story;
  const tab = readStoryTab(useSearchParams().get("tab"));
  const queries = useQueryClient();
  const router = useRouter();
  const cancels = useCancelOrder(account.id);
  const replace = useReplace("dialog");
  const [plan, setPlan] = useState<CancelPlan | null>(null);
  const wordsOf = (each: OrderView) => storyWords(each, { tick, currency: account.currency, hidden });
  const words = storyWords(order, { tick, currency: account.currency, hidden });
  const title = storyTitle(words, order);
  useAnchor(tab);

  /** An order by itself is canceled at once; a group is read first, to say how many it is. */
  async function cancel() {
    if (order.orderClass === "simple") return cancels.cancel(order);
    const group = await queries.fetchQuery(groupOptions(order)).catch(() => [order]);
    setPlan(planCancel([order], orderRows(group)));
  }
  useEffect(() => {
    document.title = `${title} - Ballast`;
  }, [title]);

  return (
    <>
      <PrintHead account={account} zone={zone} asOf={asOf} orderId={order.id} />
      <StoryHead
        order={order}
        words={words}
        market={{ source: account.marketSource, accountId: account.id, zone }}
        onCancel={mayCancel && isOpen(order.status) ? cancel : null}
        onReplace={mayTrade && !hidden && mayReplace(order) ? () => replace.start(order) : null}
        canceling={cancels.canceling.has(order.id) || order.status === "pending_cancel"}
      />
      {cancels.trouble !== null && (
        <div className="mb-3">
          <ErrorPanel
            what="The order was not canceled."
            money="A cancel moves no money; what is filled stays as it is."
            todo={cancels.trouble.sentence}
            requestId={cancels.trouble.requestId ?? undefined}
            action={<Button onClick={cancels.dismiss}>Dismiss</Button>}
          />
        </div>
      )}
      <ShallowLinks>
        <div className="grid items-start gap-3 lg:grid-cols-[20rem_minmax(0,1fr)] print:block">
          <div className="flex min-w-0 flex-col gap-3">
            <Card title="Timeline">
              <Timeline
                orderId={order.id}
                zone={zone}
                steps={timelineOf(story.steps, { quantity: order.quantity, tick, hidden })}
              />
            </Card>
            <RelatedOrders order={order} wordsOf={wordsOf} />
            <StoryFacts {...props} price={(value) => formatPrice(value, { tick })} />
          </div>
          <div className="flex min-w-0 flex-col">
            <Tabs label="Parts of the story" items={tabItems(story, tab)} />
            <StorySections {...props} tab={tab} />
          </div>
        </div>
      </ShallowLinks>
      <Suspense fallback={null}>
        {plan !== null && (
          <CancelChosenDialog
            accountId={account.id}
            plan={plan}
            currency={account.currency}
            hidden={hidden}
            wordsOf={wordsOf}
            onDone={() => undefined}
            onClose={() => setPlan(null)}
          />
        )}
        {replace.editing !== null && (
          <ReplaceDialog
            order={replace.editing}
            words={words}
            tick={tick}
            replace={replace}
            onReplaced={(next) => {
              replace.stop();
              router.push(`/orders/${next.id}`);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

const TAB_WORDS: { readonly [T in StoryTab]: string } = {
  executions: "Executions",
  journal: "Journal",
  risk: "Risk",
  request: "Request",
  audit: "Audit",
};

function tabItems({ order, executions, journals, steps, audit }: OrderStoryView, current: StoryTab) {
  const counts: { readonly [T in StoryTab]: number | undefined } = {
    executions: executions.length,
    journal: journals.length,
    risk: steps.flatMap(({ detail }) => verdictsOf(detail)).length,
    request: undefined,
    audit: audit.length,
  };
  return STORY_TABS.map((tab) => ({
    href: storyHref(order.id, tab),
    label: TAB_WORDS[tab],
    count: counts[tab],
    current: tab === current,
  }));
}

function StorySections({ story, account, tick, zone, hidden, mayAudit, tab }: StoryProps & { readonly tab: StoryTab }) {
  const { order, steps, executions, journals, audit, requestId, storedAnswer } = story;
  const part = (name: StoryTab) => ({ current: tab === name, zone, currency: account.currency, hidden });
  return (
    <div className="mt-2">
      <ExecutionsSection {...part("executions")} order={order} executions={executions} tick={tick} />
      <JournalSection {...part("journal")} orderId={order.id} journals={journals} executions={executions} />
      <VerdictsSection {...part("risk")} order={order} steps={steps} />
      <RequestSection
        {...part("request")}
        order={order}
        requestId={requestId}
        storedAnswer={storedAnswer}
        mayAudit={mayAudit}
      />
      <AuditSection {...part("audit")} audit={audit} mayAudit={mayAudit} />
    </div>
  );
}
