// Takes the amounts out of a story before it leaves for the page: what is hidden is not in the HTML at all.
import { hideOrder } from "#components/orders/hide-order.ts";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";

export function hideStory(story: OrderStoryView): OrderStoryView {
  const { order, parent, chain, steps, executions, journals, hold, marginHold, storedAnswer, audit } = story;
  return {
    ...story,
    order: hideOrder(order),
    parent: parent === null ? null : hideOrder(parent),
    chain: chain.map(hideOrder),
    steps: steps.map((step) => ({ ...step, detail: hideDetail(step.detail) })),
    executions: executions.map((execution) => ({ ...execution, quantity: "0", fee: "0", realised: "0" })),
    journals: journals.map((journal) => ({
      ...journal,
      memo: "",
      postings: journal.postings.map((posting) => ({ ...posting, amount: "0" })),
    })),
    hold: hold === null ? null : { ...hold, amount: "0" },
    marginHold: marginHold === null ? null : { ...marginHold, amount: "0" },
    storedAnswer: storedAnswer === null ? null : { ...storedAnswer, body: null },
    audit: audit.map((event) => ({ ...event, before: null, after: null })),
  };
}

const KEPT = new Set(["executionId", "price", "reason", "venueOrderId", "last", "stopPrice"]);

/** Keeps what says that something happened, and the price at which; never how much. */
function hideDetail(detail: unknown): unknown {
  if (typeof detail !== "object" || detail === null) return {};
  const kept: { [name: string]: unknown } = {};
  for (const [name, value] of Object.entries(detail)) {
    if (KEPT.has(name)) kept[name] = value;
    if (name === "quantity" || name === "by") kept[name] = "0";
    if (name === "verdicts" && Array.isArray(value)) kept[name] = value.map(hideVerdict);
  }
  return kept;
}

function hideVerdict(verdict: unknown): unknown {
  return typeof verdict === "object" && verdict !== null
    ? { ...verdict, limit: null, observed: null, headroom: null }
    : null;
}
