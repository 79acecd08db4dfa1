"use client";
// The drawer behind a figure: what it measures, its formula, what goes in, and the facts that it rests on.
import { formatCount, HIDDEN, MISSING } from "#components/format/number-format.ts";
import { formatDay } from "#components/format/time.ts";
import { openExplanation } from "#components/portfolio/figure-link.tsx";
import { Change, Figure } from "#components/ui/figure.tsx";
import { Drawer } from "#components/ui/modal.tsx";
import { factsBehind } from "#lib/domain/performance/facts-behind.ts";
import type { Explanation, PerformanceReport } from "#lib/domain/performance/report.ts";
import { FactsBehind } from "./facts-behind.tsx";
import { FigureCode } from "./figure-code.tsx";
import { FlowsBehind } from "./flows-behind.tsx";
import { inputCode, inputText } from "./input-reading.ts";
import { type ReportFigure, reportFigure } from "./report-figure.ts";
import type { ReportStyle } from "./report-style.ts";

export interface ExplainReportProps {
  readonly report: PerformanceReport;
  readonly code: string;
  readonly style: ReportStyle;
}

export function ExplainReport({ report, code, style }: ExplainReportProps) {
  const figure = reportFigure(report, code, style);
  return (
    <Drawer open title={figure?.title ?? "No such figure"} onClose={() => openExplanation(null)}>
      {figure === null ? (
        <p>This report has no such figure. The link may be from another account or another period.</p>
      ) : (
        <div className="flex flex-col gap-4">
          <Values figure={figure} />
          {figure.explanation !== null && (
            <Formula report={report} code={code} explanation={figure.explanation} hidden={style.hidden} />
          )}
          {FROM_FLOWS.has(figure.figure) ? (
            <FlowsBehind report={report} style={style} />
          ) : (
            factsBehind(code) !== null && <FactsBehind report={report} code={code} style={style} />
          )}
        </div>
      )}
    </Drawer>
  );
}

/** What came in and went out says more than the trades in between. */
const FROM_FLOWS = new Set(["xirr", "simple", "timeWeighted"]);

function Values({ figure: { values } }: { figure: ReportFigure }) {
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-1">
      {values.map(({ name, reading }) => (
        <div key={name}>
          <dt className={name === "" ? "sr-only" : "text-muted text-xs"}>{name === "" ? "Value" : name}</dt>
          <dd className="font-semibold text-lg">
            {/^[+−]/.test(reading.text) ? <Change readings={[reading]} /> : <Figure reading={reading} />}
          </dd>
          {reading.cause !== null && <dd className="text-muted text-xs">{reading.cause}</dd>}
        </div>
      ))}
    </dl>
  );
}

interface FormulaProps {
  readonly report: PerformanceReport;
  readonly code: string;
  readonly explanation: Explanation;
  readonly hidden: boolean;
}

function Formula({ report, code, explanation: { measure, formula, inputs }, hidden }: FormulaProps) {
  return (
    <section>
      <h3 className="font-semibold">What it is</h3>
      <p>{measure}.</p>
      <p className="mt-1 rounded-md bg-raised px-2 py-1.5 font-mono text-xs">= {formula}</p>
      {inputs.length > 0 && (
        <>
          <h3 className="mt-3 font-semibold">What goes in</h3>
          <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
            {inputs.map((input) => (
              <div key={inputs.indexOf(input)} className="contents">
                <dt className="self-center first-letter:uppercase">{input.name}</dt>
                <dd className="text-right">
                  <Input
                    text={input.value === null ? (hidden ? HIDDEN : MISSING) : inputText(code, input.name, input.value)}
                    to={inputCode(report, code, input.name)}
                  />
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {report.knownAt !== null && <p className="mt-2 text-muted text-xs">With what was known then.</p>}
      <p className="mt-2 text-muted text-xs">
        From {formatCount(report.state.entries)} entries of the books, as of {formatDay(report.asOf)}.
      </p>
    </section>
  );
}

function Input({ text, to }: { text: string; to: string | null }) {
  return to === null ? (
    text
  ) : (
    <FigureCode code={to} marked>
      {text}
    </FigureCode>
  );
}
