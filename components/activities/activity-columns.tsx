// The columns of the activities: what happened on which day, what it moved, and where it came from.
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { formatUnitPrice } from "#components/format/unit-price.ts";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import { Change } from "#components/ui/figure.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { type Column, RowActions } from "#components/ui/table.tsx";
import type { ActivityView } from "#lib/contracts/activity.ts";
import { TYPE_WORDS } from "./activity-words.ts";

interface ActivityColumnsOptions {
  readonly currency: string;
  readonly hidden: boolean;
}

const TINTS: { readonly [type: string]: string } = { buy: "text-buy", sell: "text-sell" };

export function activityColumns({ currency, hidden }: ActivityColumnsOptions): readonly Column<ActivityView>[] {
  return [
    { key: "day", header: "Day", phone: "sub", cell: ({ day }) => <time dateTime={day}>{day}</time> },
    {
      key: "type",
      header: "Type",
      phone: "lead",
      cell: (row) => (
        <span className={cx(row.reversedById !== null && "line-through decoration-line-strong")}>
          <span className={TINTS[row.type]}>{TYPE_WORDS[row.type]}</span>{" "}
          <span className="font-semibold wide:hidden">{row.symbol}</span>
        </span>
      ),
    },
    { key: "symbol", header: "Symbol", cell: ({ symbol }) => <span className="font-semibold">{symbol}</span> },
    {
      key: "quantity",
      header: "Quantity",
      align: "end",
      phone: "subtrail",
      cell: ({ quantity, ratio }) =>
        ratio !== null ? `${ratio[0]} for ${ratio[1]}` : quantity === null ? "" : formatQuantity(quantity, { hidden }),
    },
    {
      key: "price",
      header: "Price",
      align: "end",
      cell: ({ price }) => (price === null ? "" : formatUnitPrice(price)),
    },
    {
      key: "cash",
      header: "Cash moved",
      align: "end",
      phone: "trail",
      cell: ({ cash, currency: own }) =>
        cash === null ? (
          ""
        ) : (
          <Change
            readings={[readMoney(cash, { signed: true, hidden, ...(own === currency ? {} : { currency: own }) })]}
          />
        ),
    },
    {
      key: "fee",
      header: "Fee",
      align: "end",
      roomy: true,
      cell: ({ fee }) => (fee === "0" ? "" : formatMoney(fee, { hidden })),
    },
    { key: "source", header: "From", cell: (row) => <Source row={row} /> },
    { key: "state", header: "State", cell: (row) => <State row={row} /> },
  ];
}

/** Where it came from: an order, a file, an action of the company, or somebody's hand. */
export function Source({ row }: { readonly row: ActivityView }) {
  if (row.orderId !== null) {
    return (
      <RowActions>
        <TextLink href={`/orders/${row.orderId}?tab=executions#execution-${row.id}`}>order</TextLink>
      </RowActions>
    );
  }
  if (row.importId !== null) {
    return (
      <RowActions>
        <TextLink href={`/imports?import=${row.importId}`}>import</TextLink>
      </RowActions>
    );
  }
  if (row.corporateActionId !== null) {
    return (
      <RowActions>
        <TextLink href={`/corporate-actions?action=${row.corporateActionId}`}>corporate action</TextLink>
      </RowActions>
    );
  }
  return <span className="text-muted">by hand</span>;
}

function State({ row }: { readonly row: ActivityView }) {
  if (row.reversedById !== null) return <Badge shape="dash">reversed</Badge>;
  return row.reversesId === null ? null : <Badge>reversal</Badge>;
}
