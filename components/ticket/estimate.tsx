// What the order would cost and whether it would pass, from the server's own check; old figures fade until the new ones come.
import type { ReactNode } from "react";
import { formatMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { missing, type Reading } from "#components/format/reading.ts";
import { subtractDecimals } from "#components/format/string-decimal.ts";
import { cx } from "#components/ui/class-names.ts";
import { Figure } from "#components/ui/figure.tsx";
import type { OrderPreviewView } from "#lib/contracts/order.ts";
import type { Side } from "#lib/domain/orders/order.ts";
import { VerdictList } from "./verdict-list.tsx";

export interface EstimateProps {
  readonly preview: OrderPreviewView | null;
  /** The figures belong to an earlier version of the ticket. */
  readonly outdated: boolean;
  /** Why there are no figures: nothing typed yet, or the server did not answer. */
  readonly cause: string;
  readonly side: Side;
  readonly symbol: string;
  readonly currency: string;
  readonly hidden: boolean;
}

function Line({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-muted" title={title}>
        {name}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

function figures({ preview, cause, side, currency, hidden }: EstimateProps) {
  const money = (value: string | null | undefined, hide = false): Reading =>
    value == null
      ? missing(cause)
      : { text: formatMoney(value, { currency, hidden: hide }), direction: "flat", cause: null };
  const unitsAfter =
    preview === null || preview.hold?.assetKind !== "units"
      ? null
      : subtractDecimals(preview.unitsAvailable, preview.hold.amount);
  return {
    value: money(preview?.estimatedValue),
    fee: money(preview?.estimatedFee),
    after: money(preview?.buyingPowerAfter, hidden),
    units:
      unitsAfter === null
        ? missing(cause)
        : ({ text: formatQuantity(unitsAfter, { hidden }), direction: "flat", cause: null } as const),
    buying: side === "buy",
  };
}

export function Estimate(props: EstimateProps) {
  const { preview, outdated, symbol, side, currency, hidden } = props;
  const { value, fee, after, units, buying } = figures(props);
  return (
    <div
      className={cx("flex flex-col gap-2", outdated && preview !== null && "opacity-60")}
      aria-busy={outdated || undefined}
    >
      <dl className="flex flex-col gap-0.5">
        <Line name={buying ? "Estimated cost" : "Estimated proceeds"}>
          <Figure reading={value} />
        </Line>
        <Line name="Fees">
          <Figure reading={fee} />
        </Line>
        {buying ? (
          <Line
            name="Buying power after"
            title="While the order works. A market order sets aside 4 % more than the ask; what is not needed comes back with the fill."
          >
            <Figure reading={after} />
          </Line>
        ) : (
          <Line name={`${symbol} left to sell`}>
            <Figure reading={units} />
          </Line>
        )}
      </dl>
      {preview !== null && (
        <VerdictList
          verdicts={preview.verdicts}
          refusal={preview.refusal}
          side={side}
          currency={currency}
          hidden={hidden}
        />
      )}
    </div>
  );
}
