// What the equity is made of, largest first, with cash among it.
import { AllocationBars, type AllocationPart } from "#components/charts/allocation-bars.tsx";
import { formatMoney } from "#components/format/money.ts";
import { compareDecimals, divideDecimals, roundDecimal, signOf } from "#components/format/string-decimal.ts";
import { Card } from "#components/ui/card.tsx";
import { type FigureStyle, isOpen, type PortfolioFigures } from "./portfolio-figures.ts";
import { sumOf } from "./position-sums.ts";

const SHOWN = 8;

export function allocationParts(figures: PortfolioFigures, style: FigureStyle): readonly AllocationPart[] | null {
  const held = figures.positions.filter(isOpen).flatMap((position) => (position.weight === null ? [] : [position]));
  if (held.length < figures.positions.filter(isOpen).length) return null;
  const amount = (value: string | null) => (style.hidden ? undefined : formatMoney(value));
  const ordered = held.toSorted((a, b) => compareDecimals(b.weight ?? "0", a.weight ?? "0"));
  const rest = ordered.slice(SHOWN);
  const parts: AllocationPart[] = ordered.slice(0, SHOWN).map((position) => ({
    label: position.symbol,
    fraction: position.weight ?? "0",
    amount: amount(position.marketValue),
    kind: "position",
  }));
  if (rest.length > 0) {
    parts.push({
      label: `${rest.length} more`,
      fraction: sumOf(rest.map((position) => position.weight)) ?? "0",
      amount: amount(sumOf(rest.map((position) => position.marketValue))),
      kind: "position",
    });
  }
  parts.push(cashPart(figures, held, amount(figures.summary.cash)));
  return parts;
}

function cashPart(
  { summary }: PortfolioFigures,
  held: readonly { readonly weight: string | null }[],
  amount: string | undefined,
): AllocationPart {
  const { cash, equity } = summary;
  const known = cash !== null && equity !== null && signOf(equity) > 0;
  // With hidden amounts the shares of the positions still say what is left.
  const fraction = known ? roundDecimal(divideDecimals(cash, equity, 12), 10) : restOf(held);
  return { label: "Cash", fraction, amount, kind: "cash" };
}

function restOf(held: readonly { readonly weight: string | null }[]): string {
  const taken = sumOf(held.map((position) => position.weight)) ?? "0";
  return sumOf(["1", taken.startsWith("-") ? taken.slice(1) : `-${taken}`]) ?? "0";
}

export function AllocationCard({ figures, figureStyle }: { figures: PortfolioFigures; figureStyle: FigureStyle }) {
  const parts = allocationParts(figures, figureStyle);
  return (
    <Card title="Allocation">
      {parts === null ? (
        <p className="text-muted">-- {figures.summary.cause ?? "A price is missing."}</p>
      ) : (
        <AllocationBars parts={parts} />
      )}
    </Card>
  );
}
