/** Puts orders straight into the paper venue, as the desk leaves them once it has sent them: for tests of the venue's own rules. */
import { v7 as uuidv7 } from "uuid";
import { createPaperBroker } from "#lib/adapters/brokers/paper/paper-broker.ts";
import { type AccountId, asId, type OrderId } from "#lib/domain/shared/ids.ts";
import type { BrokerOrder } from "#lib/ports/broker.ts";
import type { VenueDesk } from "./venue-desk.ts";

export interface VenueTicket extends Partial<Omit<BrokerOrder, "id" | "accountId" | "assetId">> {
  readonly symbol: string;
  readonly side: "buy" | "sell";
  /** Held for it: cash for a buy, none unless told; units for a sell, all of it unless told. */
  readonly hold?: string;
  /** Members of a group share one. */
  readonly holdId?: string;
  readonly legRole?: "take_profit" | "stop_loss";
}

export interface SentOrder {
  readonly id: OrderId;
  readonly holdId: string | null;
}

export async function sendToVenue(venue: VenueDesk, accountId: AccountId, ticket: VenueTicket): Promise<SentOrder> {
  const { desk } = venue;
  const order = await brokerOrder(venue, accountId, ticket);
  const holdId = ticket.holdId ?? (await hold(venue, order, ticket));
  await createOrderRow(venue, order, ticket, holdId);
  await createPaperBroker(desk.database).submit(order);
  return { id: asId<OrderId>(order.id), holdId };
}

/** As it goes on the wire; what is not told is plain. */
export async function brokerOrder(
  { desk }: VenueDesk,
  accountId: AccountId,
  ticket: VenueTicket,
): Promise<BrokerOrder> {
  const { hold: _hold, holdId: _holdId, legRole: _legRole, ...given } = ticket;
  const asset = await desk.database.asset.findFirstOrThrow({ where: { symbol: ticket.symbol } });
  return {
    id: uuidv7(),
    accountId,
    assetId: asset.id,
    type: "market",
    timeInForce: "gtc",
    quantity: null,
    notional: null,
    limitPrice: null,
    stopPrice: null,
    trailPrice: null,
    trailPercent: null,
    extendedHours: false,
    groupId: null,
    groupFilled: null,
    auctionAt: null,
    expiresAt: null,
    ...given,
  };
}

async function hold({ desk }: VenueDesk, order: BrokerOrder, ticket: VenueTicket): Promise<string | null> {
  const amount = ticket.hold ?? (order.side === "sell" ? order.quantity : null);
  if (amount === null) return null;
  const account = await desk.database.account.findUniqueOrThrow({ where: { id: order.accountId } });
  const id = uuidv7();
  const assetId = order.side === "sell" ? order.assetId : account.currencyId;
  await desk.database.hold.create({ data: { id, accountId: order.accountId, assetId, amount } });
  return id;
}

/** The desk's side: taken and acknowledged. */
export async function createOrderRow(
  { desk, trader }: VenueDesk,
  order: BrokerOrder,
  { legRole }: Pick<VenueTicket, "legRole"> = {},
  holdId: string | null = null,
): Promise<void> {
  const { id, accountId, assetId, symbol, side, type, timeInForce, quantity, notional, limitPrice } = order;
  const { stopPrice, trailPrice, trailPercent, extendedHours, groupId, auctionAt, expiresAt } = order;
  await desk.database.order.create({
    data: {
      ...{ id, accountId, assetId, symbol, side, type, timeInForce, quantity, notional, limitPrice },
      ...{ stopPrice, trailPrice, trailPercent, extendedHours, groupId, auctionAt, expiresAt, holdId },
      clientOrderId: id,
      orderClass: groupId === null ? "simple" : "oco",
      legRole: legRole ?? null,
      status: "new",
      dispatch: "acknowledged",
      actorKind: "user",
      actorId: trader.id,
      source: "ui",
      requestId: id,
      submittedAt: new Date(),
    },
  });
}

/** What the venue has made of it. */
export async function atVenue({ desk }: VenueDesk, orderId: string) {
  const { status, closeReason, ...row } = await desk.database.venueOrder.findUniqueOrThrow({ where: { orderId } });
  const fills = await desk.database.venueExecution.findMany({ where: { orderId }, orderBy: { seq: "asc" } });
  return {
    status,
    reason: closeReason,
    quantity: row.quantity?.toFixed() ?? null,
    filled: row.filledQuantity.toFixed(),
    stop: row.stopPrice?.toFixed() ?? null,
    mark: row.highWaterMark?.toFixed() ?? null,
    fills: fills.map(({ quantity, price }) => `${quantity.toFixed()} @ ${price.toFixed()}`),
  };
}
