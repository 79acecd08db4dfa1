// From the code in the address to what that figure is made of.
import { explainAccount } from "./explain-account.ts";
import { explainPosition } from "./explain-position.ts";
import type { Explanation } from "./explanation.ts";
import type { FigureStyle, PortfolioFigures } from "./portfolio-figures.ts";

/** `code` is what the address says: "equity", or "unrealised:AAPL" for a figure of one position. */
export function explainFigure(figures: PortfolioFigures, code: string, style: FigureStyle): Explanation | null {
  const [key = "", symbol] = code.split(":");
  if (symbol === undefined) return explainAccount(figures, key, style);
  const position = figures.positions.find((each) => each.symbol === symbol);
  return position === undefined ? null : explainPosition(figures, position, key, style);
}
