// One order's story: everything that is known of it, each part linked to the others.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { hideStory } from "#components/order-story/hide-story.ts";
import { StoryDesk } from "#components/order-story/story-desk.tsx";
import { storyTitle, storyWords } from "#components/order-story/story-words.ts";
import { orderStoryOptions } from "#lib/client/orders.ts";
import { Id } from "#lib/contracts/common.ts";
import { type OrderStoryView, toOrderStoryView } from "#lib/contracts/order-story.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { pageContext } from "#lib/server/page-context.ts";
import { withRequestId } from "#lib/server/with-request-id.ts";
import { getAccount } from "#lib/services/accounts/get-account.ts";
import { ServiceError } from "#lib/services/errors.ts";
import { getOrderStory } from "#lib/services/orders/get-order-story.ts";
import { deskPage } from "../../desk-page.ts";
import { Hydrated } from "../../hydrated.tsx";
import { readTicks } from "../read-ticks.ts";

interface StoryPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

/** Title and page ask for the same story; it is read once. */
const readStory = cache(async (id: string): Promise<OrderStoryView> => {
  if (!Id.safeParse(id).success) notFound();
  const { ctx } = await pageContext();
  try {
    // Closed sets are plain text in the record; the answer's own schema says so too.
    return toOrderStoryView(await getOrderStory({ ctx, input: { orderId: id } })) as OrderStoryView;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "not_found") notFound();
    throw error;
  }
});

export const generateMetadata = withRequestId(async function generateMetadata({
  params,
}: StoryPageProps): Promise<Metadata> {
  const [{ ctx, hidden }, { id }] = await Promise.all([deskPage(), params]);
  const [{ order }, ticks] = await Promise.all([readStory(id), readTicks(ctx)]);
  const currency = (await readAccount(order.accountId)).currency;
  const words = storyWords(order, { tick: ticks[order.symbol] ?? "0.01", currency, hidden });
  return { title: storyTitle(words, order) };
});

const readAccount = cache(async (id: string) => {
  const { ctx } = await pageContext();
  return getAccount({ ctx, input: { accountId: asId<AccountId>(id) } });
});

export default withRequestId(async function StoryPage({ params }: StoryPageProps) {
  const [{ ctx, may, zone, hidden }, { id }] = await Promise.all([deskPage(), params]);
  const story = await readStory(id);
  const [account, ticks] = await Promise.all([readAccount(story.order.accountId), readTicks(ctx)]);
  const acts = account.role !== null && account.role !== "viewer";
  const { name, currency, marketSource } = account;
  return (
    <Hydrated queries={[{ key: orderStoryOptions(story.order.id).queryKey, data: hidden ? hideStory(story) : story }]}>
      <StoryDesk
        orderId={story.order.id}
        account={{ id: account.id, name, currency, marketSource }}
        tick={ticks[story.order.symbol] ?? "0.01"}
        zone={zone}
        hidden={hidden}
        mayTrade={acts && may("orders:submit")}
        mayCancel={acts && may("orders:cancel")}
        mayAudit={may("audit:read")}
      />
    </Hydrated>
  );
});
