"use client";
// Days as a line, with marks and a line to compare with; Recharts loads behind a placeholder of the same height.
import dynamic from "next/dynamic";
import { BlockSkeleton } from "#components/ui/skeleton.tsx";
import type { DayChartProps } from "./day-line.ts";

const DayPlot = dynamic(() => import("./day-plot.tsx").then((module) => module.DayPlot), {
  ssr: false,
  loading: () => <BlockSkeleton height="100%" label="The chart is loading" />,
});

export function DayChart(props: DayChartProps) {
  const { points, label, name, besideName, markName, height } = props;
  if (points.length < 2) {
    return (
      <div className="flex items-center justify-center text-muted" style={{ height }}>
        The curve starts with the second day.
      </div>
    );
  }
  return (
    <figure className="min-w-0">
      <div role="img" aria-label={label} style={{ height }}>
        <DayPlot {...props} />
      </div>
      <figcaption className="mt-1 flex flex-wrap gap-x-4 text-muted text-xs">
        <span>━ {name}</span>
        {besideName !== undefined && <span>╌ {besideName}</span>}
        {markName !== undefined && <span>◆ {markName}</span>}
      </figcaption>
    </figure>
  );
}
