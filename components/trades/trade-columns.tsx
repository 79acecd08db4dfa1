// The columns of the trades table; the foot carries the totals of everything that the filter matches.
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Change } from "#components/ui/figure.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { type Column, RowActions } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ExecutionView } from "#lib/contracts/execution.ts";

export interface TradeColumnsOptions {
  readonly zone: string;
  readonly currency: string;
  readonly hidden: boolean;
  readonly tickOf: (symbol: string) => string;
}

export const SIDES = { buy: "text-buy", sell: "text-sell" } as const;

export function tradeColumns({
  zone,
  currency,
  hidden,
  tickOf,
}: TradeColumnsOptions): readonly Column<ExecutionView>[] {
  const money = (value: string) => formatMoney(value, { hidden });
  return [
    {
      key: "time",
      header: "Time",
      phone: "sub",
      cell: ({ effectiveAt }) => <TimeText at={effectiveAt} zone={zone} />,
    },
    {
      key: "symbol",
      header: "Symbol",
      phone: "lead",
      cell: ({ symbol, side, quantity, kind }) => (
        <>
          <span className="wide:hidden">
            <span className={SIDES[side]}>{side}</span> {formatQuantity(quantity, { hidden })}{" "}
          </span>
          <span className="font-semibold">{symbol}</span> {kind !== "fill" && <Badge tone="warn">{kind}</Badge>}
        </>
      ),
    },
    { key: "side", header: "Side", cell: ({ side }) => <span className={SIDES[side]}>{side}</span> },
    {
      key: "quantity",
      header: "Quantity",
      align: "end",
      cell: ({ quantity }) => formatQuantity(quantity, { hidden }),
    },
    {
      key: "price",
      header: "Price",
      align: "end",
      phone: "trail",
      cell: ({ price, symbol }) => formatPrice(price, { tick: tickOf(symbol) }),
    },
    {
      key: "value",
      header: `Value ${currency}`,
      headerTitle: "Quantity × price",
      align: "end",
      phone: "subtrail",
      cell: ({ value }) => money(value),
    },
    { key: "fee", header: `Fee ${currency}`, align: "end", cell: ({ fee }) => money(fee) },
    {
      key: "realised",
      header: `Realised ${currency}`,
      headerTitle: "Profit or loss of what this trade closed, before its fee, as its lots are now",
      align: "end",
      cell: ({ realised, realisedNow }) => (
        <>
          {realised !== realisedNow && (
            <Badge
              title={`Booked as ${formatMoney(realised, { currency, signed: true, hidden })}; its lots were read anew since.`}
            >
              rebuilt
            </Badge>
          )}{" "}
          <Change readings={[readMoney(realisedNow, { signed: true, hidden })]} />
        </>
      ),
    },
    {
      key: "order",
      header: "Order",
      cell: ({ orderId, id }) =>
        orderId === null ? (
          <span className="text-muted">imported</span>
        ) : (
          <RowActions>
            <TextLink href={`/orders/${orderId}?tab=executions#execution-${id}`}>story</TextLink>
          </RowActions>
        ),
    },
  ];
}
