// The totals row: sums of the rows above it, digit for digit, and nothing where one of them is missing.
import { addDecimals } from "#components/format/string-decimal.ts";
import { isOpen, type PositionFigures } from "./portfolio-figures.ts";

export function sumOf(values: readonly (string | null)[]): string | null {
  let total = "0";
  for (const value of values) {
    if (value === null) return null;
    total = addDecimals(total, value);
  }
  return total;
}

export interface PositionSums {
  readonly dayChange: string | null;
  readonly unrealised: string | null;
  readonly realised: string | null;
  readonly marketValue: string | null;
  readonly weight: string | null;
  /** What positions that are no longer held have realised. */
  readonly closedRealised: string | null;
  readonly closedCount: number;
}

export function sumPositions(positions: readonly PositionFigures[]): PositionSums {
  const open = positions.filter(isOpen);
  const closed = positions.filter((position) => !isOpen(position));
  return {
    dayChange: sumOf(open.map((position) => position.dayChange)),
    unrealised: sumOf(open.map((position) => position.unrealised)),
    realised: sumOf(positions.map((position) => position.realised)),
    marketValue: sumOf(open.map((position) => position.marketValue)),
    weight: sumOf(open.map((position) => position.weight)),
    closedRealised: sumOf(closed.map((position) => position.realised)),
    closedCount: closed.length,
  };
}
