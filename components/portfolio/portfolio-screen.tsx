"use client";
// The portfolio page, alive: the server's first figures, then the stream's.
import { useQuery } from "@tanstack/react-query";
import { formatTime } from "#components/format/time.ts";
import { portfolioOptions } from "#lib/client/portfolio.ts";
import { AllocationCard } from "./allocation-card.tsx";
import { EquityCard } from "./equity-card.tsx";
import type { EquityRange } from "./equity-range.ts";
import { ExplainDrawer } from "./explain-drawer.tsx";
import { Headline } from "./headline.tsx";
import { hideAmounts } from "./hide-amounts.ts";
import type { PortfolioFigures } from "./portfolio-figures.ts";
import { PositionsTable } from "./positions-table.tsx";

interface PortfolioScreenProps {
  /** Without amounts already when balances are hidden. */
  readonly initial: PortfolioFigures;
  readonly hidden: boolean;
  readonly zone: string;
  readonly range: EquityRange;
  readonly mayTrade: boolean;
}

export function PortfolioScreen({ initial, hidden, zone, range, mayTrade }: PortfolioScreenProps) {
  const { data } = useQuery(portfolioOptions(initial.accountId));
  const fresh: PortfolioFigures | undefined = data;
  const figures = fresh === undefined ? initial : hidden ? hideAmounts(fresh) : fresh;
  const figureStyle = { currency: figures.currency, hidden };
  return (
    <div className="flex flex-col gap-3">
      <PrintHead figures={figures} zone={zone} />
      <Headline figures={figures} figureStyle={figureStyle} />
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_22rem] print:grid-cols-1">
        <EquityCard accountId={figures.accountId} range={range} zone={zone} figureStyle={figureStyle} />
        <AllocationCard figures={figures} figureStyle={figureStyle} />
      </div>
      <PositionsTable figures={figures} figureStyle={figureStyle} mayTrade={mayTrade} />
      <ExplainDrawer figures={figures} figureStyle={figureStyle} zone={zone} />
    </div>
  );
}

/** On paper the shell is gone: the sheet itself says whose it is, as of when, and from which market. */
function PrintHead({ figures, zone }: { figures: PortfolioFigures; zone: string }) {
  return (
    <p className="print-only">
      Ballast, {figures.name}, PAPER account, currency {figures.currency}. As of {formatTime(figures.asOf, { zone })}.
      Market: {figures.marketSource}.
    </p>
  );
}
