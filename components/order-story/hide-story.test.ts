// Hidden balances stay on the server.
import { expect, test } from "vitest";
import { sampleOrder } from "#components/orders/sample-order.ts";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";
import { hideStory } from "./hide-story.ts";

const SECRET = "7391.25";
const id = "01890a5d-ac96-774b-bcce-b302099a8057";
const at = "2026-11-20T15:30:00.000Z";

const alone: Omit<OrderStoryView, "parent" | "chain"> = {
  order: sampleOrder({
    id,
    quantity: SECRET,
    status: "rejected",
    dispatch: "none",
    filledQuantity: SECRET,
    leavesQuantity: SECRET,
    averageFillPrice: "188.05",
    rejectReason: "insufficient_funds",
    rejectDetail: { message: `It needs ${SECRET}.`, limit: SECRET, observed: SECRET, headroom: SECRET },
    closedAt: at,
  }),
  requestId: "req",
  steps: ["quantity", "fee", "message", "limit"].map((name) => ({
    id,
    type: "filled",
    status: "filled",
    actorKind: "user",
    actorId: id,
    actorName: "Ava",
    detail: {
      [name]: SECRET,
      verdicts: [{ rule: "funds", ok: true, limit: SECRET, observed: SECRET, headroom: SECRET }],
    },
    effectiveAt: at,
    recordedAt: at,
  })),
  executions: [
    {
      id,
      kind: "fill",
      reversesId: null,
      side: "buy",
      quantity: SECRET,
      price: "188.05",
      fee: SECRET,
      realised: SECRET,
      journalId: id,
      venueExecutionId: "v",
      effectiveAt: at,
    },
  ],
  journals: [
    {
      id,
      memo: `Bought ${SECRET} AAPL`,
      effectiveAt: at,
      postings: [{ accountId: id, accountName: "Main", assetSymbol: "USD", amount: SECRET }],
    },
  ],
  hold: { assetSymbol: "USD", amount: SECRET, releasedAt: null },
  marginHold: { assetSymbol: "USD", amount: SECRET, releasedAt: null },
  storedAnswer: {
    key: "k",
    route: "POST /",
    fingerprint: "f",
    status: 201,
    body: { cash: SECRET },
    createdAt: at,
    expiresAt: at,
  },
  audit: [
    {
      id,
      action: "order.submit",
      actorKind: "user",
      actorId: id,
      actorName: "Ava",
      source: "ui",
      before: `{"a":"${SECRET}"}`,
      after: `{"a":"${SECRET}"}`,
      reason: null,
      requestId: "req",
      effectiveAt: at,
    },
  ],
};
const story: OrderStoryView = { ...alone, parent: { ...alone.order, legs: [alone.order] }, chain: [alone.order] };

test("no amount of a hidden story is left anywhere in it", () => {
  expect(JSON.stringify(story)).toContain(SECRET);
  expect(JSON.stringify(hideStory(story))).not.toContain(SECRET);
});

test("what happened and at which price stays", () => {
  expect(hideStory(story).executions[0]).toMatchObject({ price: "188.05", venueExecutionId: "v" });
});
