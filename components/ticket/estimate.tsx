// What the order would cost and free, when it would work and whether it would pass, from the server's own check; old figures fade until the new ones come.
import { type ReactNode, Suspense } from "react";
import { formatMoney } from "#components/format/money.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { missing, type Reading } from "#components/format/reading.ts";
import { signOf, subtractDecimals } from "#components/format/string-decimal.ts";
import { cx } from "#components/ui/class-names.ts";
import { Figure } from "#components/ui/figure.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { OrderPreviewView } from "#lib/contracts/order.ts";
import type { AssetClass } from "#lib/domain/market/instrument.ts";
import type { Terms, TicketDraft } from "./draft.ts";

const Judgement = lazyPart(async () => (await import("./judgement.tsx")).Judgement);

export interface EstimateProps {
  readonly preview: OrderPreviewView | null;
  /** The figures belong to an earlier version of the ticket. */
  readonly outdated: boolean;
  /** Why there are no figures: nothing typed yet, or the server did not answer. */
  readonly cause: string;
  readonly draft: TicketDraft;
  readonly assetClass: AssetClass;
  readonly terms: Terms;
  readonly hidden: boolean;
}

function Line({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-muted" title={title}>
        {name}
      </dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}

function figures({ preview, cause, terms: { currency }, hidden }: EstimateProps) {
  const known = (text: string): Reading => ({ text, direction: "flat", cause: null });
  const money = (value: string | null | undefined, hide = false): Reading =>
    value == null ? missing(cause) : known(formatMoney(value, { currency, hidden: hide }));
  const hold = preview?.hold ?? null;
  // Of the two kinds only what is set aside is named; a short sale takes both.
  const held = hold === null ? [] : [hold.cash, hold.units].map((amount) => signOf(amount) > 0);
  const [cash = false, units = false] = held;
  return {
    value: money(preview?.estimatedValue),
    fee: money(preview?.estimatedFee),
    before: money(preview?.buyingPower, hidden),
    after: money(preview?.buyingPowerAfter, hidden),
    cash: cash ? money(hold?.cash, hidden) : null,
    units: units && hold !== null ? known(formatQuantity(hold.units, { hidden })) : null,
    unitsBefore: preview === null ? missing(cause) : known(formatQuantity(preview.unitsAvailable, { hidden })),
    unitsAfter:
      preview === null || hold === null
        ? missing(cause)
        : known(formatQuantity(subtractDecimals(preview.unitsAvailable, hold.units), { hidden })),
  };
}

export function Estimate(props: EstimateProps) {
  const { preview, outdated, draft } = props;
  const { symbol, side } = draft;
  const { value, fee, before, after, cash, units, unitsBefore, unitsAfter } = figures(props);
  const buying = side === "buy";
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
        {cash && (
          <Line
            name="Set aside"
            title="While the order works. A market order sets aside 4 % more than the ask; what is not needed comes back with the fill."
          >
            <Figure reading={cash} />
          </Line>
        )}
        {units && (
          <Line name={`${symbol} set aside`}>
            <Figure reading={units} />
          </Line>
        )}
        {(buying || cash !== null) && (
          <>
            <Line name="Buying power now">
              <Figure reading={before} />
            </Line>
            <Line name="Buying power after">
              <Figure reading={after} />
            </Line>
          </>
        )}
        {!buying && (
          <>
            <Line name={`${symbol} free now`}>
              <Figure reading={unitsBefore} />
            </Line>
            <Line name={`${symbol} left to sell`}>
              <Figure reading={unitsAfter} />
            </Line>
          </>
        )}
      </dl>
      {preview !== null && (
        <Suspense fallback={null}>
          <Judgement
            preview={preview}
            draft={draft}
            assetClass={props.assetClass}
            terms={props.terms}
            hidden={props.hidden}
          />
        </Suspense>
      )}
    </div>
  );
}
