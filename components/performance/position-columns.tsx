// The columns of the report's positions; every figure opens what it is made of.
import type { ReactNode } from "react";
import { readMoney } from "#components/format/money.ts";
import { readPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { signOf } from "#components/format/string-decimal.ts";
import { Change, Figure } from "#components/ui/figure.tsx";
import type { Column } from "#components/ui/table.tsx";
import type { PositionFigure } from "#lib/domain/performance/figure-names.ts";
import type { ReportPosition } from "#lib/domain/performance/report.ts";
import { FigureCode } from "./figure-code.tsx";
import { type PerformancePlace, type PositionSort, performanceHref } from "./performance-address.ts";
import { isHeld, type PerformanceRow, type RowAmounts } from "./position-rows.ts";
import { PriceCell } from "./price-cell.tsx";
import { causeOf, ofBasis, type ReportStyle } from "./report-style.ts";

interface ColumnsOptions {
  readonly style: ReportStyle;
  readonly place: PerformancePlace;
  readonly asOf: string;
  readonly totals: RowAmounts;
  /** Rows are in the account's currency; a price that is in another says so. */
  readonly currency: string;
}

type Amount = keyof RowAmounts;

const AMOUNTS: readonly {
  readonly key: Amount;
  readonly header: string;
  readonly title?: string;
  readonly sort?: PositionSort;
  readonly signed: boolean;
  readonly phone?: Column<PerformanceRow>["phone"];
  readonly roomy?: boolean;
}[] = [
  { key: "cost", header: "Cost", title: "Of the open lots", signed: false, roomy: true },
  { key: "marketValue", header: "Value", sort: "value", signed: false, phone: "trail" },
  { key: "unrealised", header: "Unrealised", sort: "unrealised", signed: true },
  { key: "realised", header: "Realised", sort: "realised", signed: true },
  { key: "income", header: "Income", title: "Dividends and interest", signed: true, roomy: true },
  { key: "fees", header: "Fees", title: "All of them; those of trades are in the net figures", signed: false },
  { key: "pnl", header: "Total", title: "Profit or loss", sort: "pnl", signed: true, phone: "subtrail" },
];

export function positionColumns(options: ColumnsOptions): readonly Column<PerformanceRow>[] {
  const { style, asOf, totals, currency } = options;
  const { hidden } = style;
  return [
    {
      key: "symbol",
      header: "Symbol",
      phone: "lead",
      ...sortOf("symbol", options.place, "ascending"),
      cell: (row) => <Name row={row} />,
      total: "Total",
    },
    {
      key: "quantity",
      header: "Quantity",
      align: "end",
      phone: "sub",
      cell: held((position) => (
        <FigureCode code={codeOf(position, "quantity")}>{formatQuantity(position.quantity, { hidden })}</FigureCode>
      )),
    },
    {
      key: "average",
      header: "Avg price",
      headerTitle: "Cost of the open lots ÷ quantity",
      align: "end",
      cell: held((position) => (
        <FigureCode code={codeOf(position, "averagePrice")}>
          <Figure reading={readPrice(ofBasis(position.averagePrice, style.basis), { tick: "0.01", extraPlaces: 2 })} />
        </FigureCode>
      )),
    },
    {
      key: "price",
      header: "Price",
      headerTitle: "With its kind and day",
      align: "end",
      cell: held((position) => (
        <>
          <PriceCell position={position} asOf={asOf} />
          {position.currency !== currency && <span className="ml-1 text-muted text-xs">{position.currency}</span>}
        </>
      )),
    },
    ...AMOUNTS.map((amount) => amountColumn(amount, options, totals)),
  ];
}

function amountColumn(
  { key, header, title, sort, signed, phone, roomy }: (typeof AMOUNTS)[number],
  { style, place }: ColumnsOptions,
  totals: RowAmounts,
): Column<PerformanceRow> {
  const read = (value: string | null, position: ReportPosition | null) =>
    readMoney(value, { hidden: style.hidden, signed, cause: causeOf(position?.missing ?? []) });
  const show = (value: string | null, position: ReportPosition | null) => {
    const reading = read(value, position);
    return signed ? <Change readings={[reading]} /> : <Figure reading={reading} />;
  };
  return {
    key,
    header,
    ...(title === undefined ? {} : { headerTitle: title }),
    align: "end",
    ...(phone === undefined ? {} : { phone }),
    ...(roomy === undefined ? {} : { roomy }),
    ...(sort === undefined ? {} : sortOf(sort, place, "descending")),
    cell: (row) => {
      if (row.kind === "account" && row[key] === "0") return null;
      const figure = show(row[key], row.position);
      return row.position === null ? figure : <FigureCode code={codeOf(row.position, key)}>{figure}</FigureCode>;
    },
    total:
      key === "income" ? (
        show(totals[key], null)
      ) : (
        <FigureCode code={`totals.${key}`}>{show(totals[key], null)}</FigureCode>
      ),
  };
}

function codeOf({ instrumentId }: ReportPosition, figure: PositionFigure): string {
  return `positions.${instrumentId}.${figure}`;
}

function sortOf(sort: PositionSort, place: PerformancePlace, direction: "ascending" | "descending") {
  const href = performanceHref({ ...place, sort, explain: undefined });
  return { sort: { href, direction: place.sort === sort ? direction : null } };
}

/** What a closed position no longer has stays empty. */
function held(cell: (position: ReportPosition) => ReactNode) {
  return ({ position }: PerformanceRow) => (position !== null && isHeld(position) ? cell(position) : null);
}

function Name({ row: { kind, name, position } }: { row: PerformanceRow }) {
  if (position === null) return <span className="text-muted">{name}</span>;
  const short = signOf(position.quantity) < 0;
  return (
    <span title={name}>
      <span className={kind === "closed" ? "text-muted" : "font-semibold"}>{position.symbol}</span>
      {kind === "closed" && <Mark word="closed" />}
      {short && <Mark word={position.oversold === null ? "short" : "oversold"} />}
    </span>
  );
}

function Mark({ word }: { word: string }) {
  return <span className="ml-1 rounded-sm bg-raised px-1 text-muted text-xs">{word}</span>;
}
