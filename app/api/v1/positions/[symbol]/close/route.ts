/** Closing one position, in part or whole. */
import { z } from "zod";
import { SymbolText } from "#lib/contracts/fields.ts";
import { OrderView } from "#lib/contracts/order.ts";
import { ClosePositionBody, toClosePart } from "#lib/contracts/ticket.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { orderAnswer } from "#lib/server/order-answer.ts";
import { placeOrder } from "#lib/server/place-order.ts";
import { route } from "#lib/server/route.ts";
import { closePosition } from "#lib/services/orders/close-position.ts";

export const POST = route(
  {
    summary: "Close a position",
    description:
      "Sends a market order for it, after canceling the symbol's open orders. The symbol is escaped, BTC%2FUSD.",
    tags: ["Positions"],
    permission: "orders:submit",
    params: z.strictObject({ symbol: SymbolText }),
    body: ClosePositionBody,
    answer: OrderView,
    status: 201,
    refusals: { 422: "The order was refused; it is recorded with the reason." },
    idempotency: "required",
    render: orderAnswer,
  },
  ({ ctx, params: { symbol }, body }) =>
    closePosition(
      {
        ctx,
        input: {
          ...toClosePart(body),
          symbol,
          accountId: asId<AccountId>(body.accountId),
          cancelOrders: body.cancelOrders,
        },
      },
      placeOrder,
    ),
);
