"use client";
// What the account holds, each figure open to the question what it is made of, and totals that add up.
import { useSearchParams } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Table } from "#components/ui/table.tsx";
import { explainHref } from "./figure-link.tsx";
import { type FigureStyle, isOpen, type PortfolioFigures, type PositionFigures } from "./portfolio-figures.ts";
import { type PositionRow, positionColumns } from "./position-columns.tsx";
import { sumPositions } from "./position-sums.ts";
import { sumLines } from "./sum-lines.ts";

interface PositionsTableProps {
  readonly figures: PortfolioFigures;
  readonly figureStyle: FigureStyle;
  readonly mayTrade: boolean;
  readonly onClose: (position: PositionFigures) => void;
  readonly onCloseAll: () => void;
}

export function PositionsTable({ figures, figureStyle, mayTrade, onClose, onCloseAll }: PositionsTableProps) {
  const search = useSearchParams();
  const { positions } = figures;
  if (positions.length === 0) {
    return (
      <Card>
        <EmptyState
          kind="unused"
          title="No positions"
          action={
            mayTrade
              ? { href: "/trade", label: "Place your first order" }
              : { href: "/trade", label: "Look at the market" }
          }
        >
          {mayTrade
            ? "What you buy appears here, with its cost, its value now and what it made."
            : "What this account buys appears here. On this account you may look, not trade."}
        </EmptyState>
      </Card>
    );
  }
  const sums = sumPositions(positions);
  const rows: readonly PositionRow[] = [
    ...positions.filter(isOpen),
    ...(sums.closedCount > 0 ? (["closed"] as const) : []),
  ];
  return (
    <Card
      title="Positions"
      aside={
        <span className="inline-flex flex-wrap items-center gap-3 text-muted text-xs">
          Amounts in {figures.currency}
          {mayTrade && positions.some(isOpen) && (
            <Button size="small" className="no-print" onClick={onCloseAll}>
              Close all…
            </Button>
          )}
        </span>
      }
      flush
    >
      <Table
        caption={`Positions, amounts in ${figures.currency}`}
        columns={positionColumns(sums, figureStyle, mayTrade ? onClose : null)}
        rows={rows}
        rowKey={(row) => (row === "closed" ? "closed" : row.symbol)}
        rowHref={(row) => explainHref(search, row === "closed" ? "realised" : `position:${row.symbol}`)}
        rowLabel={(row) => (row === "closed" ? `${sums.closedCount} closed positions` : `${row.symbol}, ${row.name}`)}
        totals
      />
      <div className="flex flex-wrap gap-x-6 gap-y-0.5 border-line border-t px-3 py-1.5 text-muted text-xs">
        {sumLines(figures, figureStyle).map((line) => (
          <p key={line.split(" ")[0]}>{line}</p>
        ))}
      </div>
    </Card>
  );
}
