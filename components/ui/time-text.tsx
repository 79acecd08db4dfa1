// An instant in a named zone, with the same instant in UTC behind it.
import { formatTime, type TimeStyle } from "#components/format/time.ts";

interface TimeTextProps {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly zone: string;
  readonly style?: TimeStyle;
  /** False only in a column whose head names the zone. */
  readonly named?: boolean;
}

export function TimeText({ at, zone, style = "full", named }: TimeTextProps) {
  return (
    <time dateTime={at} title={formatTime(at, { zone: "UTC", style: "full" })} className="whitespace-nowrap">
      {formatTime(at, { zone, style, named })}
    </time>
  );
}
