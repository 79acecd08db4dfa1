/** The lots of one closing trade, chosen one by one. */
import { AccountParams } from "#lib/contracts/account.ts";
import { AssignLotsBody, SaleLotsQuery, SaleLotsView, toSaleLotsView } from "#lib/contracts/lot-assignment.ts";
import { dec } from "#lib/domain/shared/decimal.ts";
import { type AccountId, asId } from "#lib/domain/shared/ids.ts";
import { route } from "#lib/server/route.ts";
import { assignLots, getSaleLots } from "#lib/services/lots/assign-lots.ts";
import type { SaleLots } from "#lib/services/lots/sale-lots.ts";

export const GET = route(
  {
    summary: "Get the lots that a closing trade can take",
    tags: ["Portfolio"],
    permission: "portfolio:read",
    params: AccountParams,
    query: SaleLotsQuery,
    answer: SaleLotsView,
    view: toSaleLotsView,
  },
  ({ ctx, params, query }) => getSaleLots({ ctx, input: { ...query, accountId: asId<AccountId>(params.id) } }),
);

function saleLotsAnswer(sale: SaleLots) {
  return { status: sale.change?.status === "waiting" ? 202 : 200, body: toSaleLotsView(sale) };
}

export const PUT = route(
  {
    summary: "Choose the lots of a closing trade",
    description:
      "For accounts whose lot method is specific. What is not chosen goes first in, first out. At once where the instrument has up to 500 trades; otherwise the answer is 202, and `change` says how far the worker is.",
    tags: ["Portfolio"],
    permission: "deposits:create",
    params: AccountParams,
    body: AssignLotsBody,
    answer: SaleLotsView,
    mayTakeLater: true,
    render: saleLotsAnswer,
    refusals: {
      409: "The account's lot method is not specific.",
      503: "Lots of the account are being computed anew.",
    },
  },
  ({ ctx, params, body }) =>
    assignLots({
      ctx,
      input: {
        accountId: asId<AccountId>(params.id),
        closingId: body.closingId,
        takes: body.takes.map(({ openingId, quantity }) => ({ openingId, quantity: dec(quantity) })),
      },
    }),
);
