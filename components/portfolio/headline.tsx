// The first line of the portfolio: equity, today and in total, in money and in percent, and what is free to trade with.
import { readMoney } from "#components/format/money.ts";
import { readPercent } from "#components/format/percent.ts";
import type { Direction } from "#components/format/reading.ts";
import { Stat } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { Change, Figure } from "#components/ui/figure.tsx";
import { FigureLink } from "./figure-link.tsx";
import type { FigureStyle, PortfolioFigures } from "./portfolio-figures.ts";

const DIRECTION: Record<Direction, string> = { up: "text-up", down: "text-down", flat: "" };

interface HeadlineProps {
  readonly figures: PortfolioFigures;
  readonly figureStyle: FigureStyle;
}

interface GainProps {
  readonly amount: string | null;
  readonly fraction: string | null;
  readonly cause: string | null;
  readonly figureStyle: FigureStyle;
}

function Gain({ amount, fraction, cause, figureStyle }: GainProps) {
  const why = { cause: cause ?? "No figure yet" };
  const share = readPercent(fraction, { signed: true, ...why });
  // Percent alone still says how it went, when amounts are hidden.
  if (figureStyle.hidden) return <Change readings={[share]} />;
  const money = readMoney(amount, { signed: true, ...figureStyle, ...why });
  if (fraction === null || money.cause !== null) return <Change readings={[money]} />;
  return (
    <span className={cx("flex flex-wrap gap-x-2", DIRECTION[money.direction])}>
      <Change readings={[money]} />
      <span className="whitespace-nowrap">{share.text}</span>
    </span>
  );
}

export function Headline({ figures, figureStyle }: HeadlineProps) {
  const { summary } = figures;
  const cause = summary.cause ?? undefined;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 rounded-lg border border-line bg-panel p-3 md:flex md:flex-wrap md:gap-x-10 print:flex print:flex-wrap print:gap-x-8">
      <Stat label="Equity">
        <FigureLink code="equity">
          <Figure reading={readMoney(summary.equity, { ...figureStyle, cause })} />
        </FigureLink>
      </Stat>
      <Stat label="Today">
        <FigureLink code="day">
          <Gain
            amount={summary.dayPnl}
            fraction={summary.dayPnlFraction}
            cause={summary.cause}
            figureStyle={figureStyle}
          />
        </FigureLink>
      </Stat>
      <Stat label="Total">
        <FigureLink code="total">
          <Gain
            amount={summary.totalPnl}
            fraction={summary.totalPnlFraction}
            cause={summary.cause}
            figureStyle={figureStyle}
          />
        </FigureLink>
      </Stat>
      <Stat label="Cash">
        <FigureLink code="cash">
          <Figure reading={readMoney(summary.cash, figureStyle)} />
        </FigureLink>
      </Stat>
      <Stat label="Held for orders">
        <FigureLink code="buying-power">
          <Figure reading={readMoney(summary.held, figureStyle)} />
        </FigureLink>
      </Stat>
      <Stat label="Buying power">
        <FigureLink code="buying-power">
          <Figure reading={readMoney(summary.buyingPower, figureStyle)} />
        </FigureLink>
      </Stat>
    </dl>
  );
}
