// How the profit or loss comes about, and how it leads from what came in to what is there: two sums to check.
import { readMoney } from "#components/format/money.ts";
import { Card } from "#components/ui/card.tsx";
import { Change, Figure } from "#components/ui/figure.tsx";
import type { PerformanceReport } from "#lib/domain/performance/report.ts";
import { type BridgeLine, equityLines, profitLines } from "./bridge-lines.ts";
import { FigureCode } from "./figure-code.tsx";
import { causeOf, type ReportStyle } from "./report-style.ts";

interface SumTableProps {
  readonly caption: string;
  readonly lines: readonly BridgeLine[];
  readonly style: ReportStyle;
  readonly cause: string | undefined;
}

function SumTable({ caption, lines, style, cause }: SumTableProps) {
  return (
    <table className="w-full">
      <caption className="pb-1 text-left font-medium">{caption}</caption>
      <tbody>
        {lines.map((line) => (
          <SumLine key={lines.indexOf(line)} line={line} hidden={style.hidden} cause={cause} />
        ))}
      </tbody>
    </table>
  );
}

function SumLine({ line, hidden, cause }: { line: BridgeLine; hidden: boolean; cause: string | undefined }) {
  const { operator, name, value, code } = line;
  // What is taken off has its sign before the line already.
  const gain = operator === "=" && name.startsWith("Profit");
  const reading = readMoney(value, { signed: gain, hidden, cause });
  const figure = gain ? <Change readings={[reading]} /> : <Figure reading={reading} />;
  const total = operator === "=" ? "border-line-strong border-t font-semibold" : "";
  return (
    <tr>
      <td aria-hidden={operator === ""} className={`w-5 text-center text-muted ${total}`}>
        {operator}
      </td>
      <th scope="row" className={`py-0.5 text-left font-normal ${total}`}>
        {name}
      </th>
      <td className={`text-right ${total}`}>
        {code === undefined ? figure : <FigureCode code={code}>{figure}</FigureCode>}
      </td>
    </tr>
  );
}

export function BridgeCard({ report, style }: { report: PerformanceReport; style: ReportStyle }) {
  const cause = causeOf(report.totals.missing);
  return (
    <Card title="How it adds up" aside={<span className="text-muted text-xs">Amounts in {report.currency}</span>}>
      <div className="flex flex-col gap-4">
        <SumTable caption="What it was made of" lines={profitLines(report)} style={style} cause={cause} />
        <SumTable caption="Where the equity comes from" lines={equityLines(report)} style={style} cause={cause} />
      </div>
    </Card>
  );
}
