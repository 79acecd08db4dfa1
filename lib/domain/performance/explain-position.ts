/** What each figure of a position is, by which formula, and from which inputs. */
import { explained, grossAndNet } from "./explanation.ts";
import type { PositionFigure } from "./figure-names.ts";
import type { Explanation, PriceKind, ReportPosition } from "./report.ts";

const PRICE_WORDS: Readonly<Record<PriceKind, string>> = {
  live: "The quote of now",
  close: "The last close on or before the day",
  trade: "The last trade's own price, for no close is known",
  none: "No price is known",
};

export const EXPLAIN_POSITION: Readonly<Record<PositionFigure, (position: ReportPosition) => Explanation>> = {
  quantity: ({ lots }) =>
    explained(
      "Units held, as they trade on the day",
      "bought - sold + transferred in - transferred out, times every split",
      lots.map((lot) => [`lot of ${lot.openedDay}`, lot.quantity]),
    ),
  averagePrice: ({ cost, quantity }) =>
    explained("Average price of what is open", "cost of the open lots / quantity", [
      ...grossAndNet("cost", cost),
      ["quantity", quantity],
    ]),
  cost: ({ lots }) =>
    explained(
      "Cost of what is open; net adds buy fees; a short costs minus its proceeds",
      "sum of the open lots",
      lots.map((lot) => [`lot of ${lot.openedDay}, ${lot.quantity}, net`, lot.cost.net]),
    ),
  price: ({ priceKind, price, priceDay }) =>
    explained(PRICE_WORDS[priceKind], "as traded, adjusted by the splits since its day", [
      ["price", price],
      ["day", priceDay],
    ]),
  marketValue: ({ quantity, price }) =>
    explained("Market value", "quantity × price", [
      ["quantity", quantity],
      ["price", price],
    ]),
  unrealised: ({ marketValue, cost }) =>
    explained("Unrealised result", "market value - cost", [
      ["market value", marketValue],
      ...grossAndNet("cost", cost),
    ]),
  realised: ({ realised }) =>
    explained(
      "Realised result",
      "proceeds - cost of what was closed; net takes the fees of opening and closing off",
      grossAndNet("realised", realised),
    ),
  income: ({ income }) => explained("Dividends and interest", "received - paid", [["income", income]]),
  fees: ({ fees }) =>
    explained("All its fees; those of trades are in the net figures already", "sum of fees", [["fees", fees]]),
  taxes: ({ taxes }) => explained("Its taxes", "sum of taxes", [["taxes", taxes]]),
  pnl: ({ realised, unrealised, income, taxes }) =>
    explained(
      "Profit or loss",
      "realised + unrealised + income - taxes; net also takes off fees that no trade carries",
      [
        ...grossAndNet("realised", realised),
        ...grossAndNet("unrealised", unrealised),
        ["income", income],
        ["taxes", taxes],
      ],
    ),
  currencyEffect: ({ cost, base }) =>
    explained(
      "What the rate alone has made, in the account's currency; part of its net result there",
      "net cost × (rate of the close or of the day - rate paid)",
      [...grossAndNet("cost", cost), ...grossAndNet("cost in the account's currency", base.cost)],
    ),
  dayChange: ({ quantity, price }) =>
    explained(
      "What the price has made of today's quantity since the close before",
      "quantity × (price - close before)",
      [
        ["quantity", quantity],
        ["price", price],
      ],
    ),
};
