// The first line of the portfolio: equity, today and in total, in money and in percent, and what is free to trade with.
import type { ReactNode } from "react";
import { readMoney } from "#components/format/money.ts";
import { readPercent } from "#components/format/percent.ts";
import type { Direction } from "#components/format/reading.ts";
import { Stat } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { Change, Figure } from "#components/ui/figure.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { FigureLink } from "./figure-link.tsx";
import type { FigureStyle, PortfolioFigures } from "./portfolio-figures.ts";

const DIRECTION: Record<Direction, string> = { up: "text-up", down: "text-down", flat: "" };

interface HeadlineProps {
  readonly figures: PortfolioFigures;
  readonly figureStyle: FigureStyle;
  /** Stands at the end of the line: what the figures can be held to. */
  readonly children?: ReactNode;
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

export function Headline({ figures: { kind, summary, income }, figureStyle, children }: HeadlineProps) {
  const { cause } = summary;
  const money = (amount: string | null, why: string | null = null) => (
    <Figure reading={readMoney(amount, { ...figureStyle, cause: why ?? undefined })} />
  );
  const gain = (amount: string | null, fraction: string | null) => (
    <Gain amount={amount} fraction={fraction} cause={cause} figureStyle={figureStyle} />
  );
  // Label, what explains it, figure.
  const stats: readonly (readonly [string, string, ReactNode])[] = [
    ["Equity", "equity", money(summary.equity, cause)],
    ...(kind === "paper" ? ([["Today", "day", gain(summary.dayPnl, summary.dayPnlFraction)]] as const) : []),
    ["Total", "total", gain(summary.totalPnl, summary.totalPnlFraction)],
    ["Cash", "cash", money(summary.cash)],
    // A book has no orders, and its days are those of its report.
    ...(kind === "paper"
      ? ([
          ["Held for orders", "buying-power", money(summary.held)],
          ["Buying power", "buying-power", money(summary.buyingPower)],
        ] as const)
      : []),
  ];
  return (
    <div className="flex flex-col gap-x-4 gap-y-2 rounded-lg border border-line bg-panel p-3 md:flex-row md:items-start md:justify-between">
      <dl className="grid min-w-0 grid-cols-2 gap-x-4 gap-y-3 md:flex md:flex-wrap md:gap-x-7 print:flex print:flex-wrap print:gap-x-8">
        {stats.map(([label, code, figure]) => (
          <Stat key={label} label={label}>
            <FigureLink code={code}>{figure}</FigureLink>
          </Stat>
        ))}
        {income !== null && income !== "0" && (
          <Stat label="Income">
            <TextLink
              href="/performance?explain=totals.income"
              title="Dividends and interest: what they are made of"
              className="decoration-transparent hover:decoration-line-strong"
            >
              {money(income)}
            </TextLink>
          </Stat>
        )}
      </dl>
      {children !== undefined && <div className="shrink-0">{children}</div>}
    </div>
  );
}
