// The fills of the order, each with its journal entry, and what they add up to.
import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { addDecimals, multiplyDecimals } from "#components/format/string-decimal.ts";
import { Change } from "#components/ui/figure.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { type Column, RowActions, Table } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { OrderStoryView } from "#lib/contracts/order-story.ts";
import { partId, storyHref } from "./story-address.ts";
import { Nothing, type StoryPartProps, StorySection } from "./story-section.tsx";

type Execution = OrderStoryView["executions"][number];

interface ExecutionsSectionProps extends StoryPartProps {
  readonly order: OrderStoryView["order"];
  readonly executions: readonly Execution[];
  readonly tick: string;
}

export function ExecutionsSection(props: ExecutionsSectionProps) {
  const { order, executions, current, currency } = props;
  return (
    <StorySection title="Executions" note={`Amounts in ${currency}`} current={current} flush>
      {executions.length === 0 ? (
        <Nothing>
          {order.status === "rejected" ? "Nothing was filled: the order was refused." : "Nothing is filled yet."}
        </Nothing>
      ) : (
        <>
          <Table
            caption={`Executions of the order, amounts in ${currency}`}
            columns={columnsOf(props)}
            rows={executions}
            rowKey={({ id }) => id}
            totals
          />
          <p className="no-print border-line border-t px-3 py-1.5 text-xs">
            <TextLink href={`/trades?orderId=${order.id}`}>The same fills among the trades</TextLink>
          </p>
        </>
      )}
    </StorySection>
  );
}

function columnsOf(props: ExecutionsSectionProps): readonly Column<Execution>[] {
  const { order, executions, zone, hidden, tick } = props;
  const money = (value: string) => formatMoney(value, { hidden });
  const worthOf = ({ quantity, price }: Execution) => multiplyDecimals(quantity, price);
  const sum = (of: (execution: Execution) => string) =>
    executions.reduce((total, each) => addDecimals(total, of(each)), "0");
  const realised = (value: string) => <Change readings={[readMoney(value, { signed: true, hidden })]} />;
  return [
    {
      key: "time",
      header: "Filled at",
      phone: "sub",
      total: "Total",
      cell: ({ id, effectiveAt }) => (
        // The anchor of links from the timeline, the journal and the trades.
        <span id={partId("execution", id)} className="target:bg-info-soft">
          <TimeText at={effectiveAt} zone={zone} />
        </span>
      ),
    },
    {
      key: "quantity",
      header: "Quantity",
      align: "end",
      phone: "lead",
      cell: ({ quantity }) => formatQuantity(quantity, { hidden }),
      total: formatQuantity(
        sum(({ quantity }) => quantity),
        { hidden },
      ),
    },
    {
      key: "price",
      header: "Price",
      align: "end",
      phone: "trail",
      cell: ({ price }) => formatPrice(price, { tick }),
      total:
        order.averageFillPrice === null
          ? ""
          : `average ${formatPrice(order.averageFillPrice, { tick, extraPlaces: 2 })}`,
    },
    {
      key: "value",
      header: "Value",
      align: "end",
      phone: "subtrail",
      cell: (each) => money(worthOf(each)),
      total: money(sum(worthOf)),
    },
    { key: "fee", header: "Fee", align: "end", cell: ({ fee }) => money(fee), total: money(sum(({ fee }) => fee)) },
    {
      key: "realised",
      header: "Realised",
      headerTitle: "Profit or loss of what this fill closed, before its fee, as it was booked",
      align: "end",
      cell: (each) => realised(each.realised),
      total: realised(sum((each) => each.realised)),
    },
    {
      key: "links",
      header: "Leads to",
      cell: ({ id, journalId }) => (
        <RowActions>
          <TextLink href={storyHref(order.id, "journal", { kind: "journal", id: journalId })}>journal</TextLink>
          <TextLink href={`/trades?orderId=${order.id}&trade=${id}`}>trade</TextLink>
        </RowActions>
      ),
    },
  ];
}
