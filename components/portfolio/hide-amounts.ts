// Takes every balance out of the figures before they leave for the page: what is hidden is not in the HTML at all.
import type { PortfolioFigures, PositionFigures } from "./portfolio-figures.ts";

export function hideAmounts(figures: PortfolioFigures): PortfolioFigures {
  return {
    ...figures,
    netDeposits: null,
    income: null,
    // Shares of a whole say how it went, not how much there is.
    summary: {
      cash: null,
      held: null,
      buyingPower: null,
      marketValue: null,
      equity: null,
      dayPnl: null,
      dayPnlFraction: figures.summary.dayPnlFraction,
      totalPnl: null,
      totalPnlFraction: figures.summary.totalPnlFraction,
      realised: null,
      unrealised: null,
      fees: null,
      cause: figures.summary.cause,
    },
    positions: figures.positions.map(hidePosition),
  };
}

function hidePosition(position: PositionFigures): PositionFigures {
  return {
    ...position,
    quantity: null,
    held: null,
    cost: null,
    realised: null,
    fees: null,
    marketValue: null,
    dayChange: null,
    unrealised: null,
  };
}
