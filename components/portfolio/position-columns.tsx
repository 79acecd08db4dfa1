// The columns of the positions table, with the totals that stand under them.
import type { ReactNode } from "react";
import { readMoney } from "#components/format/money.ts";
import { formatPercent, readPercent } from "#components/format/percent.ts";
import { formatPrice, readPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import { signOf } from "#components/format/string-decimal.ts";
import { Age } from "#components/ui/age.tsx";
import { Button } from "#components/ui/button.tsx";
import { Change, Figure } from "#components/ui/figure.tsx";
import { FlashText } from "#components/ui/flash-text.tsx";
import { FreshnessBadge } from "#components/ui/freshness-badge.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { OlderPriceBadge } from "#components/ui/older-price-badge.tsx";
import { type Column, RowActions } from "#components/ui/table.tsx";
import { FigureLink } from "./figure-link.tsx";
import type { FigureStyle, PositionFigures } from "./portfolio-figures.ts";
import type { PositionSums } from "./position-sums.ts";

/** Positions that are closed stand in one row, so that the realised column adds up. */
export type PositionRow = PositionFigures | "closed";

type Cell = PositionFigures;

function LastPrice({ position }: { position: Cell }) {
  const { quote, olderPrice, tickSize, cause } = position;
  if (olderPrice !== null)
    return (
      <span className="inline-flex items-center justify-end gap-1.5">
        <OlderPriceBadge kind={olderPrice.kind} day={olderPrice.day} />
        {formatPrice(olderPrice.price, { tick: tickSize })}
      </span>
    );
  if (quote === null) return <Figure reading={readPrice(null, { tick: tickSize, cause: cause ?? "No price" })} />;
  const old = quote.freshness === "stale" || quote.freshness === "delayed";
  return (
    <span className="inline-flex items-center justify-end gap-1.5">
      {old ? <FreshnessBadge state={quote.freshness} /> : null}
      <span className={quote.freshness === "stale" ? "stale" : undefined}>
        <FlashText value={quote.last} text={formatPrice(quote.last, { tick: tickSize })} />
      </span>
      <span className="no-print inline-block min-w-9 text-left">
        <Age at={quote.at} />
      </span>
    </span>
  );
}

/** What is owed is negative, and says so in a word too. */
function Quantity({ position: { quantity }, hidden }: { position: Cell; hidden: boolean }) {
  const short = quantity !== null && signOf(quantity) < 0;
  return (
    <>
      {formatQuantity(quantity, { hidden })}
      {short && <span className="ml-1 rounded-sm bg-raised px-1 text-muted text-xs">short</span>}
    </>
  );
}

/** An open position's cell; the row of closed ones shows nothing there. */
function open(cell: (position: Cell) => ReactNode) {
  return (row: PositionRow) => (row === "closed" ? null : cell(row));
}

export function positionColumns(
  sums: PositionSums,
  style: FigureStyle,
  /** Null where the person may only look. */
  onClose: ((position: PositionFigures) => void) | null,
): readonly Column<PositionRow>[] {
  const { hidden } = style;
  // The currency stands in the caption line, once.
  const change = (value: string | null, cause: string | null) =>
    readMoney(value, { signed: true, hidden, cause: cause ?? undefined });
  return [
    {
      key: "symbol",
      header: "Symbol",
      phone: "lead",
      cell: (row) =>
        row === "closed" ? (
          <span className="text-muted">{`${sums.closedCount} closed`}</span>
        ) : (
          <span title={row.name} className="font-semibold">
            {row.symbol}
          </span>
        ),
      total: "Total",
    },
    {
      key: "quantity",
      header: "Quantity",
      align: "end",
      phone: "sub",
      cell: open((row) => <Quantity position={row} hidden={hidden} />),
    },
    {
      key: "average",
      header: "Avg cost",
      headerTitle: "Average cost of the open lots",
      align: "end",
      cell: open((row) => (
        <FigureLink code={`average:${row.symbol}`}>
          {formatPrice(row.averagePrice, { tick: row.tickSize, extraPlaces: 2 })}
        </FigureLink>
      )),
    },
    { key: "last", header: "Last, age", align: "end", cell: open((row) => <LastPrice position={row} />) },
    {
      key: "day",
      header: "Day",
      headerTitle: "Move since the previous close, on what is held now",
      align: "end",
      cell: open((row) => (
        <FigureLink code={`day-change:${row.symbol}`}>
          <Change
            readings={
              hidden
                ? [readPercent(row.dayChangeFraction, { signed: true, cause: row.cause ?? undefined })]
                : [change(row.dayChange, row.cause), readPercent(row.dayChangeFraction, { signed: true })]
            }
          />
        </FigureLink>
      )),
      total: (
        <FigureLink code="day">
          <Change readings={[change(sums.dayChange, null)]} />
        </FigureLink>
      ),
    },
    {
      key: "unrealised",
      header: "Unrealised",
      align: "end",
      phone: "subtrail",
      cell: open((row) => (
        <FigureLink code={`unrealised:${row.symbol}`}>
          <Change
            readings={
              hidden
                ? [readPercent(row.unrealisedFraction, { signed: true, cause: row.cause ?? undefined })]
                : [change(row.unrealised, row.cause), readPercent(row.unrealisedFraction, { signed: true })]
            }
          />
        </FigureLink>
      )),
      total: (
        <FigureLink code="unrealised">
          <Change readings={[change(sums.unrealised, null)]} />
        </FigureLink>
      ),
    },
    {
      key: "realised",
      header: "Realised",
      align: "end",
      cell: (row) => (
        <FigureLink code={row === "closed" ? "realised" : `realised:${row.symbol}`}>
          <Change readings={[change(row === "closed" ? sums.closedRealised : row.realised, null)]} />
        </FigureLink>
      ),
      total: (
        <FigureLink code="realised">
          <Change readings={[change(sums.realised, null)]} />
        </FigureLink>
      ),
    },
    {
      key: "value",
      header: "Value",
      align: "end",
      phone: "trail",
      cell: open((row) => (
        <FigureLink code={`market-value:${row.symbol}`}>
          <Figure reading={readMoney(row.marketValue, { hidden, cause: row.cause ?? undefined })} />
        </FigureLink>
      )),
      total: (
        <FigureLink code="market-value">
          <Figure reading={readMoney(sums.marketValue, { hidden })} />
        </FigureLink>
      ),
    },
    {
      key: "weight",
      header: "Weight",
      headerTitle: "Share of equity",
      align: "end",
      cell: open((row) => (
        <FigureLink code={`weight:${row.symbol}`}>{formatPercent(row.weight, { places: 1 })}</FigureLink>
      )),
      total: formatPercent(sums.weight, { places: 1 }),
    },
    {
      key: "actions",
      header: "",
      headerTitle: "Actions",
      cell: open((row) => (
        <RowActions>
          <TextLink href={`/trade?symbol=${encodeURIComponent(row.symbol)}`} className="text-xs">
            {onClose === null ? "Chart" : "Trade"}
          </TextLink>
          {onClose !== null && (
            <Button size="small" aria-label={`Close ${row.symbol}`} onClick={() => onClose(row)}>
              Close…
            </Button>
          )}
        </RowActions>
      )),
    },
  ];
}
