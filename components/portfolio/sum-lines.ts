// What the totals of the positions have to do with the headline, as sums that anybody can check.
import { formatMoney } from "#components/format/money.ts";
import { addDecimals, signOf, subtractDecimals } from "#components/format/string-decimal.ts";
import type { PortfolioFigures } from "./portfolio-figures.ts";
import { sumOf, sumPositions } from "./position-sums.ts";

export function sumLines(figures: PortfolioFigures, { hidden }: { readonly hidden: boolean }): readonly string[] {
  const { cash, marketValue, equity } = figures.summary;
  const money = (value: string | null) => formatMoney(value, { hidden });
  const worth = `Positions ${money(marketValue)} + cash ${money(cash)} = equity ${money(equity)}`;
  return hidden ? [worth] : [worth, ...totalLine(figures), ...dayLine(figures)];
}

function totalLine({ summary }: PortfolioFigures): readonly string[] {
  const { unrealised, realised, fees, totalPnl } = summary;
  const gross = sumOf([unrealised, realised]);
  if (gross === null || fees === null || totalPnl === null) return [];
  const rest = subtractDecimals(addDecimals(totalPnl, fees), gross);
  const other = signOf(rest) === 0 ? "" : ` + dividends and other ${formatMoney(rest)}`;
  return [
    `Unrealised ${formatMoney(unrealised)} + realised ${formatMoney(realised)} − fees ${formatMoney(fees)}${other} = total ${formatMoney(totalPnl)}`,
  ];
}

/** The column follows what is held now since its last close; what was traded today came in between. */
function dayLine({ positions, summary }: PortfolioFigures): readonly string[] {
  const moved = sumPositions(positions).dayChange;
  if (summary.dayPnl === null || moved === null) return [];
  const rest = subtractDecimals(summary.dayPnl, moved);
  if (signOf(rest) === 0) return [];
  return [
    `Day ${formatMoney(moved)} + trades and fees of today ${formatMoney(rest)} = today ${formatMoney(summary.dayPnl)}`,
  ];
}
