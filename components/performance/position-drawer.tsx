"use client";
// One position in full: its figures in its own currency, gross and net beside each other, its open lots and the trades behind them.
import { readMoney } from "#components/format/money.ts";
import { readPrice } from "#components/format/price.ts";
import { formatQuantity } from "#components/format/quantity.ts";
import type { Reading } from "#components/format/reading.ts";
import { formatDay } from "#components/format/time.ts";
import { FieldLine, FieldList } from "#components/ui/field-list.tsx";
import { Change, Figure } from "#components/ui/figure.tsx";
import { TextLink } from "#components/ui/link-button.tsx";
import { Drawer } from "#components/ui/modal.tsx";
import type { PositionFigure } from "#lib/domain/performance/figure-names.ts";
import type { GrossNet, PerformanceReport, ReportPosition } from "#lib/domain/performance/report.ts";
import { FactsBehind } from "./facts-behind.tsx";
import { FigureCode } from "./figure-code.tsx";
import { LotsTable } from "./lots-table.tsx";
import { PriceKindBadge } from "./price-cell.tsx";
import { causeOf, METHOD_WORDS, type ReportStyle } from "./report-style.ts";

interface PositionDrawerProps {
  readonly report: PerformanceReport;
  readonly position: ReportPosition;
  readonly style: ReportStyle;
  readonly onClose: () => void;
}

export function PositionDrawer({ report, position, style, onClose }: PositionDrawerProps) {
  const { symbol, name, lots, missing, oversold } = position;
  const cause = causeOf(missing);
  return (
    <Drawer open title={`${symbol}, ${name}`} onClose={onClose}>
      <div className="flex flex-col gap-4">
        {cause !== undefined && <p className="rounded-md bg-warn-soft p-2">{cause}.</p>}
        {oversold !== null && (
          <p className="rounded-md bg-warn-soft p-2">
            On {formatDay(oversold.day)} more was sold than there was; it is short since then.
          </p>
        )}
        <Figures position={position} report={report} style={style} />
        {report.from !== null && (
          <p className="text-muted text-xs">
            Since {formatDay(report.from)}: realised, income, fees, taxes and profit or loss. Cost, value and unrealised
            are as of {formatDay(report.asOf)}.
          </p>
        )}
        <section>
          <h3 className="font-semibold">Open lots</h3>
          <p className="mb-1 text-muted text-xs">
            {METHOD_WORDS[report.method]}. Costs are {style.basis}.
          </p>
          {lots.length === 0 ? (
            <p className="text-muted">{style.hidden ? "Balances are hidden, and so are lots." : "Nothing is open."}</p>
          ) : (
            <LotsTable position={position} style={style} />
          )}
        </section>
        <FactsBehind report={report} code={`positions.${position.instrumentId}.pnl`} style={style} />
        <p>
          <TextLink href={`/trades?${new URLSearchParams({ symbol, side: "sell", to: report.asOf })}`}>
            What its orders sold, sale by sale
          </TextLink>
        </p>
      </div>
    </Drawer>
  );
}

const PAIRS = ["averagePrice", "cost", "unrealised", "realised", "pnl"] as const;
const PAIR_NAMES = {
  averagePrice: "Average price",
  cost: "Cost",
  unrealised: "Unrealised",
  realised: "Realised",
  pnl: "Profit or loss",
} as const;

function Figures({ position, report, style }: Pick<PositionDrawerProps, "position" | "report" | "style">) {
  const { currency } = position;
  const cause = causeOf(position.missing);
  const { hidden } = style;
  const money = (value: string | null, signed = false) => readMoney(value, { hidden, signed, cause });
  const open = (figure: PositionFigure, reading: Reading, change = false) => (
    <FigureCode code={`positions.${position.instrumentId}.${figure}`}>
      {change ? <Change readings={[reading]} /> : <Figure reading={reading} />}
    </FigureCode>
  );
  const pair = (figure: (typeof PAIRS)[number], of: keyof GrossNet) => {
    const value = position[figure]?.[of] ?? null;
    if (figure === "averagePrice")
      return open(figure, readPrice(value, { tick: "0.01", extraPlaces: 2, cause: "Nothing is open" }));
    return open(figure, money(value, figure !== "cost"), figure !== "cost");
  };
  return (
    <>
      <FieldList>
        <FieldLine name="Quantity">{formatQuantity(position.quantity, { hidden })}</FieldLine>
        <FieldLine name="Price">
          {open("price", readPrice(position.price, { tick: "0.01", cause }))} {currency}{" "}
          <PriceKindBadge position={position} asOf={report.asOf} />
        </FieldLine>
        <FieldLine name="Market value">{open("marketValue", money(position.marketValue))}</FieldLine>
        <FieldLine name="Since the close before">{open("dayChange", money(position.dayChange, true), true)}</FieldLine>
        <FieldLine name="Income">{open("income", money(position.income, true), true)}</FieldLine>
        <FieldLine name="Fees">{open("fees", money(position.fees))}</FieldLine>
        <FieldLine name="Taxes">{open("taxes", money(position.taxes))}</FieldLine>
        {currency !== report.currency && (
          <FieldLine name={`By exchange rates, ${report.currency}`}>
            {open("currencyEffect", money(position.currencyEffect, true), true)}
          </FieldLine>
        )}
      </FieldList>
      <table className="w-full">
        <caption className="sr-only">Gross and net, in {currency}</caption>
        <thead>
          <tr className="text-muted text-xs">
            <th scope="col" className="text-left font-medium">
              In {currency}
            </th>
            <th scope="col" className="text-right font-medium">
              Gross
            </th>
            <th scope="col" className="text-right font-medium">
              Net
            </th>
          </tr>
        </thead>
        <tbody>
          {PAIRS.map((figure) => (
            <tr key={figure}>
              <th scope="row" className="py-0.5 text-left font-normal text-muted">
                {PAIR_NAMES[figure]}
              </th>
              <td className="text-right">{pair(figure, "gross")}</td>
              <td className="text-right">{pair(figure, "net")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
