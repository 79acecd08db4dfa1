"use client";
// The equity curve over a range that is in the address, deposits marked, so that new money does not look like a gain.
import { useQuery } from "@tanstack/react-query";
import { EquityChart } from "#components/charts/equity-chart.tsx";
import { readMoney } from "#components/format/money.ts";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Change } from "#components/ui/figure.tsx";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import { Segments } from "#components/ui/tabs.tsx";
import { equityOptions } from "#lib/client/portfolio.ts";
import { EQUITY_RANGES, type EquityRange, RANGE_WORDS, rangeHref } from "./equity-range.ts";
import type { FigureStyle } from "./portfolio-figures.ts";

interface EquityCardProps {
  readonly accountId: string;
  readonly kind: "paper" | "book";
  /** Symbols without a quote, which the curve counts at their cost. */
  readonly atCost: readonly string[];
  readonly range: EquityRange;
  readonly zone: string;
  readonly figureStyle: FigureStyle;
}

const HEIGHT = "14rem";

export function EquityCard({ accountId, kind, atCost, range, zone, figureStyle }: EquityCardProps) {
  const { currency, hidden } = figureStyle;
  const { data, isError } = useQuery({
    ...equityOptions(accountId, range),
    // Hidden balances are not even asked for.
    enabled: !hidden && kind === "paper",
  });
  if (kind === "book")
    return (
      <Card title="Equity">
        <EmptyState
          kind="unused"
          title="Its curve is on Performance"
          action={{ href: "/performance", label: "See it day by day" }}
        >
          A book is valued day by day from its history, and not by the minute.
        </EmptyState>
      </Card>
    );
  return (
    <Card
      title="Equity"
      aside={
        <span className="flex flex-wrap items-center gap-3">
          {data?.change != null && (
            <span className="text-xs" title="Change over the range, deposits taken out">
              <Change readings={[readMoney(data.change, { currency, signed: true })]} />
            </span>
          )}
          <Segments
            label="Range of the curve"
            items={EQUITY_RANGES.map((each) => ({ href: rangeHref(each), label: each, current: each === range }))}
          />
        </span>
      }
    >
      {data === undefined && !hidden ? (
        isError ? (
          <p className="text-halt">The curve could not be read just now. No money moved.</p>
        ) : (
          <BlockSkeleton height={HEIGHT} label="Equity curve is loading" />
        )
      ) : (
        <EquityChart
          points={data?.points ?? []}
          currency={currency}
          zone={zone}
          hidden={hidden}
          range={RANGE_WORDS[range]}
          height={HEIGHT}
        />
      )}
      {atCost.length > 0 && (
        <p className="mt-1 text-muted text-xs">
          The curve counts {atCost.join(", ")} at cost, as there is no quote. Performance has each day by its close.
        </p>
      )}
      {data?.cause != null && <p className="mt-1 text-muted text-xs">No figure of this moment: {data.cause}</p>}
    </Card>
  );
}
