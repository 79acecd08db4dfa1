/** Everything about one order: its steps with times and actors, executions, journals, verdicts, the stored answer, audit events. */
import { plainColumn } from "#lib/db/decimal.ts";
import type { OrderRecord } from "#lib/domain/orders/order-record.ts";
import type { Hold } from "#prisma/generated/client.ts";
import { actorNames } from "../actor-names.ts";
import type { Verb } from "../context.ts";
import { getOrder } from "./get-order.ts";
import { readChain } from "./replacement-chain.ts";
import { addLegs, type OrderWithLegs } from "./with-legs.ts";

export interface StoryStep {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly actorKind: string;
  readonly actorId: string;
  /** Null for who is not there any more. */
  readonly actorName: string | null;
  readonly detail: unknown;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
}

export interface StoryPosting {
  readonly accountId: string;
  readonly accountName: string;
  readonly assetSymbol: string;
  readonly amount: string;
}

export interface StoryHold {
  readonly assetSymbol: string;
  readonly amount: string;
  readonly releasedAt: Date | null;
}

export interface OrderStory {
  readonly order: OrderWithLegs;
  /** The order of its group that an exit was placed with. */
  readonly parent: OrderWithLegs | null;
  /** Orders that replaced one another, the oldest first; empty without a replacement. */
  readonly chain: readonly OrderRecord[];
  readonly requestId: string;
  readonly steps: readonly StoryStep[];
  readonly executions: readonly {
    readonly id: string;
    readonly kind: string;
    readonly reversesId: string | null;
    readonly side: string;
    readonly quantity: string;
    readonly price: string;
    readonly fee: string;
    readonly realised: string;
    readonly journalId: string;
    readonly venueExecutionId: string;
    readonly effectiveAt: Date;
  }[];
  readonly journals: readonly {
    readonly id: string;
    readonly memo: string;
    readonly effectiveAt: Date;
    readonly postings: readonly StoryPosting[];
  }[];
  readonly hold: StoryHold | null;
  /** Cash behind the part of a sale that is short. */
  readonly marginHold: StoryHold | null;
  readonly storedAnswer: {
    readonly key: string;
    readonly route: string;
    /** SHA-256 of method, route and canonical body, in hex. */
    readonly fingerprint: string;
    readonly status: number | null;
    readonly body: unknown;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  } | null;
  readonly audit: readonly {
    readonly id: string;
    readonly action: string;
    readonly actorKind: string;
    readonly actorId: string;
    readonly actorName: string | null;
    readonly source: string;
    readonly before: string | null;
    readonly after: string | null;
    readonly reason: string | null;
    readonly requestId: string;
    readonly effectiveAt: Date;
  }[];
}

const WITH_SYMBOL = { include: { asset: { select: { symbol: true } } } } as const;

export async function getOrderStory({ ctx, input }: Verb<{ readonly orderId: string }>): Promise<OrderStory> {
  const order = await getOrder({ ctx, input });
  const db = ctx.database;
  const [row, steps, executions, journals, answer, chain, parent] = await Promise.all([
    db.order.findUniqueOrThrow({
      where: { id: order.id },
      select: { requestId: true, hold: WITH_SYMBOL, marginHold: WITH_SYMBOL },
    }),
    db.orderEvent.findMany({
      where: { orderId: order.id },
      orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
      take: 500,
    }),
    db.execution.findMany({
      where: { orderId: order.id },
      orderBy: [{ effectiveAt: "asc" }, { id: "asc" }],
      take: 500,
    }),
    db.journal.findMany({
      where: { orderId: order.id },
      orderBy: [{ effectiveAt: "asc" }, { id: "asc" }],
      take: 500,
      include: {
        postings: {
          orderBy: { seq: "asc" },
          include: { account: { select: { name: true } }, asset: { select: { symbol: true } } },
        },
      },
    }),
    db.idempotencyKey.findFirst({ where: { entityId: order.id } }),
    readChain(db, order),
    order.parentId === null ? null : db.order.findUnique({ where: { id: order.parentId } }),
  ]);
  // Executions have audit rows of their own; both belong to the order's story.
  const audit = await db.auditEvent.findMany({
    where: {
      OR: [
        { entityType: "order", entityId: order.id },
        { entityType: "execution", entityId: { in: executions.map((execution) => execution.id) } },
      ],
    },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  const nameOf = await actorNames(
    db,
    [...steps, ...audit].map(({ actorId }) => actorId),
  );
  return {
    order,
    chain,
    parent: parent === null ? null : await addLegs(db, parent),
    requestId: row.requestId,
    steps: steps.map((step) => ({ ...step, actorName: nameOf(step.actorId) })),
    executions: executions.map((execution) => ({
      id: execution.id,
      kind: execution.kind,
      reversesId: execution.reversesId,
      side: execution.side,
      journalId: execution.journalId,
      venueExecutionId: execution.venueExecutionId,
      effectiveAt: execution.effectiveAt,
      quantity: plainColumn(execution.quantity),
      price: plainColumn(execution.price),
      fee: plainColumn(execution.fee),
      realised: plainColumn(execution.realised),
    })),
    journals: journals.map((journal) => ({
      id: journal.id,
      memo: journal.memo,
      effectiveAt: journal.effectiveAt,
      postings: journal.postings.map((posting) => ({
        accountId: posting.accountId,
        accountName: posting.account.name,
        assetSymbol: posting.asset.symbol,
        amount: plainColumn(posting.amount),
      })),
    })),
    hold: toHold(row.hold),
    marginHold: toHold(row.marginHold),
    storedAnswer: answer === null ? null : { ...answer, fingerprint: Buffer.from(answer.fingerprint).toString("hex") },
    audit: audit.map((event) => ({ ...event, actorName: nameOf(event.actorId) })),
  };
}

function toHold(hold: (Hold & { readonly asset: { readonly symbol: string } }) | null): StoryHold | null {
  if (hold === null) return null;
  return { assetSymbol: hold.asset.symbol, amount: plainColumn(hold.amount), releasedAt: hold.releasedAt };
}
