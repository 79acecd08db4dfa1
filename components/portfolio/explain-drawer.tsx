"use client";
// The drawer behind a figure: formula, terms, result, and the executions that it rests on.
import { useSearchParams } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Drawer } from "#components/ui/modal.tsx";
import { ExecutionsBehind } from "./executions-behind.tsx";
import { explainFigure } from "./explain-figure.ts";
import type { Explanation } from "./explanation.ts";
import { EXPLAIN, FigureLink, openExplanation } from "./figure-link.tsx";
import type { FigureStyle, PortfolioFigures } from "./portfolio-figures.ts";

interface ExplainDrawerProps {
  readonly figures: PortfolioFigures;
  readonly figureStyle: FigureStyle;
  readonly zone: string;
  /** Null where the person may only look. */
  readonly onClosePosition: ((symbol: string) => void) | null;
}

export function ExplainDrawer({ figures, figureStyle, zone, onClosePosition }: ExplainDrawerProps) {
  const code = useSearchParams().get(EXPLAIN);
  if (code === null) return null;
  const explanation = explainFigure(figures, code, figureStyle);
  const symbol = explanation?.executions?.symbol ?? null;
  return (
    <Drawer open title={explanation?.title ?? "No such figure"} onClose={() => openExplanation(null)}>
      {explanation === null ? (
        <p>This account holds no such position. The link may be from another account.</p>
      ) : (
        <div className="flex flex-col gap-4">
          <Formula explanation={explanation} />
          {symbol !== null && (
            <div className="flex gap-2">
              <LinkButton href={`/trade?symbol=${encodeURIComponent(symbol)}`}>Trade {symbol}</LinkButton>
              {onClosePosition !== null && code === `position:${symbol}` && (
                <Button onClick={() => onClosePosition(symbol)}>Close {symbol}…</Button>
              )}
            </div>
          )}
          {explanation.executions !== null && (
            <ExecutionsBehind accountId={figures.accountId} symbol={symbol} figureStyle={figureStyle} zone={zone} />
          )}
        </div>
      )}
    </Drawer>
  );
}

function Formula({ explanation }: { explanation: Explanation }) {
  const { formula, terms, result, note } = explanation;
  return (
    <section>
      <p className="mb-2 text-muted">{formula}</p>
      <dl className="grid grid-cols-[1rem_1fr_auto] gap-x-2 gap-y-1">
        {terms.map((term) => (
          <div key={`${term.operator}${term.label}`} className="contents">
            <dt className="col-span-2 grid grid-cols-subgrid">
              <span aria-hidden={term.operator === ""} className="text-center text-muted">
                {term.operator}
              </span>
              <span>{term.label}</span>
            </dt>
            <dd className="text-right">
              {term.explain === undefined ? term.text : <FigureLink code={term.explain}>{term.text}</FigureLink>}
            </dd>
          </div>
        ))}
        {result !== null && (
          <div className="contents font-semibold">
            <dt className="col-span-2 grid grid-cols-subgrid border-line-strong border-t pt-1">
              <span className="text-center">=</span>
              <span>Result</span>
            </dt>
            <dd className="border-line-strong border-t pt-1 text-right">{result}</dd>
          </div>
        )}
      </dl>
      {note !== null && <p className="mt-2 text-muted text-xs">{note}</p>}
    </section>
  );
}
