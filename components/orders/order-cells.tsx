// Cells of the orders table that are more than a word: the symbol on a phone, prices, fills, state and what can be done.
import { type ReactNode, Suspense } from "react";
import { formatMoney } from "#components/format/money.ts";
import { formatPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { signOf } from "#components/format/string-decimal.ts";
import { formatTime, type TimeStyle } from "#components/format/time.ts";
import { filledFraction, filledOf } from "#components/ticket/order-words.ts";
import { Button } from "#components/ui/button.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { RowActions } from "#components/ui/table.tsx";
import { ProgressBar } from "#components/ui/used-bar.tsx";
import type { OrderView } from "#lib/contracts/order.ts";
import { isOpen } from "#lib/domain/orders/order.ts";
import type { OrderRow } from "./order-rows.ts";
import { goodFor, type MarketNow, priceParts, roleWord, typeWithPrices, typeWord, windowWords } from "./order-terms.ts";
import { mayReplace, type ReplaceField, replaceableFields } from "./replace-draft.ts";
import { StatusBadge } from "./status-badge.tsx";
import type { ReplaceHandle } from "./use-replace.ts";

// Changing an order in place is needed by nobody who only looks.
const ReplaceFieldInput = lazyPart(async () => (await import("./replace-field.tsx")).ReplaceFieldInput);

export interface OrderColumnsOptions {
  readonly zone: string;
  /** "EST": stands in the heads of columns with times. */
  readonly zoneWord: string;
  readonly currency: string;
  readonly hidden: boolean;
  readonly tickOf: (symbol: string) => string;
  /** The order in one line. */
  readonly wordsOf: (order: OrderView) => string;
  readonly market: MarketNow | undefined;
  /** Null where the person may only look; the same holds for the next three. */
  readonly onCancel: ((order: OrderView) => void) | null;
  readonly onChoose: ((id: string) => void) | null;
  readonly onChooseAll: ((all: boolean) => void) | null;
  readonly replace: ReplaceHandle | null;
  readonly chosen: ReadonlySet<string>;
  /** How many of the rows can be chosen. */
  readonly choosable: number;
  readonly canceling: ReadonlySet<string>;
}

export type CellProps = OrderColumnsOptions & OrderRow;

const SIDES = { buy: "text-buy", sell: "text-sell" } as const;

/** Its second within the year; the instant in full behind it. */
export function TimeCell({
  at,
  zone,
  zoneWord,
}: {
  readonly at: string;
  readonly zone: string;
  readonly zoneWord: string;
}) {
  const part = (style: TimeStyle) => formatTime(at, { zone, style, named: false });
  return (
    <time dateTime={at} title={formatTime(at, { zone })} className="whitespace-nowrap">
      {part("day")}, {part("time")}
      <span className="wide:hidden"> {zoneWord}</span>
    </time>
  );
}

export function SideText({ order: { side } }: Pick<CellProps, "order">) {
  return <span className={SIDES[side]}>{side}</span>;
}

/** What was asked for: units, or the amount where the order was given as one. */
export function sizeOf({ order: { quantity, notional }, currency, hidden }: CellProps): string {
  return quantity === null ? formatMoney(notional, { currency, hidden }) : formatQuantity(quantity, { hidden });
}

export function SymbolCell(props: CellProps) {
  const { order, nested, tickOf } = props;
  const role = roleWord(order.legRole);
  const price = (value: string) => formatPrice(value, { tick: tickOf(order.symbol) });
  return (
    <span className="phone:block phone:truncate">
      {nested && (
        <span aria-hidden="true" className="mr-1 pl-2 text-muted">
          ↳
        </span>
      )}
      <span className="wide:hidden">
        <SideText order={order} /> {sizeOf(props)}{" "}
      </span>
      <span className="font-semibold">{order.symbol}</span>
      {role !== null && <span className="font-normal text-muted text-xs max-wide:hidden"> {role}</span>}
      <span className="font-normal text-muted wide:hidden">
        {" "}
        {typeWithPrices({ ...order, highWaterMark: null }, price)}
      </span>
    </span>
  );
}

/** What is being replaced cannot be canceled before the venue has answered. */
export function mayCancel({ status }: OrderRow["order"]): boolean {
  return isOpen(status) && status !== "pending_replace";
}

export function ChooseBox({
  order,
  onChoose,
  chosen,
  wordsOf,
  className,
}: CellProps & { readonly className?: string }) {
  if (onChoose === null || !mayCancel(order)) return null;
  return (
    <input
      type="checkbox"
      aria-label={`Choose ${wordsOf(order)}`}
      checked={chosen.has(order.id)}
      onChange={() => onChoose(order.id)}
      className={`no-print relative z-[1] size-4 align-middle accent-text pointer-coarse:size-6 ${className ?? ""}`}
    />
  );
}

function isEditedHere({ replace, order }: CellProps): boolean {
  return replace !== null && replace.editing?.id === order.id && !replace.inDialog;
}

interface EditOrShow extends CellProps {
  readonly fields: readonly ReplaceField[];
  readonly children: ReactNode;
}

/** The first field that can be changed takes the focus. */
function EditOrShow({ fields, children, ...props }: EditOrShow) {
  const { replace, order, tickOf } = props;
  const changeable = replaceableFields(order);
  const shown = changeable.filter((field) => fields.includes(field));
  if (replace === null || shown.length === 0 || !isEditedHere(props)) return children;
  return (
    <Suspense fallback={children}>
      <span className="inline-flex gap-2">
        {shown.map((field) => (
          <ReplaceFieldInput
            key={field}
            order={order}
            field={field}
            tick={tickOf(order.symbol)}
            first={field === (changeable.find((each) => each !== "quantity") ?? "quantity")}
            replace={replace}
          />
        ))}
      </span>
    </Suspense>
  );
}

export function QuantityCell(props: CellProps) {
  return (
    <EditOrShow {...props} fields={["quantity"]}>
      {sizeOf(props)}
    </EditOrShow>
  );
}

/** The mark that a trailing stop follows is in the title and the story; the stop it makes is in the row. */
const MARKS = ["best", "lowest"];
const PRICE_FIELDS = ["limitPrice", "stopPrice", "trailPrice", "trailPercent"] as const;

export function PricesCell(props: CellProps) {
  const { order, tickOf } = props;
  const price = (value: string) => formatPrice(value, { tick: tickOf(order.symbol) });
  const [first, ...rest] = priceParts(order, price);
  return (
    <span title={typeWithPrices(order, price)}>
      {typeWord(order.type)}{" "}
      <EditOrShow {...props} fields={PRICE_FIELDS}>
        {first !== undefined && (
          <>
            {first.name !== order.type && <span className="text-muted text-xs">{first.name} </span>}
            {first.text}
          </>
        )}
        {rest
          .filter(({ name }) => !MARKS.includes(name))
          .map(({ name, text }) => (
            <span key={name} className="ml-2">
              <span className="text-muted text-xs">{name}</span> {text}
            </span>
          ))}
      </EditOrShow>
    </span>
  );
}

/** A bar for what works and for what ended half way; a whole fill needs none. */
export function FilledCell({ order, hidden }: CellProps) {
  if (hidden) return <>{formatQuantity(order.filledQuantity, { hidden })}</>;
  const partly = signOf(order.filledQuantity) > 0 && order.status !== "filled";
  if (!partly && !isOpen(order.status)) return <>{formatQuantity(order.filledQuantity)}</>;
  return (
    <span className="inline-flex min-w-16 flex-col items-stretch">
      {filledOf(order)}
      <ProgressBar fraction={filledFraction(order)} label={`${filledOf(order)} filled`} />
    </span>
  );
}

export function GoodCell({ order, market, zone }: CellProps) {
  const window = windowWords(order, market, zone);
  return (
    <>
      <abbr title={goodFor(order)} className="no-underline">
        {order.timeInForce}
        {order.extendedHours && "+ext"}
      </abbr>
      {window !== null && <span className="ml-2 text-muted text-xs max-[88rem]:hidden">{window}</span>}
    </>
  );
}

/** On a phone the box to choose with stands here, far from the row's own link. */
export function StatusCell(props: CellProps) {
  return (
    <span className="inline-flex items-center gap-3">
      <StatusBadge order={props.order} />
      <ChooseBox {...props} className="wide:hidden" />
    </span>
  );
}

export function ReasonCell({ reason }: { reason: string | null }) {
  return reason === null ? null : (
    <span title={reason} className="block max-w-36 truncate text-muted">
      {reason}
    </span>
  );
}

export function ActionsCell(props: CellProps) {
  const { order, onCancel, canceling, replace, wordsOf } = props;
  if (onCancel === null || !isOpen(order.status)) return null;
  if (order.status === "pending_replace") return <span className="text-muted text-xs">being replaced</span>;
  const asked = canceling.has(order.id) || order.status === "pending_cancel";
  if (replace !== null && isEditedHere(props)) {
    return (
      <RowActions>
        <Button size="small" variant="primary" onClick={replace.ask}>
          Review
        </Button>
        <Button size="small" onClick={replace.stop}>
          Leave
        </Button>
      </RowActions>
    );
  }
  return (
    <RowActions>
      {replace !== null && mayReplace(order) && (
        <Button size="small" aria-label={`Replace ${wordsOf(order)}`} onClick={() => replace.start(order)}>
          Replace
        </Button>
      )}
      <Button
        size="small"
        aria-label={`Cancel ${wordsOf(order)}`}
        busyText={asked ? "Canceling…" : undefined}
        onClick={() => onCancel(order)}
      >
        Cancel
      </Button>
    </RowActions>
  );
}
