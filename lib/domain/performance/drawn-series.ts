/** A long history for a chart: of thousands of days those that one would see, each of them as it was. */
import { type Fixed, toFixed18 } from "../shared/fixed.ts";
import { hasFlow, type PerformanceReport, type SeriesDay } from "./report.ts";

/** More would not be seen on a screen. A history that is no longer than this is drawn whole. */
export const DRAWN_DAYS = 500;
/** Each keeps the lowest and highest of every line. */
const STRETCHES = 120;
/** Of an account that pays in day after day the largest are marked. */
const FLOWS_MARKED = 120;

/** Keeps both ends, the extremes of each stretch, days with money in or out, and where flags begin and end. */
export function drawnSeries(report: PerformanceReport): PerformanceReport {
  const { series, benchmarkSeries } = report;
  if (series.length <= DRAWN_DAYS) return report;
  const beside = new Map(benchmarkSeries.map(({ day, index }) => [day, index]));
  const kept = new Set<SeriesDay | undefined>([series[0], series.at(-1), ...flagEnds(series), ...largestFlows(series)]);
  const length = Math.ceil(series.length / STRETCHES);
  for (let from = 0; from < series.length; from += length) {
    const stretch = series.slice(from, from + length);
    for (const lineOf of [equityOf, indexOf, ({ day }: SeriesDay) => beside.get(day) ?? null]) {
      for (const day of extremes(stretch, lineOf)) kept.add(day);
    }
  }
  const drawn = series.filter((day) => kept.has(day));
  const days = new Set(drawn.map(({ day }) => day));
  return {
    ...report,
    days: { ...report.days, given: drawn.length },
    series: drawn,
    benchmarkSeries: benchmarkSeries.filter(({ day }) => days.has(day)),
  };
}

const equityOf = ({ equity }: SeriesDay) => equity;
const indexOf = ({ index }: SeriesDay) => index;

function extremes(stretch: readonly SeriesDay[], lineOf: (day: SeriesDay) => string | null): readonly SeriesDay[] {
  const known: { readonly day: SeriesDay; readonly at: Fixed }[] = [];
  for (const day of stretch) {
    const text = lineOf(day);
    if (text !== null) known.push({ day, at: toFixed18(text) });
  }
  const [first, ...rest] = known;
  if (first === undefined) return [];
  let [low, high] = [first, first];
  for (const each of rest) {
    if (each.at < low.at) low = each;
    if (each.at > high.at) high = each;
  }
  return [low.day, high.day];
}

/** Years without a price are one gap, and its two ends draw it. */
function flagEnds(series: readonly SeriesDay[]): SeriesDay[] {
  return series.filter(
    ({ flag }, at) => flag !== null && (series[at - 1]?.flag !== flag || series[at + 1]?.flag !== flag),
  );
}

function largestFlows(series: readonly SeriesDay[]): SeriesDay[] {
  const flows = series.filter(hasFlow);
  if (flows.length <= FLOWS_MARKED) return flows;
  const size = ({ inflow, outflow }: SeriesDay) => {
    const net = toFixed18(inflow) - toFixed18(outflow);
    return net < 0n ? -net : net;
  };
  return flows
    .map((day) => ({ day, size: size(day) }))
    .sort((a, b) => (a.size < b.size ? 1 : a.size > b.size ? -1 : 0))
    .slice(0, FLOWS_MARKED)
    .map(({ day }) => day);
}
