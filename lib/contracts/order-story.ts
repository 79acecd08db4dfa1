/** Everything about one order on the wire. */
import { z } from "zod";
import { type OrderRecord, orderSnapshot } from "#lib/domain/orders/order-record.ts";
import { DecimalText, Id, Instant } from "./common.ts";
import { SideText } from "./fields.ts";
import { LegView, OrderView, toOrderView } from "./order.ts";
import { type Viewable, viewOf } from "./view.ts";

const held = z.strictObject({ assetSymbol: z.string(), amount: DecimalText, releasedAt: Instant.nullable() });

const rest = {
  requestId: z.string(),
  steps: z.array(
    z.strictObject({
      id: Id,
      type: z.string(),
      status: z.string(),
      actorKind: z.string(),
      actorId: Id,
      actorName: z.string().nullable(),
      detail: z.unknown().meta({ description: "Verdicts of the check, the fill's figures, the reason of an end." }),
      effectiveAt: Instant,
      recordedAt: Instant,
    }),
  ),
  executions: z.array(
    z.strictObject({
      id: Id,
      kind: z.enum(["fill", "bust", "correct", "import"]).meta({ description: "bust: it takes `reversesId` back." }),
      reversesId: Id.nullable(),
      side: SideText,
      quantity: DecimalText,
      price: DecimalText,
      fee: DecimalText,
      realised: DecimalText,
      journalId: Id,
      venueExecutionId: z.string(),
      effectiveAt: Instant,
    }),
  ),
  journals: z.array(
    z.strictObject({
      id: Id,
      memo: z.string(),
      effectiveAt: Instant,
      postings: z.array(
        z.strictObject({ accountId: Id, accountName: z.string(), assetSymbol: z.string(), amount: DecimalText }),
      ),
    }),
  ),
  hold: held.nullable(),
  marginHold: held.nullable().meta({ description: "Cash behind the part of a sale that is short." }),
  storedAnswer: z
    .strictObject({
      key: z.string(),
      route: z.string(),
      fingerprint: z.string().meta({ description: "SHA-256 of method, route and canonical body, in hex." }),
      status: z.int().nullable(),
      body: z.unknown(),
      createdAt: Instant,
      expiresAt: Instant,
    })
    .nullable()
    .meta({ description: "What a retry under the same Idempotency-Key hears, for 24 hours." }),
  audit: z.array(
    z.strictObject({
      id: Id,
      action: z.string(),
      actorKind: z.string(),
      actorId: Id,
      actorName: z.string().nullable(),
      source: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      reason: z.string().nullable(),
      requestId: z.string(),
      effectiveAt: Instant,
    }),
  ),
};

const Rest = z.strictObject(rest);
const related = {
  parent: OrderView.nullable().meta({
    description: "The order of its group that an exit was placed with, and its exits.",
  }),
  chain: z
    .array(LegView)
    .meta({ description: "Every order of a chain of replacements, the oldest first; empty without one." }),
};
export const OrderStoryView = z.strictObject({ order: OrderView, ...related, ...rest }).meta({ id: "OrderStory" });
export type OrderStoryView = z.output<typeof OrderStoryView>;

const toRest = viewOf(Rest);

type WithLegs = OrderRecord & { readonly legs?: readonly OrderRecord[] };

interface Story extends Viewable<z.output<typeof Rest>> {
  readonly order: WithLegs;
  readonly parent: WithLegs | null;
  readonly chain: readonly OrderRecord[];
}

export function toOrderStoryView({ order, parent, chain, ...story }: Story) {
  const orders = { parent: parent === null ? null : toOrderView(parent), chain: chain.map(orderSnapshot) };
  return { order: toOrderView(order), ...orders, ...toRest(story) };
}
