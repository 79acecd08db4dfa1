"use client";
// The portfolio page, alive: the server's first figures, then the stream's.
import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { marketWord } from "#components/format/market-source.ts";
import { formatTime } from "#components/format/time.ts";
import { ProofBadge } from "#components/proof/proof-badge.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { portfolioOptions } from "#lib/client/portfolio.ts";
import { AllocationCard } from "./allocation-card.tsx";
import { EquityCard } from "./equity-card.tsx";
import type { EquityRange } from "./equity-range.ts";
import { ExplainDrawer } from "./explain-drawer.tsx";
import { Headline } from "./headline.tsx";
import { hideAmounts } from "./hide-amounts.ts";
import { isOpen, type PortfolioFigures, type PositionFigures } from "./portfolio-figures.ts";
import { PositionsTable } from "./positions-table.tsx";

// Both come with the first press that needs them.
const ClosePositionDialog = lazyPart(async () => (await import("./close-position-dialog.tsx")).ClosePositionDialog);
const CloseAllDialog = lazyPart(async () => (await import("./close-all-dialog.tsx")).CloseAllDialog);

/** No symbol is written like this. */
const ALL = "*";

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
  const [closing, setClosing] = useState<string | null>(null);
  // The page may not show quantities; the browser must know them to close a part. A position that is gone while asked about stays as it was.
  const known = fresh?.positions.find(({ symbol }) => symbol === closing);
  const position = useKept(known, closing);
  const figureStyle = { currency: figures.currency, hidden };
  return (
    <div className="flex flex-col gap-3">
      <PrintHead figures={figures} zone={zone} />
      <Headline figures={figures} figureStyle={figureStyle}>
        <ProofBadge proof={figures.proof} zone={zone} />
      </Headline>
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_22rem] print:grid-cols-1">
        <EquityCard
          kind={figures.kind}
          accountId={figures.accountId}
          range={range}
          zone={zone}
          figureStyle={figureStyle}
          atCost={figures.positions.filter(({ olderPrice }) => olderPrice !== null).map(({ symbol }) => symbol)}
        />
        <AllocationCard figures={figures} figureStyle={figureStyle} />
      </div>
      <PositionsTable
        figures={figures}
        figureStyle={figureStyle}
        mayTrade={mayTrade}
        onClose={({ symbol }) => setClosing(symbol)}
        onCloseAll={() => setClosing(ALL)}
      />
      <ExplainDrawer
        figures={figures}
        figureStyle={figureStyle}
        zone={zone}
        onClosePosition={mayTrade ? setClosing : null}
      />
      <Suspense fallback={null}>
        {closing === ALL && fresh !== undefined && (
          <CloseAllDialog
            accountId={fresh.accountId}
            accountName={fresh.name}
            positions={fresh.positions.filter(isOpen)}
            figureStyle={figureStyle}
            onClose={() => setClosing(null)}
          />
        )}
        {position?.quantity != null && (
          <ClosePositionDialog
            accountId={figures.accountId}
            position={position}
            quantity={position.quantity}
            figureStyle={figureStyle}
            onClose={() => setClosing(null)}
          />
        )}
      </Suspense>
    </div>
  );
}

/** The last that was known of what is being closed, so that the dialog can still say what became of it. */
function useKept(known: PositionFigures | undefined, closing: string | null): PositionFigures | null {
  const [kept, setKept] = useState<PositionFigures | null>(null);
  if (known !== undefined && known !== kept) setKept(known);
  return closing !== null && kept?.symbol === closing ? kept : null;
}

/** On paper the shell is gone: the sheet itself says whose it is, as of when, and from which market. */
function PrintHead({ figures, zone }: { figures: PortfolioFigures; zone: string }) {
  return (
    <p className="print-only">
      Ballast, {figures.name}, {figures.kind.toUpperCase()} account, currency {figures.currency}. As of{" "}
      {formatTime(figures.asOf, { zone })}. Market: {marketWord(figures.marketSource)}.
    </p>
  );
}
