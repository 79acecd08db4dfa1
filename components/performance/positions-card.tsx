// The positions of the report in the account's currency, in columns that add up to the totals above.
import { formatMoney } from "#components/format/money.ts";
import { formatDay } from "#components/format/time.ts";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ShallowLinks } from "#components/ui/shallow-links.tsx";
import { Table } from "#components/ui/table.tsx";
import { Segments } from "#components/ui/tabs.tsx";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import { BASES, type PerformancePlace, performanceHref } from "./performance-address.ts";
import { positionColumns } from "./position-columns.tsx";
import { type PerformanceRow, positionRows, rowTotals } from "./position-rows.ts";
import type { ReportStyle } from "./report-style.ts";

interface PositionsCardProps {
  readonly report: PerformanceReport;
  readonly place: PerformancePlace;
  readonly style: ReportStyle;
  readonly mayTrade: boolean;
}

export function PositionsCard({ report, place, style, mayTrade }: PositionsCardProps) {
  const { totals, currency } = report;
  const rows = positionRows(report, { basis: style.basis, sort: place.sort, closed: place.closed === "show" });
  if (report.positions.length === 0) return <NoPositions mayTrade={mayTrade} />;
  const money = (value: string | null) => formatMoney(value, { hidden: style.hidden });
  const hrefOf = ({ kind, key }: PerformanceRow) =>
    performanceHref(
      kind === "all-closed"
        ? { ...place, closed: "show" }
        : kind === "account"
          ? { ...place, explain: "totals.pnl" }
          : { ...place, position: key, explain: undefined },
    );
  return (
    <ShallowLinks>
      <Card
        title="Positions"
        aside={
          <span className="inline-flex flex-wrap items-center gap-3 text-muted text-xs">
            Amounts in {currency}
            {place.closed === "show" && (
              <a href={performanceHref({ ...place, closed: undefined })} className="no-print underline">
                Closed ones in one row
              </a>
            )}
            <Segments
              label="With fees or without"
              items={BASES.map((basis) => ({
                href: performanceHref({ ...place, basis }),
                label: basis === "net" ? "Net" : "Gross",
                current: basis === style.basis,
              }))}
            />
          </span>
        }
        flush
      >
        <Table
          caption={`Positions, ${style.basis}, amounts in ${currency}`}
          columns={positionColumns({ style, place, asOf: report.asOf, totals: rowTotals(rows), currency })}
          rows={rows}
          rowKey={({ key }) => key}
          rowHref={hrefOf}
          rowLabel={({ name }) => `${name}: what it is made of`}
          selectedKey={place.position}
          totals
        />
        <p className="border-line border-t px-3 py-1.5 text-muted text-xs">
          Positions {money(totals.marketValue)} + cash {money(totals.cash)} = equity {money(totals.equity)}
          {report.from !== null &&
            `. Since ${formatDay(report.from)}: realised, income, fees, and the total, which has what the unrealised changed by`}
          {style.basis === "net"
            ? ". Net: buy fees are in the cost, sale fees out of the proceeds."
            : ". Gross: as if there were no fees."}
        </p>
      </Card>
    </ShallowLinks>
  );
}

function NoPositions({ mayTrade }: { mayTrade: boolean }) {
  return (
    <Card title="Positions">
      <EmptyState
        kind="unused"
        title="No positions"
        action={
          mayTrade
            ? { href: "/trade", label: "Place your first order" }
            : { href: "/activities", label: "Look at the activities" }
        }
      >
        What was bought or brought in by then appears here, with its cost, its value and what it made.
      </EmptyState>
    </Card>
  );
}
