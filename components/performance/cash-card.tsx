// Cash per currency with the rate it counts at, and what exchange rates alone have made.

import { formatMoney, readMoney } from "#components/format/money.ts";
import { formatDigits } from "#components/format/number-format.ts";
import { Card } from "#components/ui/card.tsx";
import { Change, Figure } from "#components/ui/figure.tsx";
import { type Column, Table } from "#components/ui/table.tsx";
import type { PerformanceReport, ReportCash } from "#lib/domain/performance/report.ts";
import { FigureCode } from "./figure-code.tsx";
import { causeOf, type ReportStyle } from "./report-style.ts";

export function CashCard({ report, style }: { report: PerformanceReport; style: ReportStyle }) {
  const { cash, totals, currency, positions } = report;
  const { hidden } = style;
  const foreign = cash.some((line) => line.currency !== currency) || positions.some((p) => p.currency !== currency);
  const rateOf = (line: ReportCash) => (line.rate === null ? "--" : formatDigits(line.rate, 2, 9));
  const columns: readonly Column<ReportCash>[] = [
    { key: "currency", header: "Currency", phone: "lead", cell: (line) => line.currency, total: "Total" },
    {
      key: "amount",
      header: "Amount",
      align: "end",
      phone: "sub",
      cell: (line) => formatMoney(line.amount, { hidden }),
    },
    ...(foreign
      ? [
          {
            key: "rate",
            header: `Rate to ${currency}`,
            align: "end" as const,
            phone: "subtrail" as const,
            cell: rateOf,
          },
        ]
      : []),
    {
      key: "base",
      header: `In ${currency}`,
      align: "end",
      phone: "trail",
      cell: (line) => (
        <Figure reading={readMoney(line.base, { hidden, cause: `No exchange rate of ${line.currency} is known` })} />
      ),
      total: (
        <FigureCode code="totals.cash">
          <Figure reading={readMoney(totals.cash, { hidden, cause: causeOf(totals.missing) })} />
        </FigureCode>
      ),
    },
  ];
  return (
    <Card title="Cash" flush>
      <Table
        caption={`Cash per currency, and in ${currency}`}
        columns={columns}
        rows={cash}
        rowKey={(line) => line.currency}
        totals
      />
      {foreign && (
        <p className="border-line border-t px-3 py-1.5 text-muted text-xs">
          Exchange rates alone made{" "}
          <FigureCode code="totals.currencyEffect">
            <Change readings={[readMoney(totals.currencyEffect, { currency, hidden, signed: true })]} />
          </FigureCode>
          ; it is part of the profit or loss: cost at each trade's own rate, value at the day's.
        </p>
      )}
    </Card>
  );
}
